// What assistive technology sees of a widget that paints its items itself: a list with an interface for each item. The
// widget says what its items are; all that Qt wants to be told is here. GUI thread only.
#pragma once

#include <QHash>
#include <QRect>
#include <QString>

class QAbstractScrollArea;
class QAccessibleInterface;
class QObject;

namespace orkestr {

/// Items have numbers of the widget's choosing, and places in the order in which they are read.
class PaintedItems {
public:
    /// The area outlives the items, and is described by them from now on.
    explicit PaintedItems(QAbstractScrollArea& area);
    virtual ~PaintedItems();
    PaintedItems(const PaintedItems&) = delete;
    PaintedItems& operator=(const PaintedItems&) = delete;

    virtual int count() const = 0;
    /// Of a place that is there.
    virtual int item(int place) const = 0;
    /// -1: no such item, or none that is read.
    virtual int place(int item) const = 0;
    virtual bool has(int item) const = 0;
    virtual int selected() const = 0; ///< -1: none
    /// By a place on the viewport; -1: none.
    virtual int item_at(QPoint position) const = 0;
    /// Where it is drawn, on the viewport; it may lie outside, and be empty.
    virtual QRect rect(int item) const = 0;
    virtual QString name(int item) const = 0;
    virtual QString description(int item) const = 0;
    /// Selects it and brings it into sight.
    virtual void choose(int item) = 0;
    /// What a double click does to the one that was chosen.
    virtual void activate() = 0;

    QAbstractScrollArea& area() const { return area_; }
    /// What was said of items is no longer valid: others come, or the widget goes.
    void forget();
    /// Others have come.
    void announce_changed();
    /// This one (or none: -1) has the focus now.
    void announce(int item);
    QAccessibleInterface* interface_of(int item);
    /// Of a widget; null where it has none.
    static PaintedItems* of(const QObject* area);

private:
    QAbstractScrollArea& area_;
    QHash<int, unsigned> known_; ///< ids of QAccessible by item, of those that were asked for
};

} // namespace orkestr
