#include "ui/shell/replay_commands.h"

#include "ui/shell/studio_actions.h"
#include "ui/viewmodels/replay_document.h"
#include "ui/viewmodels/studio_session.h"
#include "ui/viewmodels/text.h"

namespace orkestr {

ReplayCommands::ReplayCommands(StudioSession& session, const StudioActions& actions, QObject* parent)
    : QObject(parent), session_(session), actions_(actions) {
    connect(actions_.replay, &QAction::triggered, this, [this] {
        if (session_.run()->is_open()) replay_runs({to_qt(session_.run()->run().text)});
        else replay_matching({});
    });
    connect(session_.run(), &RunDocument::opened, this, &ReplayCommands::show_abilities);
    show_abilities();
}

ReplayCommands::~ReplayCommands() = default;

void ReplayCommands::set_replayer(RunReplayer* replayer) {
    replayer_ = replayer;
    show_abilities();
}

void ReplayCommands::show_abilities() {
    actions_.replay->setVisible(replayer_ != nullptr);
    actions_.replay->setEnabled(replayer_ != nullptr);
}

bool ReplayCommands::is_working() const { return document_ && document_->job()->stage() == ReplayJob::Stage::working; }

ReplayDocument* ReplayCommands::document() {
    if (!document_) document_ = std::make_unique<ReplayDocument>(session_.run_source(), *replayer_);
    // What somebody has open in the window may be what they have changed.
    const auto& opened = session_.opened_definition().content();
    if (opened && opened->definition && !session_.opened_definition().path().isEmpty())
        document_->add_definition(opened->file_name, opened->text.toStdString(), session_.opened_definition().path());
    return document_.get();
}

void ReplayCommands::replay_runs(const QStringList& runs) {
    if (!replayer_ || runs.isEmpty()) return;
    std::vector<RunId> ids;
    for (const QString& run : runs) ids.push_back(RunId{run.toStdString()});
    document()->replay_runs(ids);
    Q_EMIT wanted(document_.get());
}

void ReplayCommands::replay_matching(const QString& filter) {
    if (!replayer_) return;
    const auto read = read_filter(filter.toStdString(), FilterSubject::run);
    if (!read) return;
    document()->replay_matching(*read, Instant{QDateTime::currentMSecsSinceEpoch()});
    Q_EMIT wanted(document_.get());
}

} // namespace orkestr
