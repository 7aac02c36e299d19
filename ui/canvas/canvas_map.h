// The whole graph in a corner of the canvas, with a frame around what is seen; a click or a drag goes there. It is there
// only while not everything is in view.
#pragma once

#include <QPixmap>
#include <QTimer>
#include <QWidget>

namespace orkestr {

struct CanvasState;

class CanvasMap : public QWidget {
    Q_OBJECT
public:
    CanvasMap(QWidget* parent, CanvasState& state);
    /// Another graph is shown, or the canvas has another size.
    void place();
    /// Another part of the graph is seen.
    void follow();
    /// The picture is no longer right: painted again soon, several changes at once.
    void invalidate();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    bool is_wanted() const;
    /// From the world to this widget, logical pixels.
    double scale() const;
    QPointF offset() const;
    void look_at(QPointF place);
    void paint_picture();

    CanvasState& state_;
    QPixmap picture_;
    QTimer refresh_;
};

} // namespace orkestr
