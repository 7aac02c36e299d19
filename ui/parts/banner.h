// A line across a panel that says something and offers what can be done about it. It stays until somebody acts.
#pragma once

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace orkestr {

class Banner : public QFrame {
    Q_OBJECT
public:
    enum class Tone { information, warning, error };

    explicit Banner(QWidget* parent = nullptr);

    /// Plain text. Buttons are taken away.
    void show_message(Tone tone, const QString& text);
    QPushButton* add_button(const QString& text);
    QString text() const;

Q_SIGNALS:
    void dismissed();

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void draw_icon();

    Tone tone_ = Tone::information;
    QLabel* picture_;
    QLabel* text_;
    QHBoxLayout* buttons_;
};

} // namespace orkestr
