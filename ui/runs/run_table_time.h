// Asks for a time to go to.
#pragma once

#include <QDateTime>
#include <QDialog>

class QDateTimeEdit;

namespace orkestr {

class RunTimeDialog : public QDialog {
    Q_OBJECT
public:
    explicit RunTimeDialog(const QDateTime& time, QWidget* parent = nullptr);

    QDateTime time() const;
    QDateTimeEdit* field() { return field_; }

private:
    QDateTimeEdit* field_;
};

} // namespace orkestr
