#include "ui/canvas/canvas_accessible.h"

#include "ui/canvas/canvas_state.h"
#include "ui/canvas/node_tip.h"

#include <algorithm>

namespace orkestr {

namespace {

class CanvasNodes final : public PaintedItems {
public:
    CanvasNodes(Canvas& canvas, CanvasState& state) : PaintedItems(canvas), canvas_(canvas), state_(state) {}

    int count() const override { return static_cast<int>(state_.order.size()); }
    int item(int place) const override { return state_.order[static_cast<std::size_t>(place)]; }
    int place(int item) const override {
        const auto found = std::find(state_.order.begin(), state_.order.end(), item);
        return found == state_.order.end() ? -1 : static_cast<int>(found - state_.order.begin());
    }
    bool has(int item) const override { return state_.scene && item < state_.scene->index.top(); }
    int selected() const override { return state_.selected; }
    int item_at(QPoint position) const override {
        const QString id = canvas_.node_at(position);
        return id.isEmpty() ? -1 : state_.scene->index.find(id);
    }
    QRect rect(int item) const override { return state_.to_logical(state_.scene->layout.node(item)).toRect(); }
    QString name(int item) const override { return state_.scene->title(item); }
    QString description(int item) const override {
        const CanvasScene& scene = *state_.scene;
        const QString words = node_words(scene, item, state_.overlay.of(item)).section(QStringLiteral(", "), 1);
        const QString& subtitle = scene.node(item).subtitle;
        return subtitle.isEmpty() || words.isEmpty() ? words + subtitle : words + QStringLiteral(", ") + subtitle;
    }
    void choose(int item) override {
        state_.set_selected(item, true);
        state_.bring_into_view(item);
    }
    void activate() override { Q_EMIT canvas_.activated(state_.selected_id); }

private:
    Canvas& canvas_;
    CanvasState& state_;
};

} // namespace

std::unique_ptr<PaintedItems> describe_canvas(Canvas& canvas, CanvasState& state) { return std::make_unique<CanvasNodes>(canvas, state); }

} // namespace orkestr
