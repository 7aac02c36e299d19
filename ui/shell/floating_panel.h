// A panel that can leave its place in the window for a window of its own, and comes back where it was. Where the window
// stood, and that it was one, is remembered.
#pragma once

#include <QObject>
#include <QPointer>

class QAction;
class QSplitter;
class QWidget;

namespace orkestr {

class StudioSettings;

class FloatingPanel : public QObject {
    Q_OBJECT
public:
    /// `action` is checked while the panel has a window of its own. `key` names it in the settings. All outlive this but for
    /// the panel, which stands in the splitter now.
    FloatingPanel(QWidget* panel, QSplitter* home, const QString& title, const QString& key, QAction* action, StudioSettings& settings, QObject* parent);
    ~FloatingPanel() override;

    bool is_floating() const { return window_ != nullptr; }
    QWidget* panel() const { return panel_; }
    /// Shows or hides the panel wherever it is.
    void set_visible(bool visible);
    void set_floating(bool floating);

Q_SIGNALS:
    void moved(); ///< to its own window, or back

private:
    void leave();
    void come_back();

    QPointer<QWidget> panel_;
    QPointer<QSplitter> home_;
    QString title_;
    QString key_;
    QAction* action_;
    StudioSettings& settings_;
    QPointer<QWidget> window_;
    QPointer<QWidget> place_; ///< holds its place in the splitter
};

} // namespace orkestr
