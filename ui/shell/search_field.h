// Looks for steps in the graph while one types.
#pragma once

#include <QLineEdit>

class QLabel;

namespace orkestr {

class Canvas;

class SearchField : public QLineEdit {
    Q_OBJECT
public:
    /// The canvas outlives the field.
    explicit SearchField(Canvas* canvas, QWidget* parent = nullptr);

    /// Looks again: the graph is another one.
    void search_again();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void show_count();

    Canvas* canvas_;
    QLabel* count_;
};

} // namespace orkestr
