// The same done to many runs. First it is gathered which, exactly: from the rows of a selection, or by paging through all
// that match a filter. Then, when somebody has agreed, each is done, and what failed is kept with why.
#pragma once

#include "core/ports/run_control.h"
#include "core/ports/run_source.h"
#include "ui/viewmodels/answer_gate.h"
#include "ui/viewmodels/run_table_model.h"

#include <QObject>
#include <QStringList>

#include <array>
#include <map>

namespace orkestr {

enum class BulkKind { cancel, rerun, save, replay };
/// Only gathered here; somebody else does it: save is to export them.
constexpr bool is_done_elsewhere(BulkKind kind) { return kind == BulkKind::save || kind == BulkKind::replay; }

class BulkAction : public QObject {
    Q_OBJECT
public:
    enum class Stage { gathering, ready, working, done, failed };

    /// Runs that are listed by name.
    static constexpr std::size_t most_listed = 200;
    /// Runs that can be done at once: an id of each is held.
    static constexpr std::size_t most_runs = 1'000'000;
    static constexpr std::size_t most_failures = 10'000;
    /// Commands under way at a time.
    static constexpr int at_once = 8;

    struct Failure {
        RunId run;
        std::string name;
        std::string why;
    };

    /// Both outlive the action. The control may be null for a kind that needs none.
    BulkAction(BulkKind kind, RunSource& source, RunControl* control, QObject* parent = nullptr);

    /// Begins with the rows of a selection; `filter` and `now` are those of the table they were picked from.
    void gather(RunPick pick, const Filter& filter, Instant now);
    /// Begins with all runs that match; `expected` of them, as far as is known (0: not).
    void gather_all(const Filter& filter, std::uint64_t expected);

    BulkKind kind() const { return kind_; }
    Stage stage() const { return stage_; }
    /// Why nothing could be gathered.
    const QString& message() const { return message_; }
    bool is_all() const { return is_all_; }
    const Filter& filter() const { return filter_; }

    /// Runs read so far, and how many there should be; 0: not known.
    std::uint64_t gathered() const { return seen_; }
    std::uint64_t expected() const { return expected_; }

    /// What is done, in the order of the table.
    std::size_t count() const { return runs_.size(); }
    std::vector<RunId> runs() const;
    /// The first of them, to be listed.
    const std::vector<RunRow>& listed() const { return listed_; }
    /// Runs that it can't be done to, since they have ended.
    std::uint64_t left_alone() const { return seen_ - runs_.size(); }
    /// `Cancel 37 runs: 30 running, 7 waiting`.
    QString headline() const;
    /// `4 of the 41 selected have ended already and are left alone.`; empty when there are none.
    QString left_alone_text() const;

    /// Not for what is done elsewhere.
    void start(const Author& author);
    /// What is under way is finished; the rest is not done.
    void stop();
    std::size_t done() const { return done_; }
    std::size_t failed() const { return failed_; }
    /// Neither done nor tried.
    std::size_t untried() const { return runs_.size() - done_ - failed_; }
    bool is_stopped() const { return stopped_; }
    const std::vector<Failure>& failures() const { return failures_; }
    /// `35 runs were cancelled, 2 could not be, 3 were not tried.`
    QString outcome() const;
    /// The outcome and each failure on a line of its own: what is copied.
    QString report() const;

Q_SIGNALS:
    void changed();

private:
    using Id = std::array<char, 26>; ///< ids are held by the million

    void gather_part();
    void ask_part();
    void take_part(Result<RunPage> page);
    void gather_page();
    void take_page(Result<RunPage> page);
    void add(const RunRow& row);
    void finish_gathering();
    void fail(const QString& message);
    void do_next();
    void take_done(std::size_t index, const Error* error);

    BulkKind kind_;
    RunSource& source_;
    RunControl* control_;
    Stage stage_ = Stage::gathering;
    QString message_;
    bool is_all_ = false;
    Filter filter_;
    Instant now_;
    RunPick pick_;
    std::size_t part_ = 0;
    std::vector<RunRow> part_rows_;
    std::optional<RunId> next_;
    std::uint64_t seen_ = 0;
    std::uint64_t expected_ = 0;
    std::vector<Id> runs_;
    std::vector<RunRow> listed_;
    std::map<std::string, std::uint64_t> statuses_; ///< of those that it is done to
    Author author_;
    std::size_t begun_ = 0;
    std::size_t under_way_ = 0;
    std::size_t done_ = 0;
    std::size_t failed_ = 0;
    bool stopped_ = false;
    std::vector<Failure> failures_;
    AnswerGate gate_{this};
};

} // namespace orkestr
