// The title line of a panel: a name, and buttons at its right.
#pragma once

#include <QWidget>

class QAction;
class QHBoxLayout;
class QLabel;
class QToolButton;

namespace orkestr {

class PanelHeader : public QWidget {
    Q_OBJECT
public:
    static constexpr int height_px = 36;

    explicit PanelHeader(const QString& title, QWidget* parent = nullptr);

    void set_title(const QString& title);
    /// In a quieter colour beside the title; elided in the middle.
    void set_note(const QString& note);
    /// A button of icon only for this action.
    QToolButton* add_action(QAction* action);
    void add_widget(QWidget* widget);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void elide_note();

    QLabel* title_;
    QLabel* note_;
    QString note_text_;
    QHBoxLayout* row_;
};

} // namespace orkestr
