// The small bar on the canvas: zoom out, the zoom in per cent, zoom in, fit.
#pragma once

#include <QWidget>

class QToolButton;

namespace orkestr {

class Canvas;

class CanvasControls : public QWidget {
    Q_OBJECT
public:
    explicit CanvasControls(Canvas& canvas);
    /// Moves to the canvas's lower left corner; hides where there is no room.
    void place();

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void set_texts();
    void show_zoom(double zoom);

    Canvas& canvas_;
    QToolButton* out_;
    QToolButton* percent_;
    QToolButton* in_;
    QToolButton* fit_;
};

} // namespace orkestr
