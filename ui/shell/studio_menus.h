// The menus of Studio's window, and the two boxes that the help menu opens.
#pragma once

#include <QString>

#include <functional>

class QMainWindow;

namespace orkestr {

class StudioSettings;
struct StudioActions;

/// `open` is called with the path of a recent file that was chosen. Everything given outlives the window.
void add_studio_menus(QMainWindow& window, const StudioActions& actions, StudioSettings& settings,
                      const std::function<void(const QString&)>& open);

} // namespace orkestr
