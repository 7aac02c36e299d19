// Asks why before something is done that is recorded with who wanted it and why.
#pragma once

#include <QDialog>

class QLineEdit;
class QPushButton;

namespace orkestr {

class ReasonDialog : public QDialog {
    Q_OBJECT
public:
    struct Words {
        QString title;
        QString text;   ///< what follows from it
        QString button; ///< what is done
    };

    /// `user`: who it is recorded for.
    ReasonDialog(const Words& words, const QString& user, QWidget* parent = nullptr);

    QString reason() const;
    QLineEdit* field() { return reason_; }
    QPushButton* button() { return button_; }

private:
    QLineEdit* reason_;
    QPushButton* button_;
};

} // namespace orkestr
