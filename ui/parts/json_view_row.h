// How a row of a JSON document looks: name, value in the colour of its type, and what can't be seen of it told in words.
#pragma once

#include "ui/theme/theme.h"
#include "ui/viewmodels/json_search.h"

#include <QStyledItemDelegate>

#include <optional>

class QPainter;

namespace orkestr {

/// Paints pieces of one line from left to right, each cut where the line ends.
class JsonLine {
public:
    JsonLine(QPainter& painter, const QRect& place, const Theme& theme, const JsonMatcher* matcher);

    void text(const QString& text, const QColor& ink, bool searched = false);
    void gap(int px) { place_.setLeft(place_.left() + px); }
    /// A label in a frame, with an icon before it.
    void chip(const QString& text, const QString& icon_name);
    bool is_full() const { return place_.width() <= 0; }
    QRect rest() const { return place_; }

private:
    QPainter& painter_;
    QRect place_;
    const Theme& theme_;
    const JsonMatcher* matcher_;
};

class JsonViewRow : public QStyledItemDelegate {
    Q_OBJECT
public:
    static constexpr int height_px = 24;

    using QStyledItemDelegate::QStyledItemDelegate;

    /// What is marked in names and values; nothing ends it.
    void set_matcher(std::optional<JsonMatcher> matcher) { matcher_ = std::move(matcher); }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    std::optional<JsonMatcher> matcher_;
};

/// Paints a value, or what stands for it, in the colours of its type.
void paint_json_value(JsonLine& line, const Theme& theme, const QModelIndex& index);

} // namespace orkestr
