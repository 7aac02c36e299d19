// The keys of all that can be done in a window, to be looked through.
#pragma once

#include <QDialog>

class QLineEdit;
class QTableWidget;

namespace orkestr {

struct StudioActions;

class ShortcutDialog : public QDialog {
    Q_OBJECT
public:
    /// Of the actions that are offered at the moment.
    explicit ShortcutDialog(const StudioActions& actions, QWidget* parent = nullptr);

    QLineEdit* field() { return field_; }
    QTableWidget* table() { return table_; }

private:
    void narrow(const QString& text);

    QLineEdit* field_;
    QTableWidget* table_;
};

} // namespace orkestr
