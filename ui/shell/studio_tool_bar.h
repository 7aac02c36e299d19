// The tool bar of Studio's window.
#pragma once

class QMainWindow;

namespace orkestr {

class Canvas;
class SearchField;
struct StudioActions;

/// Adds it and returns its search field.
SearchField* add_studio_tool_bar(QMainWindow& window, const StudioActions& actions, Canvas* canvas);

} // namespace orkestr
