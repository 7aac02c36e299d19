// One fact's value: selectable, wrapped, also within long names; a run's id can be followed. An id that has no room is shortened in its middle,
// with all of it as its tool tip.
#pragma once

#include "ui/viewmodels/step_details.h"

#include <QLabel>

namespace orkestr {

class FactLabel : public QLabel {
    Q_OBJECT
public:
    explicit FactLabel(QWidget* parent = nullptr);

    void show_fact(const DetailFact& fact);

Q_SIGNALS:
    void run_chosen(const QString& run);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void show_value();
    void copy();

    DetailFact fact_;
};

} // namespace orkestr
