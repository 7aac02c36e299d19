#include "ui/viewmodels/studio_session.h"

#include "ui/viewmodels/text.h"

namespace orkestr {

namespace {

QString file_name_of(const DefinitionRow& row) {
    if (!row.file_name.empty()) return to_qt(row.file_name);
    return QStringLiteral("%1-%2.yaml").arg(to_qt(row.name), to_qt(row.version));
}

} // namespace

StudioSession::StudioSession(RunSource& source, RunControl* control, QObject* parent)
    : QObject(parent), source_(source), control_(control), feed_(source), file_(source, feed_), runs_(source, feed_), definitions_(source, feed_),
      run_(source, feed_), details_(run_), travel_(source, run_), operations_(control, run_), workspace_(source, control, feed_, operations_) {
    const auto definition_moved = [this] {
        Q_EMIT definition_changed();
        Q_EMIT abilities_changed();
    };
    connect(&opened_, &DefinitionDocument::changed, this, definition_moved);
    connect(&recorded_, &DefinitionDocument::changed, this, definition_moved);
    connect(&recorded_, &DefinitionDocument::changed, this, [this] {
        run_.set_definition(recorded_.content() ? recorded_.content()->definition : nullptr);
    });
    connect(&opened_, &DefinitionDocument::reloaded, this, &StudioSession::definition_reloaded);
    connect(&run_, &RunDocument::opened, this, definition_moved);
    connect(&run_, &RunDocument::view_changed, this, &StudioSession::pin_definition);
    connect(&operations_, &RunOperations::abilities_changed, this, &StudioSession::abilities_changed);
    connect(&operations_, &RunOperations::created, this, [this](const QString& run) {
        open_run(RunId{run.toStdString()});
        Q_EMIT run_started(run);
    });
    connect(&operations_, &RunOperations::told, this, &StudioSession::told);
    connect(&operations_, &RunOperations::failed, this, &StudioSession::failed);
    connect(&workspace_, &WorkspaceDocument::told, this, &StudioSession::told);
    connect(&workspace_, &WorkspaceDocument::failed, this, &StudioSession::failed);
    run_.steps()->set_live(control != nullptr);
    run_.events()->set_rules(&rules_);
    count_unfinished();
    file_.begin();
}

QString StudioSession::title() const { return to_qt(source_.title()); }

void StudioSession::open_file(const QString& path) {
    published_gate_.drop();
    run_.close();
    opened_.open_file(path);
}

void StudioSession::open_published(const QString& hash) {
    run_.close();
    opened_.begin_loading();
    DefinitionQuery query;
    query.hash = hash.toStdString();
    const auto ticket = published_gate_.supersede();
    using Answer = std::vector<DefinitionRow>;
    source_.definitions(query, ticket.stop(), ticket.deliver<Answer>([this](Result<Answer> answer) {
        if (!answer) opened_.fail(to_qt(answer.error().message));
        else if (answer->empty()) opened_.fail(tr("The workspace does not hold this definition any more."));
        else opened_.open_text(answer->front().text, file_name_of(answer->front()));
    }));
}

void StudioSession::open_run(const RunId& run) {
    if (run == run_.run()) return;
    run_.open(run);
}

void StudioSession::close_run() {
    if (!run_.is_open()) return;
    if (opened_.state() == LoadState::idle && recorded_.content()) opened_.open_content(recorded_.content());
    run_.close();
}

/// The definition of the run that is open, once its hash is known.
void StudioSession::pin_definition() {
    if (!run_.is_open()) return;
    if (!run_.view()) {
        // What is shown stays until it is known to be another.
        if (opened_.content() && !recorded_.content()) {
            recorded_hash_ = opened_.content()->hash.toStdString();
            recorded_.open_content(opened_.content());
        }
        return;
    }
    if (run_.view()->graph) {
        Q_EMIT definition_changed();
        return;
    }
    const std::string& hash = run_.view()->definition;
    if (hash == recorded_hash_ && recorded_.state() != LoadState::failed) return;
    recorded_hash_ = hash;
    recorded_gate_.drop();
    if (opened_.content() && opened_.content()->hash.toStdString() == hash) {
        recorded_.open_content(opened_.content());
        return;
    }
    recorded_.begin_loading();
    DefinitionQuery query;
    query.hash = hash;
    const auto ticket = recorded_gate_.supersede();
    using Answer = std::vector<DefinitionRow>;
    source_.definitions(query, ticket.stop(), ticket.deliver<Answer>([this](Result<Answer> answer) {
        if (!answer) recorded_.fail(to_qt(answer.error().message));
        else if (answer->empty()) recorded_.fail(tr("The definition of this run is not in the workspace."));
        else recorded_.open_text(answer->front().text, file_name_of(answer->front()));
    }));
}

std::shared_ptr<const DefinitionContent> StudioSession::startable() const {
    // A file that is open runs as it is now, also while one of its earlier runs is shown.
    for (const auto& content : {opened_.content(), definition().content()})
        if (content && content->definition) return content;
    return nullptr;
}

bool StudioSession::can_start() const { return control_ && !starting_ && startable(); }

void StudioSession::start(const Json& input) {
    if (!can_start()) return;
    starting_ = true;
    Q_EMIT abilities_changed();
    const auto content = startable();
    StartRequest request;
    request.definition_text = content->text.toStdString();
    request.file_name = content->file_name.toStdString();
    request.input = input;
    control_->start(std::move(request), control_gate_.join().deliver<RunId>([this, content](Result<RunId> run) {
        starting_ = false;
        Q_EMIT abilities_changed();
        if (!run) {
            Q_EMIT failed(tr("The run could not be started"), to_qt(run.error().message));
            return;
        }
        open_run(*run);
        Q_EMIT run_started(to_qt(run->text));
    }));
}

void StudioSession::count_unfinished() {
    if (!control_) return;
    RunQuery query;
    query.open = true;
    query.limit = 1000;
    const auto ticket = unfinished_gate_.supersede();
    source_.runs(query, ticket.stop(), ticket.deliver<RunPage>([this](Result<RunPage> page) {
        if (!page || page->runs.empty()) return;
        unfinished_ = static_cast<int>(page->runs.size());
        unfinished_more_ = page->more;
        Q_EMIT unfinished_changed();
    }));
}

void StudioSession::leave_unfinished() {
    unfinished_gate_.drop();
    if (unfinished_ == 0) return;
    unfinished_ = 0;
    unfinished_more_ = false;
    Q_EMIT unfinished_changed();
}

void StudioSession::recover_unfinished() {
    if (!control_) return;
    leave_unfinished();
    control_->recover(control_gate_.join().deliver<std::size_t>([this](Result<std::size_t> runs) {
        if (runs) Q_EMIT recovered(static_cast<int>(*runs));
        else Q_EMIT failed(tr("The unfinished runs could not be resumed"), to_qt(runs.error().message));
    }));
}

} // namespace orkestr
