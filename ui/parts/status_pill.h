// A status as a small coloured label: icon and word.
#pragma once

#include "ui/theme/display_status.h"

#include <QWidget>

namespace orkestr {

class StatusPill : public QWidget {
    Q_OBJECT
public:
    explicit StatusPill(QWidget* parent = nullptr);

    /// None hides it.
    void set_status(DisplayStatus status);
    DisplayStatus status() const { return status_; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    DisplayStatus status_ = DisplayStatus::none;
};

} // namespace orkestr
