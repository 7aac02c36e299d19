// Opening things in a window: from the dialog, the list of recent files, what is dropped, and the command palette.
#pragma once

#include <QObject>

#include <functional>

class QMimeData;

namespace orkestr {

class MainWindow;
class StudioSession;
class StudioSettings;
struct StudioActions;

class OpenCommands : public QObject {
    Q_OBJECT
public:
    /// All outlive it.
    OpenCommands(MainWindow& window, StudioSession& session, StudioSettings& settings, const StudioActions& actions);

    enum class Opening {
        other,  ///< none that a program opens: a definition
        opened,
        refused ///< and the window has said why
    };
    /// Whoever composes the program opens what holds runs: an audit log, another system's record, a workspace's folder.
    /// Anything else is opened in this window, as a definition.
    void set_opener(std::function<Opening(const QString& path)> open) { opener_ = std::move(open); }

    /// Whatever it is; what could be opened is remembered.
    void open(const QString& path);
    /// A definition, in this window; the file is remembered.
    void open_definition(const QString& path);
    void open_published(const QString& hash);
    void choose_file();
    void show_palette();
    static bool can_drop(const QMimeData& data);
    void drop(const QMimeData& data);

private:
    MainWindow& window_;
    StudioSession& session_;
    StudioSettings& settings_;
    const StudioActions& actions_;
    std::function<Opening(const QString&)> opener_;
};

} // namespace orkestr
