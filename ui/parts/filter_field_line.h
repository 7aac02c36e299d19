// The line in which a filter is written: what is wrong is underlined where it stands, and the line's tint and icon say
// whether it is a filter.
#pragma once

#include "ui/theme/theme.h"
#include "ui/viewmodels/filter_field_model.h"

#include <QLineEdit>

namespace orkestr {

/// How a tone looks; `icon` as in ui/theme/icon.h.
struct FilterToneLook {
    QColor ink;
    QColor fill;
    const char* icon;
};
FilterToneLook look_of(FilterFieldModel::Tone tone, const Theme& theme);

class FilterLine : public QLineEdit {
    Q_OBJECT
public:
    /// The model outlives the line.
    explicit FilterLine(FilterFieldModel* model, QWidget* parent = nullptr);

    /// Where the character at this place begins, in the line.
    int x_of(int place) const;

Q_SIGNALS:
    /// Before the line does with the key what lines do; `taken` is set when it is not to.
    void key_pressed(QKeyEvent* event, bool* taken);
    void focus_lost();

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void show_tone();
    QRect text_rect() const;

    FilterFieldModel* model_;
    QAction* sign_;
    bool showing_ = false;
};

} // namespace orkestr
