// Asks for an input: of a run that starts, of one that is made from an old one, of a step that is executed anew.
#pragma once

#include <QDialog>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace orkestr {

class CodeView;
class Json;
class JsonField;

class InputDialog : public QDialog {
    Q_OBJECT
public:
    struct Words {
        QString title;
        QString hint;    ///< what the input is
        QString button;  ///< what follows
        QString restore; ///< the button that puts `pattern` there
        QString restore_tip;
    };

    /// `text` stands in the editor at first; `pattern` is what "Start over" puts there.
    InputDialog(const Words& words, const QString& text, const QString& pattern, QWidget* parent = nullptr);
    /// For a new run of a definition.
    InputDialog(const QString& definition, const QString& text, const QString& pattern, QWidget* parent = nullptr);

    /// Also asks for one of these, the first of which stands there at first.
    void ask_choice(const QString& label, const QStringList& choices);
    int choice() const;
    /// Also asks why; it may be left empty.
    void ask_reason();
    QString reason() const;

    /// As it was written.
    QString text() const;
    /// Only once it was accepted.
    Json input() const;
    /// What is wrong with the text; empty when it is JSON.
    QString mistake() const;

    CodeView* editor();
    QPushButton* run_button() { return run_; }

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    JsonField* field_;
    QWidget* extras_;
    QComboBox* choices_ = nullptr;
    QLineEdit* reason_ = nullptr;
    QPushButton* run_;
};

} // namespace orkestr
