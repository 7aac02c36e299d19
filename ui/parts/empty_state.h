// What a panel says when it has nothing to show: what that means and what to do next.
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace orkestr {

class EmptyState : public QWidget {
    Q_OBJECT
public:
    enum class Tone { calm, loading, failed };

    explicit EmptyState(QWidget* parent = nullptr);

    /// `icon_name` as in ui/theme/icon.h; texts are plain, `detail` may have several lines and may be empty.
    void show_message(Tone tone, const QString& icon_name, const QString& title, const QString& detail);
    /// A button under the text; an empty text takes it away.
    void set_button(const QString& text);

Q_SIGNALS:
    void button_clicked();

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void draw_icon();
    void place_texts();

    Tone tone_ = Tone::calm;
    QString icon_name_;
    QLabel* picture_;
    QLabel* title_;
    QLabel* detail_;
    QPushButton* button_;
};

} // namespace orkestr
