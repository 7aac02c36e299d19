// Values that are watched while one travels in a run: what they are at the moment, and when they last changed. A path is
// written as core/projection/data_path.h has it; behind it may stand what the value is to be for playing to stop.
#pragma once

#include "ui/viewmodels/travel_events.h"
#include "ui/viewmodels/watch_condition.h"

#include <QAbstractTableModel>

namespace orkestr {

class WatchModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { path_column, value_column, change_column, stop_column, column_count };
    static constexpr int most_watches = 100;
    /// What one watches: a path, and behind it what the value is to be.
    struct Wish {
        DataPath path;
        std::optional<WatchCondition> condition;
        QString text() const;
    };
    static Result<Wish> read_wish(const QString& text);
    static constexpr int most_path_characters = 1000;

    /// The document outlives the model.
    explicit WatchModel(TravelDocument& document, QObject* parent = nullptr);
    ~WatchModel() override;

    /// Values are read while somebody sees them.
    void set_shown(bool shown);

    /// The row it stands in, also where it was watched already; or what is wrong with the path. One that is wrong is not
    /// taken. With a condition playing stops from now on where that becomes true.
    Result<int> add(const QString& path);
    void remove(int row);
    QString path(int row) const;
    /// With its condition, as it was written.
    QString text(int row) const;
    /// Playing stops where it changes, or where its condition becomes true.
    bool stops_at(int row) const;
    void set_stops(int row, bool stops);
    std::vector<TravelEvents*> stops() const;

    /// Whole, for a look into it; nothing where there is none, or it is not known.
    std::optional<Json> value(int row) const;

    /// To the event that changed it last before the moment, or next after it; told() where there is none.
    void go_to_change(int row, Direction direction);

    /// What is watched, to be kept; and taken back. What can't be read is left out.
    QByteArray text() const;
    void read(const QByteArray& text);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void edited();        ///< what is watched
    void stops_changed(); ///< at which of them playing stops
    void told(const QString& what);

private:
    /// What is known of a value at a moment.
    struct Look {
        std::optional<Json> value;
        bool redacted = false; ///< some of what it looks at
        QString error;
    };
    struct Change {
        std::optional<ValueChange> change;
        QString error;
    };
    struct Watch {
        DataPath path;
        std::optional<WatchCondition> condition;
        bool stops = false;
        std::optional<Look> look;
        std::optional<Change> last;
        std::unique_ptr<TravelEvents> changes; ///< while playing stops at them
    };
    void follow();
    void ask_values();
    void ask_changes();
    std::vector<DataPath> paths() const;
    QString change_text(const Watch& watch) const;
    QVariant display(const Watch& watch, int column) const;
    void find_stops(Watch& watch);

    TravelDocument& document_;
    bool shown_ = false;
    std::vector<Watch> watches_;
    QObject changing_; ///< asks for last changes
    QObject jumping_;  ///< asks where to go
};

/// A JSON text on one line, cut when it is long.
QString short_json(const Json& json);

/// The same of a value of which some may have been taken out before the log was handed over, which it says in words;
/// `nothing` where there is none.
QString watched_text(const std::optional<Json>& value, bool redacted, const QString& nothing);

} // namespace orkestr
