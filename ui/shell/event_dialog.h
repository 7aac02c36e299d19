// Asks for an event to send: a CloudEvent's type, source and data, and whom it is for.
#pragma once

#include "core/base/json.h"

#include <QDialog>

class QLineEdit;
class QPushButton;
class QRadioButton;

namespace orkestr {

class JsonField;

class EventDialog : public QDialog {
    Q_OBJECT
public:
    /// `run`: the run that is open and can be sent to; empty: none. `type`: what it is known to wait for; may be empty.
    EventDialog(const QString& run, const QString& type, const QString& user, QWidget* parent = nullptr);

    QString type() const;
    QString source() const;
    Json data() const;
    QString reason() const;
    bool to_run() const;

    QLineEdit* type_field() { return type_; }
    QLineEdit* source_field() { return source_; }
    QLineEdit* reason_field() { return reason_; }
    JsonField* data_field() { return data_; }
    QRadioButton* everybody_button() { return everybody_; }
    QRadioButton* run_button() { return run_; }
    QPushButton* send_button() { return send_; }

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void show_check();

    QLineEdit* type_;
    QLineEdit* source_;
    QLineEdit* reason_;
    JsonField* data_;
    QRadioButton* run_;
    QRadioButton* everybody_;
    QPushButton* send_;
};

} // namespace orkestr
