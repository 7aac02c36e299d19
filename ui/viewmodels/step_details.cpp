#include "ui/viewmodels/step_details.h"

#include "ui/viewmodels/step_wait.h"
#include "ui/viewmodels/text.h"

#include <algorithm>

namespace orkestr {

StepDetails::StepDetails(RunDocument& document, QObject* parent) : QObject(parent), document_(document), values_(document) {
    connect(&document_, &RunDocument::view_changed, this, &StepDetails::update);
    connect(&document_, &RunDocument::selection_changed, this, &StepDetails::update);
    connect(&document_, &RunDocument::definition_changed, this, &StepDetails::update);
    connect(&document_, &RunDocument::detail_changed, this, &StepDetails::update);
    connect(&values_, &ExpressionValues::changed, this, [this] {
        if (const auto& detail = document_.detail()) put_expressions(*detail);
        Q_EMIT changed();
    });
    update();
}

void StepDetails::update() {
    title_.clear();
    status_.clear();
    kind_.clear();
    error_title_.clear();
    error_detail_.clear();
    has_not_run_ = false;
    facts_.clear();
    sections_.clear();
    reading_ = false;
    executions_ = document_.executions();
    execution_ = 0;
    const auto& view = document_.view();
    if (view) {
        if (const StepView* step = document_.selected_step()) describe_step(*view, *step);
        else if (!document_.selected_node().isEmpty()) describe_missing();
        else describe_run(*view);
    }
    Q_EMIT changed();
}

void StepDetails::describe_run(const RunView& view) {
    title_ = to_qt(view.name);
    status_ = to_qt(view.status);
    put_fact(tr("Run"), to_qt(view.run.text), true);
    put_fact(tr("Definition"), QStringLiteral("%1/%2 %3").arg(to_qt(view.ns), to_qt(view.name), to_qt(view.version)));
    put_operator(view);
    put_origin(view);
    put_times(view.started, view.ended);
    put_fact(tr("Steps"), QString::number(view.steps.size()));
    put_fact(tr("Events"), QString::number(view.events));
    if (view.parent) put_fact(tr("Started by"), to_qt(view.parent->run.text), true, to_qt(view.parent->run.text));
    put_error(view.error);
    put_json(DetailSection::Kind::input, view.input);
    put_json(DetailSection::Kind::output, view.output);
    if (document_.moment()) put_run_data(*document_.moment());
}

/// What a run holds at a moment of the past, beside what it has told.
void StepDetails::put_run_data(const RunMoment& moment) {
    if (!moment.run.output) put_json(DetailSection::Kind::data, moment.data);
    if (!moment.context.is_null()) put_json(DetailSection::Kind::context, moment.context);
    put_variables(moment.variables);
}

void StepDetails::put_variables(const std::vector<MomentVariable>& variables) {
    if (variables.empty()) return;
    std::string text = "{";
    for (const MomentVariable& variable : variables) {
        if (text.size() > 1) text += ',';
        append_json_string(text, variable.name);
        text += ':' + variable.value.text();
    }
    put_json(DetailSection::Kind::variables, Json::trusted(text + '}'));
}

/// A step that was under way then. What its detail says of later is not to be seen yet.
void StepDetails::describe_moment(const RunMoment& moment, StepId step) {
    const auto of = [step](const auto& one) { return one.id == step; };
    const auto outline = std::find_if(moment.run.steps.begin(), moment.run.steps.end(), of);
    const auto live = std::find_if(moment.live.begin(), moment.live.end(), of);
    if (outline != moment.run.steps.end()) {
        put_json(DetailSection::Kind::input, outline->input);
        put_json(DetailSection::Kind::request, outline->request);
    }
    if (live != moment.live.end()) put_json(DetailSection::Kind::result, live->result);
    if (!moment.context.is_null()) put_json(DetailSection::Kind::context, moment.context);
    put_variables(moment.variables);
}

void StepDetails::describe_step(const RunView& view, const StepView& step) {
    title_ = to_qt(step.name);
    status_ = to_qt(step.status);
    kind_ = to_qt(step.kind);
    const auto at = std::find(executions_.begin(), executions_.end(), step.id);
    execution_ = static_cast<int>(at - executions_.begin()) + 1;
    put_wait(step);
    put_times(step.started, step.ended);
    const auto node = view.nodes.find(step.task);
    const std::uint32_t attempts = step.kind == "try" && node != view.nodes.end() ? node->second.attempts : step.attempt;
    if (attempts > 1) put_fact(step.kind == "try" ? tr("Attempts") : tr("Attempt"), QString::number(attempts));
    if (!step.chosen.empty()) put_fact(tr("Case"), to_qt(step.chosen));
    if (step.events_received > 0) put_fact(tr("Events received"), QString::number(step.events_received));
    if (step.child) put_fact(tr("Child run"), to_qt(step.child->text), true, to_qt(step.child->text));
    put_fact(tr("Path"), to_qt(step.key), true);
    put_error(step.error);
    if (const auto& moment = document_.moment(); moment && !step.ended) return describe_moment(*moment, step.id);
    const auto& detail = document_.detail();
    reading_ = !detail && document_.detail_message().isEmpty();
    if (!detail) return;
    put_json(DetailSection::Kind::input, detail->step.input);
    put_json(DetailSection::Kind::output, detail->step.output);
    if (detail->step.input && detail->step.output) sections_.push_back({DetailSection::Kind::changes, {}, {}, 0});
    put_json(DetailSection::Kind::request, detail->step.request);
    if (!detail->attempts.empty()) put_json(DetailSection::Kind::response, detail->attempts.back().response);
    put_json(DetailSection::Kind::context, detail->context);
    put_tables(*detail);
    put_text(DetailSection::Kind::log, detail->step.log);
}

void StepDetails::put_tables(const StepDetail& detail) {
    attempts_.set_rows(detail.attempts);
    put_expressions(detail);
    if (expressions_.rowCount() > 0) sections_.push_back({DetailSection::Kind::expressions, {}, {}, 0});
    if (attempts_.rowCount() > 0) sections_.push_back({DetailSection::Kind::attempts, {}, {}, 0});
}

void StepDetails::put_expressions(const StepDetail& detail) {
    const auto& values = values_.values();
    expressions_.set_rows(written_expressions(detail, values ? &*values : nullptr, document_.definition().get()));
    expressions_.set_values(values);
}

void StepDetails::describe_missing() {
    const std::string node = document_.selected_node().toStdString();
    title_ = task_name(node);
    has_not_run_ = true;
    put_fact(tr("Path"), document_.selected_node(), true);
}

void StepDetails::put_fact(const QString& label, const QString& value, bool code, const QString& run) {
    facts_.push_back({label, value, code, run});
}

/// Who suspended or cancelled it, and why.
void StepDetails::put_operator(const RunView& view) {
    const QString by = to_qt(view.by);
    if (!by.isEmpty() && view.status == "suspended") put_fact(tr("Suspended by"), by);
    else if (!by.isEmpty() && view.status == "cancelled") put_fact(tr("Cancelled by"), by);
    else if (!by.isEmpty()) put_fact(tr("Asked for by"), by);
    if (!view.reason.empty()) put_fact(tr("Reason"), to_qt(view.reason));
}

void StepDetails::put_origin(const RunView& view) {
    if (!view.origin) return;
    const QString run = to_qt(view.origin->run.text);
    const bool fork = view.origin->kind == RunOrigin::Kind::fork;
    put_fact(fork ? tr("Fork of") : tr("Rerun of"), run, true, run);
    if (fork) put_fact(tr("From the step"), to_qt(view.origin->step), true);
}

void StepDetails::put_wait(const StepView& step) {
    const StepWait wait = step_wait(step, document_.definition().get());
    switch (wait.kind) {
    case StepWait::Kind::none: return;
    case StepWait::Kind::time: return put_fact(tr("Waits until"), wait.until);
    case StepWait::Kind::retry: return put_fact(tr("Next attempt"), wait.until);
    case StepWait::Kind::events: break;
    }
    put_fact(tr("Waits for"), wait.events);
    if (!wait.ends.isEmpty()) put_fact(tr("Ends with"), wait.ends);
    if (!wait.until.isEmpty()) put_fact(tr("Waits until"), wait.until);
}

void StepDetails::put_times(std::optional<Instant> started, std::optional<Instant> ended) {
    if (started) put_fact(tr("Started"), clock_text(*started));
    if (ended) put_fact(tr("Ended"), clock_text(*ended));
    if (started && ended) put_fact(tr("Duration"), duration_text(*ended - *started));
}

void StepDetails::put_error(const std::optional<Problem>& error) {
    if (!error) return;
    const std::string& name = error->title.empty() ? error->type : error->title;
    error_title_ = QStringLiteral("%1 (%2)").arg(to_qt(name)).arg(error->status);
    error_detail_ = to_qt(error->detail);
    put_json(DetailSection::Kind::error, error->to_json());
}

void StepDetails::put_json(DetailSection::Kind kind, const std::optional<Json>& value) {
    if (value) sections_.push_back({kind, *value, {}, static_cast<qint64>(value->size_bytes())});
}

void StepDetails::put_text(DetailSection::Kind kind, const std::string& text) {
    if (!text.empty()) sections_.push_back({kind, {}, to_qt(text), static_cast<qint64>(text.size())});
}

QString StepDetails::data_path(DetailSection::Kind kind) const {
    using Kind = DetailSection::Kind;
    if (document_.present() && document_.present()->graph) return {};
    if (kind == Kind::context) return QStringLiteral("$.context");
    if (kind == Kind::variables) return QStringLiteral("$.variables");
    if (kind == Kind::data) return QStringLiteral("$.data");
    const QString word = kind == Kind::input ? QStringLiteral("input") : kind == Kind::output ? QStringLiteral("output") : kind == Kind::error ? QStringLiteral("error") : QString();
    if (word.isEmpty()) return {};
    const StepView* step = document_.present_step();
    if (!step) return QStringLiteral("$.") + word;
    QString task = to_qt(step->task);
    task.replace(QLatin1Char('\\'), QStringLiteral("\\\\")).replace(QLatin1Char('\''), QStringLiteral("\\'"));
    return QStringLiteral("$.tasks['%1'].%2").arg(task, word);
}

void StepDetails::go_to_execution(int offset) {
    const int wanted = execution_ - 1 + offset;
    if (wanted < 0 || wanted >= execution_count()) return;
    document_.select_step(executions_[static_cast<std::size_t>(wanted)]);
}

} // namespace orkestr
