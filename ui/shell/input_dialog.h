// Asks for the input of a run: JSON, checked while one types.
#pragma once

#include <QDialog>

class QLabel;
class QPushButton;

namespace orkestr {

class CodeView;
class Json;

class InputDialog : public QDialog {
    Q_OBJECT
public:
    /// `text` stands in the editor at first; `pattern` is what "Start over" puts there.
    InputDialog(const QString& definition, const QString& text, const QString& pattern, QWidget* parent = nullptr);

    /// As it was written.
    QString text() const;
    /// Only once it was accepted.
    Json input() const;
    /// What is wrong with the text; empty when it is JSON.
    QString mistake() const;

    CodeView* editor() { return editor_; }
    QPushButton* run_button() { return run_; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void check();
    void color_verdict();
    void format();

    QString mistake_;
    CodeView* editor_;
    QLabel* verdict_;
    QPushButton* format_;
    QPushButton* run_;
};

} // namespace orkestr
