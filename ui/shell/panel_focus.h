// Going from panel to panel by key.
#pragma once

#include <QObject>

#include <functional>
#include <vector>

class QWidget;

namespace orkestr {

class PanelFocus : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    struct Panel {
        std::function<QWidget*()> widget; ///< null: it isn't there yet
        std::function<void()> focus;
        std::function<void(int)> step_tab; ///< to the next of its tabs (1), or the one before (-1); null: it has none
    };
    /// In the order of reading.
    void add(Panel panel) { panels_.push_back(std::move(panel)); }
    /// To the next panel that can be seen, or the one before; around the ends.
    void step(int by);
    /// The same among the tabs of the panel that has the keyboard, else of the first that can be seen and has some.
    void step_tab(int by);

private:
    int current() const;
    std::vector<Panel> panels_;
};

} // namespace orkestr
