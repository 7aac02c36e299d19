// Where the panels stand and which of them are seen. A definition and a run have a layout each, since they need other
// panels; both come back as they were left.
#pragma once

#include <QObject>
#include <QPointer>

class QAction;
class QSplitter;
class QWidget;

namespace orkestr {

class FloatingPanel;
class StudioSettings;
struct StudioActions;

class WindowLayout : public QObject {
    Q_OBJECT
public:
    struct Panels {
        QSplitter* columns = nullptr; ///< sidebar, middle, inspector
        QSplitter* rows = nullptr;    ///< page, panel
        QSplitter* page = nullptr;    ///< graph, text
        QPointer<QWidget> sidebar;
        QPointer<QWidget> code;       ///< null until there was a text
        QPointer<QWidget> panel;      ///< null until a run is open
        QPointer<QWidget> inspector;  ///< the same
    };

    /// Settings and actions outlive the layout; the actions' check marks follow the panels and the other way round.
    WindowLayout(StudioSettings& settings, const StudioActions& actions, QObject* parent);

    Panels panels;

    /// This panel may have a window of its own; it outlives the layout or is deleted before the panel.
    void add_floating(FloatingPanel* panel);

    /// Puts the layout of a run, or of a definition, on; without a text its panel is not shown.
    void apply(bool run, bool text);
    /// There is a text now, or none any more.
    void set_text(bool text);
    /// Forgets what was changed.
    void reset();
    /// Remembers the sizes.
    void remember();

protected:
    /// The text keeps its share when the room changes: QSplitter alone would keep its width.
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QString key(const char* panel) const;
    void set_visible(QWidget* widget, bool visible);
    /// It is shown, and in its place in the window.
    bool takes_room(const QWidget* widget) const;
    bool wanted(const char* panel) const;
    void show_panel(const char* panel, QWidget* widget, QAction* action, bool visible);
    void toggled(const char* panel, QWidget* widget, bool visible);
    void set_sizes();
    void share_page(int width);

    StudioSettings& settings_;
    const StudioActions& actions_;
    QList<QPointer<FloatingPanel>> floating_;
    bool run_ = false;
    bool text_ = false;
    bool applying_ = false;
};

} // namespace orkestr
