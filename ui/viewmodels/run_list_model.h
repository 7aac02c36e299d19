// The runs of a source, newest first: paged by key, live. Rows come and change by themselves when the source says that
// something has changed; a burst of more runs than a page holds starts the list anew instead of filling the gap.
#pragma once

#include "core/ports/run_source.h"
#include "ui/viewmodels/answer_gate.h"
#include "ui/viewmodels/load_state.h"

#include <QAbstractListModel>

#include <vector>

namespace orkestr {

class ChangeFeed;

class RunListModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        run_role = Qt::UserRole + 1, ///< QString: the run's id
        name_role,                   ///< QString: the definition's name
        version_role,                ///< QString
        status_role,                 ///< QString: the DSL's word
        started_role,                ///< QDateTime
        duration_role,               ///< for people; empty while it is open
        error_role                   ///< QString: one line, may be empty
    };
    static constexpr int page_rows = 200;

    /// The source outlives the model.
    RunListModel(RunSource& source, ChangeFeed& feed, QObject* parent = nullptr);

    /// Which runs: `status`, `open` and `definition` count; the model pages by itself. Starts anew.
    void set_query(const RunQuery& query);
    const RunQuery& query() const { return query_; }
    /// Asks for the newest rows again.
    void refresh();

    LoadState state() const { return state_; }
    /// Why there is nothing, when failed.
    const QString& message() const { return message_; }

    const RunRow* row_at(int row) const;
    /// The row of this run, or -1 when it is not loaded.
    int find(const QString& run) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

Q_SIGNALS:
    void state_changed();

private:
    void set_state(LoadState state, const QString& message = {});
    void ask_newest();
    void newest(Result<RunPage> page);
    void older(Result<RunPage> page);
    void start_anew(RunPage page);
    bool merge(const std::vector<RunRow>& fresh);
    std::uint32_t rows_to_refresh() const;

    RunSource& source_;
    RunQuery query_;
    std::vector<RunRow> rows_;
    bool more_ = false;
    std::optional<RunId> next_; ///< where the next page goes on
    bool asking_newest_ = false;
    bool asking_older_ = false;
    bool changed_meanwhile_ = false;
    LoadState state_ = LoadState::loading;
    QString message_;
    AnswerGate newest_gate_{this};
    AnswerGate older_gate_{this};
};

} // namespace orkestr
