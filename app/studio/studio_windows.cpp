#include "app/studio/studio_windows.h"

#include "app/workspace/expression_worker.h"
#include "app/workspace/file_source.h"
#include "app/workspace/location.h"
#include "app/workspace/login_name.h"
#include "app/workspace/notes_place.h"
#include "app/workspace/record_file.h"
#include "app/workspace/run_exporter.h"
#include "app/workspace/run_replayer.h"
#include "app/workspace/thread_notes.h"
#include "core/runtime/path_scan.h"
#include "core/runtime/run_comparison.h"
#include "core/runtime/run_travel.h"
#include "ui/shell/bookmark_commands.h"
#include "ui/shell/export_commands.h"
#include "ui/shell/notice_area.h"
#include "ui/shell/open_commands.h"
#include "ui/shell/replay_commands.h"
#include "ui/shell/study_commands.h"
#include "ui/shell/theme_choice.h"
#include "ui/viewmodels/text.h"

#include <QEvent>
#include <QFileInfo>
#include <QTimer>

#include <algorithm>

namespace orkestr {

namespace {

Result<RunDiff> compare(const ComparedSide& a, const ComparedSide& b, std::stop_token stop, const LongWork::Tell& tell) {
    auto compared = compare_runs(ComparedRun{a.source, a.run}, ComparedRun{b.source, b.run}, {}, std::move(stop),
                                 [&tell](const ComparisonProgress& progress) { tell(progress.events, progress.of); });
    if (!compared) return compared.error();
    return std::move(compared->diff);
}

Result<ScannedPaths> scan(RunSource& source, const std::string& definition, const Filter& filter, Instant now, std::stop_token stop, const LongWork::Tell& tell, const PathDocument::Partial& partial) {
    PathScanRequest request;
    request.definition = definition;
    request.filter = filter;
    request.now = now;
    request.partial = partial;
    auto found = scan_paths(source, request, std::move(stop), [&tell](const PathScanProgress& progress) { tell(progress.runs, progress.found_all ? progress.found : 0); });
    if (!found) return found.error();
    return ScannedPaths{std::move(found->statistics), std::move(found->graph), found->unreadable, std::move(found->damage)};
}

bool has_view(const CaseView& view) { return !view.run.empty() || !view.run_filter.empty(); }

} // namespace

StudioWindows::StudioWindows(StudioSettings& settings, ThemeChoice& theme, QObject* parent) : QObject(parent), settings_(settings), theme_(theme), values_(make_value_thread()) {}

StudioWindows::~StudioWindows() = default;

Result<MainWindow*> StudioWindows::open_workspace(const QString& directory) {
    auto workspace = Workspace::open(directory.toStdString(), values_);
    if (!workspace) return workspace.error();
    auto opened = std::make_unique<Opened>();
    opened->path = QFileInfo(directory).absoluteFilePath();
    opened->stays = std::none_of(opened_.begin(), opened_.end(), [](const auto& one) { return one->workspace != nullptr; });
    opened->workspace = std::move(*workspace);
    opened->exporter = std::make_unique<ThreadRunExporter>(directory.toStdString());
    opened->notes = std::make_unique<ThreadNotes>(directory.toStdString());
    RunSource& source = opened->workspace->source();
    RunControl& control = opened->workspace->control();
    return show(std::move(opened), source, &control);
}

/// The window of what is open already; null where it is not.
MainWindow* StudioWindows::bring_to_front(const QString& path) {
    for (const auto& one : opened_) {
        if (one->path != path || !(one->window->isVisible() || one->stays)) continue;
        one->window->show();
        one->window->raise();
        one->window->activateWindow();
        return one->window.get();
    }
    return nullptr;
}

/// A folder is opened for the workspace in it; none is made in one that somebody happened to drop.
Result<MainWindow*> StudioWindows::open_folder(const QString& path) {
    const QString absolute = QFileInfo(path).absoluteFilePath();
    if (MainWindow* there = bring_to_front(absolute)) return there;
    if (!QFileInfo::exists(QString::fromStdString(workspace_file(absolute.toStdString()))))
        return Error{ErrorCode::not_found, "this folder holds no workspace", {}};
    return open_workspace(absolute);
}

Result<MainWindow*> StudioWindows::open_file(const QString& path) {
    const QString absolute = QFileInfo(path).absoluteFilePath();
    if (MainWindow* there = bring_to_front(absolute)) return there;
    auto source = open_file_source(absolute.toStdString(), values_);
    if (!source) return source.error();
    auto opened = std::make_unique<Opened>();
    opened->path = absolute;
    opened->source = std::move(*source);
    // A part of a log is signed by this user's own workspace, and the log's footer goes with it.
    const auto look = detect_record_file(absolute.toStdString());
    if (look && !look->is_record()) opened->exporter = std::make_unique<ThreadRunExporter>(default_workspace(), absolute.toStdString());
    opened->notes = std::make_unique<ThreadNotes>(absolute.toStdString());
    RunSource& read = *opened->source;
    const bool own = opened->exporter != nullptr;
    MainWindow* window = show(std::move(opened), read, nullptr);
    if (own) {
        StudioSession* session = opened_.back()->session.get();
        session->operations()->set_elsewhere([this, session, &read](AgainRequest request, std::function<void(Result<RunId>)> done) {
            fork_into_workspace(read, *session->source(), std::move(request), std::move(done));
        });
        connect(session->operations(), &RunOperations::created_elsewhere, window, [this](const QString& run) {
            MainWindow* workspace = workspace_window();
            if (!workspace) return;
            workspace->show();
            workspace->raise();
            workspace->activateWindow();
            workspace->open_run(run);
        });
    }
    // A case opens to what was in front of whoever saved it.
    if (const auto line = read_case(absolute.toStdString()); line && *line && has_view((*line)->content.view)) window->bookmarks()->restore((*line)->content.view);
    return window;
}

MainWindow* StudioWindows::show(std::unique_ptr<Opened> opened, RunSource& source, RunControl* control) {
    opened->session = std::make_unique<StudioSession>(source, control);
    opened->session->travel()->document().set_opener(travel_in);
    opened->session->operations()->set_user(QString::fromStdString(login_name()));
    // Samples and files are what one begins from; a log only shows.
    if (control) opened->session->definitions()->set_samples(samples_);
    opened->window = std::make_unique<MainWindow>(*opened->session, settings_, theme_);
    MainWindow* window = opened->window.get();
    if (!control) begin_with_runs(*opened->session, *window);
    window->exporting()->set_exporter(opened->exporter.get());
    // Others' records hold no histories that could be decided again.
    if (control || opened->exporter) opened->replayer = std::make_unique<ThreadRunReplayer>();
    window->replaying()->set_replayer(opened->replayer.get());
    window->bookmarks()->notes()->set_user(QString::fromStdString(login_name()));
    window->bookmarks()->notes()->set_notes(opened->notes.get());
    window->study()->set_comparer(compare);
    window->study()->set_scanner(scan);
    window->study()->set_opener([this](const QString& path) -> Result<std::unique_ptr<RunSource>> {
        return QFileInfo(path).isDir() ? open_source(path.toStdString(), values_) : open_file_source(path.toStdString(), values_);
    });
    window->opening()->set_opener([this, window](const QString& path) { return open_for(window, path); });
    window->installEventFilter(this);
    opened_.push_back(std::move(opened));
    return window;
}

/// Of the workspace that forks of what can only be looked at go to; null when it can't be opened.
MainWindow* StudioWindows::workspace_window() {
    const auto at = std::find_if(opened_.begin(), opened_.end(), [](const auto& one) { return one->workspace != nullptr; });
    if (at != opened_.end()) return (*at)->window.get();
    const auto made = open_workspace(QString::fromStdString(default_workspace()));
    return made ? *made : nullptr;
}

void StudioWindows::fork_into_workspace(const RunSource& source, const SourceDocument& state, AgainRequest request, std::function<void(Result<RunId>)> done) {
    if (state.state().proof == SourceState::Proof::broken)
        return done(Error{ErrorCode::corrupt, "this log does not verify: " + state.state().finding + ". What it says can't be gone on with", {}});
    auto reader = source.open_reader();
    if (!reader) return done(reader.error());
    request.from = std::move(*reader);
    if (!workspace_window()) return done(Error{ErrorCode::unavailable, "your own workspace can't be opened: " + default_workspace(), {}});
    const auto at = std::find_if(opened_.begin(), opened_.end(), [](const auto& one) { return one->workspace != nullptr; });
    (*at)->workspace->control().again(std::move(request), std::move(done));
}

/// The one run that a file holds is opened at once; of several there is the list.
void StudioWindows::begin_with_runs(StudioSession& session, MainWindow& window) {
    connect(
        session.runs(), &RunListModel::state_changed, &window,
        [&session, &window] {
            if (session.runs()->state() != LoadState::ready || session.run()->is_open()) return;
            const RunRow* only = session.runs()->rowCount() == 1 ? session.runs()->row_at(0) : nullptr;
            if (only) window.open_run(to_qt(only->run.text));
            else window.show_runs();
        },
        Qt::SingleShotConnection);
}

bool StudioWindows::is_for_file_window(const QString& path) {
    const auto look = detect_record_file(path.toStdString());
    if (!look) return false;
    // A text that is nothing else is a definition that somebody writes on.
    const QString ending = QFileInfo(path).suffix().toLower();
    const bool written = ending == QLatin1String("yaml") || ending == QLatin1String("yml") || ending == QLatin1String("json");
    return look->kind != RecordLook::Kind::definition && !(look->kind == RecordLook::Kind::other && written);
}

/// What somebody opens in a window: a file that holds runs and a workspace's folder get a window of their own.
OpenCommands::Opening StudioWindows::open_for(MainWindow* window, const QString& path) {
    using Opening = OpenCommands::Opening;
    const bool folder = QFileInfo(path).isDir();
    if (!folder && !is_for_file_window(path)) return Opening::other;
    const auto opened = folder ? open_folder(path) : open_file(path);
    if (!opened) {
        window->notices()->show_failure(tr("%1 can't be opened").arg(QFileInfo(path).fileName()), to_qt(opened.error().message));
        return Opening::refused;
    }
    if (*opened != window && !(*opened)->isVisible()) (*opened)->resize(window->size());
    (*opened)->show();
    return Opening::opened;
}

bool StudioWindows::eventFilter(QObject* watched, QEvent* event) {
    // A window is over when it is closed; what is under way in it may not be deleted from within its own event.
    if (event->type() == QEvent::Close)
        if (auto* window = qobject_cast<MainWindow*>(watched)) QTimer::singleShot(0, this, [this, window] { closed(window); });
    return QObject::eventFilter(watched, event);
}

void StudioWindows::closed(MainWindow* window) {
    std::erase_if(opened_, [window](const auto& one) { return one->window.get() == window && !one->stays && !window->isVisible(); });
}

} // namespace orkestr
