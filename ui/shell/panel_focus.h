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
    };
    /// In the order of reading.
    void add(Panel panel) { panels_.push_back(std::move(panel)); }
    /// To the next panel that can be seen, or the one before; around the ends.
    void step(int by);

private:
    int current() const;
    std::vector<Panel> panels_;
};

} // namespace orkestr
