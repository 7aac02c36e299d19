#include "ui/viewmodels/run_facts.h"

#include "core/base/shortened.h"
#include "ui/viewmodels/text.h"

#include <QCoreApplication>

namespace orkestr {

namespace {

constexpr qsizetype most_children = 100;
constexpr std::size_t most_error_characters = 300;

struct RunFactWords {
    Q_DECLARE_TR_FUNCTIONS(RunFacts)
};

QString origin_text(const RunView& run) {
    const QString by = to_qt(run.started_by);
    const bool fork = run.origin && run.origin->kind == RunOrigin::Kind::fork;
    if (run.origin && by.isEmpty()) return fork ? RunFactWords::tr("a fork") : RunFactWords::tr("a rerun");
    if (run.origin) return fork ? RunFactWords::tr("forked by %1").arg(by) : RunFactWords::tr("run again by %1").arg(by);
    if (run.parent || run.cause == "child") return RunFactWords::tr("started by its parent");
    if (run.cause == "schedule") return RunFactWords::tr("started by a schedule");
    if (!by.isEmpty()) return RunFactWords::tr("started by %1").arg(by);
    return run.cause == "manual" ? RunFactWords::tr("started by hand") : QString();
}

QString error_text(const Problem& error, const StepView* faulted) {
    QString line = to_qt(error.title.empty() ? error.type : error.title);
    if (error.status != 0) line += QStringLiteral(" (%1)").arg(error.status);
    if (!error.detail.empty()) line += QStringLiteral(": ") + to_qt(shortened(error.detail, most_error_characters));
    return faulted ? RunFactWords::tr("%1 – in the step “%2”").arg(line, to_qt(faulted->name)) : line;
}

} // namespace

RunFacts run_facts(const RunView& run, const StepView* faulted) {
    RunFacts facts;
    if (!run.name.empty())
        facts.definition = run.ns.empty() ? QStringLiteral("%1 %2").arg(to_qt(run.name), to_qt(run.version)).trimmed()
                                          : QStringLiteral("%1/%2 %3").arg(to_qt(run.ns), to_qt(run.name), to_qt(run.version)).trimmed();
    facts.hash = to_qt(run.definition);
    facts.origin = origin_text(run);
    if (run.origin) facts.origin_run = to_qt(run.origin->run.text);
    if (run.parent) facts.parent = to_qt(run.parent->run.text);
    for (const StepView& step : run.steps)
        if (step.child && facts.children.size() < most_children) facts.children << to_qt(step.child->text);
    if (run.error) facts.error = error_text(*run.error, faulted);
    if (run.error && faulted) facts.error_step = faulted->id;
    return facts;
}

} // namespace orkestr
