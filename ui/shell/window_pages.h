// The pages and parts of Studio's window by their names, for whoever wants to begin with one.
#pragma once

#include <QString>
#include <QStringList>

namespace orkestr {

class MainWindow;

/// graph, runs, workspace, steps, timeline, events, bookmarks, and of a step input, output, changes, request, response, expressions,
/// attempts, log.
const QStringList& window_pages();

/// Brings it to the front, where what is open has it. Unknown names do nothing.
void show_window_page(MainWindow& window, const QString& page);

/// Why it is not in front, though it was to be, and what there is instead; empty when it is. To be asked once the window has
/// settled: a step's pages are known when it has been read.
QString missing_page(MainWindow& window, const QString& page);

} // namespace orkestr
