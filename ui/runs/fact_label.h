// One fact's value: selectable, wrapped; a run's id can be followed.
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
};

} // namespace orkestr
