#include "ui/replay/state_page.h"

#include "ui/parts/json_view.h"
#include "ui/viewmodels/text.h"

#include <QScrollBar>
#include <QTreeView>
#include <QVBoxLayout>

namespace orkestr {

namespace {

/// So many places at most stay open.
constexpr int most_opened = 200;

} // namespace

StatePage::StatePage(MomentDocument* moment, QWidget* parent)
    : QWidget(parent), data_(moment), json_(new JsonView(this)), opened_{QString(), QStringLiteral("/context"), QStringLiteral("/variables"), QStringLiteral("/data")} {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(json_);
    json_->setAccessibleName(tr("State of the run"));
    json_->set_empty_message(tr("No run is open"), tr("The data of a run at any moment is shown here."));
    connect(data_, &MomentDocument::changed, this, &StatePage::show_data);
    connect(json_->document(), &JsonDocument::changed, this, &StatePage::restore_place);
    show_data();
}

void StatePage::show_data() {
    if (data_->json()) {
        if (shown_ && shown_->same_object(*data_->json())) return;
        keep_place();
        shown_ = data_->json();
        return json_->document()->show(*shown_);
    }
    shown_.reset();
    switch (data_->state()) {
    case LoadState::loading: return json_->document()->show_loading();
    case LoadState::failed: json_->set_empty_message(tr("The state can't be shown"), data_->message()); break;
    case LoadState::idle:
    case LoadState::ready: json_->set_empty_message(tr("No run is open"), tr("The data of a run at any moment is shown here.")); break;
    }
    json_->document()->clear();
}

void StatePage::keep_place() {
    JsonTreeModel* model = json_->model();
    QTreeView* tree = json_->tree();
    if (!model->json() || json_->document()->state() != LoadState::ready) return;
    opened_.clear();
    for (QModelIndex index = model->index(0, 0); index.isValid() && opened_.size() < most_opened; index = tree->indexBelow(index))
        if (tree->isExpanded(index) && !model->is_group(index)) opened_ << json_pointer(json_path(*model->json(), index.data(JsonTreeModel::place_role).toUInt()));
    const auto place = json_->place();
    place_ = place ? json_pointer(json_path(*model->json(), *place)) : QString();
    scrolled_ = tree->verticalScrollBar()->value();
}

void StatePage::restore_place() {
    JsonTreeModel* model = json_->model();
    if (json_->document()->state() != LoadState::ready || !model->json()) return;
    for (const QString& pointer : std::as_const(opened_))
        if (const auto at = find_json_path(*model->json(), pointer)) json_->tree()->expand(model->at_offset(*at));
    if (!place_.isEmpty() && find_json_path(*model->json(), place_)) json_->go_to(place_);
    json_->tree()->verticalScrollBar()->setValue(scrolled_);
}

void StatePage::focus_content() { json_->focus_content(); }

void StatePage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    data_->set_shown(true);
}

void StatePage::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    data_->set_shown(false);
}

} // namespace orkestr
