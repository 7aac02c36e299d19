// All changes of a watched value over the run that is travelled in, however many: pages of 256 are read when they are
// looked at, and some of the latest are kept.
#pragma once

#include "ui/viewmodels/travel_document.h"

#include <QAbstractTableModel>

#include <map>

namespace orkestr {

class ChangeModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { seq_column, time_column, event_column, before_column, after_column, column_count };
    static constexpr std::uint32_t page_rows = 256;
    static constexpr std::size_t kept_pages = 16;

    /// The document outlives the model.
    explicit ChangeModel(TravelDocument& document, QObject* parent = nullptr);
    ~ChangeModel() override;

    /// Of the value at this path, as core/projection/data_path.h has it; empty: of none.
    void show(const QString& path);
    /// Why there are none; empty when that is not known, or there are.
    const QString& message() const { return message_; }
    bool is_reading() const { return reading_ && total_ == 0; }
    /// The event that this row tells of; 0 while it is not there.
    std::uint64_t seq_at(int row) const;
    /// The row of the last change up to this event, of those that are at hand; -1 where there is none.
    int row_of(std::uint64_t seq) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void state_changed();

private:
    void start_anew();
    void ask(std::uint64_t page) const;
    void took(std::uint64_t page, Result<ValueChanges> answer);
    const ValueChange* change_at(int row) const;

    TravelDocument& document_;
    std::optional<DataPath> path_;
    QString message_;
    std::uint64_t total_ = 0;
    std::map<std::uint64_t, std::vector<ValueChange>> pages_;
    // Reading a row asks for its page.
    mutable bool reading_ = false;
    mutable std::optional<std::uint64_t> asked_;
};

} // namespace orkestr
