#include "ui/shell/floating_panel.h"

#include "ui/shell/studio_settings.h"

#include <QAction>
#include <QCloseEvent>
#include <QSplitter>
#include <QVBoxLayout>

#include <functional>

namespace orkestr {

namespace {

/// Closing it puts the panel back.
class PanelWindow : public QWidget {
public:
    PanelWindow(QWidget* owner, std::function<void()> closed) : QWidget(owner, Qt::Window), closed_(std::move(closed)) {
        // The actions of the main window, with their keys, hold here too.
        addActions(owner->actions());
    }

protected:
    void closeEvent(QCloseEvent* event) override {
        event->ignore();
        closed_();
    }

private:
    std::function<void()> closed_;
};

} // namespace

FloatingPanel::FloatingPanel(QWidget* panel, QSplitter* home, const QString& title, const QString& key, QAction* action, StudioSettings& settings,
                             QObject* parent)
    : QObject(parent), panel_(panel), home_(home), title_(title), key_(key), action_(action), settings_(settings) {
    connect(action_, &QAction::toggled, this, &FloatingPanel::set_floating);
    if (settings_.panel_geometry(key_).isEmpty() || settings_.layout(QStringLiteral("float/") + key_, 0) == 0) return;
    action_->setChecked(true);
}

FloatingPanel::~FloatingPanel() {
    if (window_) settings_.set_panel_geometry(key_, window_->saveGeometry());
}

void FloatingPanel::set_visible(bool visible) {
    if (window_) window_->setVisible(visible);
    if (panel_) panel_->setVisible(visible);
}

void FloatingPanel::set_floating(bool floating) {
    if (!panel_ || !home_ || floating == is_floating()) return;
    if (floating) leave();
    else come_back();
    settings_.set_layout(QStringLiteral("float/") + key_, floating ? 1 : 0);
    action_->setChecked(floating);
    Q_EMIT moved();
}

void FloatingPanel::leave() {
    const bool shown = !panel_->isHidden();
    const QSize size = panel_->size();
    const int at = home_->indexOf(panel_);
    place_ = new QWidget; // none of the splitter's until it takes the place
    place_->hide();
    window_ = new PanelWindow(home_->window(), [this] { set_floating(false); });
    window_->setWindowTitle(title_);
    auto* column = new QVBoxLayout(window_);
    column->setContentsMargins(0, 0, 0, 0);
    home_->replaceWidget(at, place_);
    place_->hide();
    column->addWidget(panel_);
    window_->resize(size.expandedTo({420, 320}));
    window_->restoreGeometry(settings_.panel_geometry(key_));
    panel_->setVisible(shown);
    window_->setVisible(shown);
}

void FloatingPanel::come_back() {
    const bool shown = !panel_->isHidden();
    settings_.set_panel_geometry(key_, window_->saveGeometry());
    window_->layout()->removeWidget(panel_);
    home_->replaceWidget(home_->indexOf(place_), panel_);
    panel_->setVisible(shown);
    place_->deleteLater();
    window_->hide();
    window_->deleteLater();
    window_ = nullptr;
}

} // namespace orkestr
