#include "ui/shell/run_commands.h"

#include "ui/shell/event_dialog.h"
#include "ui/shell/fork_dialog.h"
#include "ui/shell/input_dialog.h"
#include "ui/shell/reason_dialog.h"
#include "ui/shell/studio_actions.h"
#include "ui/shell/studio_settings.h"
#include "ui/viewmodels/fork_draft.h"
#include "ui/viewmodels/input_template.h"
#include "ui/viewmodels/json_pretty.h"
#include "ui/viewmodels/step_wait.h"
#include "ui/viewmodels/studio_session.h"
#include "ui/viewmodels/text.h"

#include <QFileInfo>

namespace orkestr {

namespace {

QString shown_json(const Json& json) { return pretty_json(json.text(), std::size_t{16} << 20).text; }

/// Nothing when it is what it was.
std::optional<Json> edited(const Json& now, const Json& before) { return now == before ? std::nullopt : std::optional(now); }

/// The type that the selected step, or else the first that listens, waits for; empty when it is not that plain.
QString awaited_type(const RunDocument& run) {
    const StepView* step = run.present_step();
    if (run.present() && !(step && step->listens)) {
        step = nullptr;
        for (const StepView& one : run.present()->steps)
            if (one.listens && !one.ended && !step) step = &one;
    }
    const QString events = step ? step_wait(*step, run.definition().get()).events : QString();
    const QString type = events.section(QLatin1String(" ("), 0, 0);
    return type.contains(QLatin1Char(' ')) || type.contains(QLatin1Char('*')) || type.contains(QLatin1Char('=')) ? QString() : type;
}

} // namespace

RunCommands::RunCommands(StudioSession& session, StudioSettings& settings, const StudioActions& actions, QWidget* window)
    : QObject(window), session_(session), settings_(settings), actions_(actions), window_(window) {
    connect(actions_.run, &QAction::triggered, this, &RunCommands::start);
    connect(actions_.suspend, &QAction::triggered, this, &RunCommands::suspend);
    connect(actions_.resume, &QAction::triggered, this, &RunCommands::resume);
    connect(actions_.cancel, &QAction::triggered, this, &RunCommands::cancel);
    connect(actions_.send_event, &QAction::triggered, this, &RunCommands::send_event);
    connect(actions_.rerun, &QAction::triggered, this, &RunCommands::rerun);
    connect(actions_.fork, &QAction::triggered, this, &RunCommands::fork);
    connect(&session_, &StudioSession::abilities_changed, this, &RunCommands::show_abilities);
    show_abilities();
}

void RunCommands::show_abilities() {
    const RunOperations* operations = session_.operations();
    for (QAction* action : {actions_.run, actions_.suspend, actions_.resume, actions_.cancel, actions_.send_event, actions_.rerun})
        action->setVisible(session_.can_control());
    actions_.fork->setVisible(session_.can_control() || operations->forks_elsewhere());
    actions_.run->setEnabled(session_.can_start());
    actions_.suspend->setEnabled(operations->can_steer(Steering::suspend));
    actions_.resume->setEnabled(operations->can_steer(Steering::resume));
    actions_.cancel->setEnabled(operations->can_steer(Steering::cancel));
    actions_.send_event->setEnabled(operations->can_emit());
    actions_.rerun->setEnabled(operations->can_rerun());
    actions_.fork->setEnabled(operations->can_fork());
    actions_.copy_run->setEnabled(session_.run()->is_open());
}

void RunCommands::start() {
    const auto content = session_.startable();
    if (!content || !session_.can_start()) return;
    const Document& document = content->definition->document;
    const QString name = to_qt(document.ns + "/" + document.name);
    const QString pattern = input_template(*content->definition);
    const QString last = settings_.last_input(name);
    InputDialog dialog(content->name(), last.isEmpty() ? pattern : last, pattern, window_);
    if (dialog.exec() != QDialog::Accepted) return;
    settings_.set_last_input(name, dialog.text());
    Q_EMIT began();
    session_.start(dialog.input());
}

void RunCommands::suspend() {
    if (!session_.operations()->can_steer(Steering::suspend)) return;
    ReasonDialog dialog({tr("Suspend this run?"), tr("What is under way goes on; nothing new begins until somebody resumes it."), tr("&Suspend")},
                        session_.operations()->user(), window_);
    if (dialog.exec() != QDialog::Accepted) return;
    Q_EMIT began();
    session_.operations()->steer(Steering::suspend, dialog.reason());
}

void RunCommands::resume() {
    if (!session_.operations()->can_steer(Steering::resume)) return;
    ReasonDialog dialog({tr("Resume this run?"), tr("It goes on where it was suspended. Timers that have run out meanwhile fire at once."), tr("&Resume")},
                        session_.operations()->user(), window_);
    if (dialog.exec() != QDialog::Accepted) return;
    Q_EMIT began();
    session_.operations()->steer(Steering::resume, dialog.reason());
}

void RunCommands::cancel() {
    if (!session_.operations()->can_steer(Steering::cancel)) return;
    ReasonDialog dialog({tr("Cancel this run?"), tr("It ends where it is, and so do the runs it waits for. It can't be resumed."), tr("&Cancel the run")},
                        session_.operations()->user(), window_);
    if (dialog.exec() != QDialog::Accepted) return;
    Q_EMIT began();
    session_.operations()->steer(Steering::cancel, dialog.reason());
}

void RunCommands::send_event() {
    if (!session_.operations()->can_emit()) return;
    const bool signal = session_.operations()->can_signal();
    const QString run = signal ? to_qt(session_.run()->run().text) : QString();
    EventDialog dialog(run, signal ? awaited_type(*session_.run()) : QString(), session_.operations()->user(), window_);
    if (dialog.exec() != QDialog::Accepted) return;
    Q_EMIT began();
    session_.operations()->send_event(dialog.type(), dialog.source(), dialog.data(), dialog.to_run(), dialog.reason());
}

void RunCommands::rerun() {
    const auto view = session_.run()->present();
    if (!view || !session_.operations()->can_rerun()) return;
    const QString text = shown_json(view->input);
    InputDialog dialog({tr("Run %1 again").arg(to_qt(view->name)), tr("A new run with this input. The old one stays as it is."),
                        tr("&Run again"), tr("&Start over"), tr("Puts the old run's input there")},
                       text, text, window_);
    const auto opened = session_.opened_definition().content();
    const bool other = opened && opened->definition && opened->hash.toStdString() != view->definition;
    if (other)
        dialog.ask_choice(tr("Definition"), {tr("As the old run had it, %1").arg(to_qt(view->version)),
                                             tr("%1 as it is now").arg(QFileInfo(opened->file_name).fileName())});
    dialog.ask_reason();
    if (dialog.exec() != QDialog::Accepted) return;
    const bool now = other && dialog.choice() == 1;
    Q_EMIT began();
    session_.operations()->rerun(edited(dialog.input(), view->input), now ? opened->text : QString(), now ? opened->file_name : QString(),
                                 dialog.reason());
}

void RunCommands::fork() {
    const StepView* step = session_.run()->present_step();
    if (!step || !session_.operations()->can_fork()) return;
    const auto detail = session_.run()->detail();
    if (!detail) {
        // Its input is on its way.
        connect(session_.run(), &RunDocument::detail_changed, this, &RunCommands::fork, Qt::SingleShotConnection);
        return;
    }
    const QString name = to_qt(step->name);
    ForkDraft draft(session_.travel()->document(), step->id, detail->step.input.value_or(Json()));
    ForkDialog dialog(session_.operations()->forks_elsewhere() ? tr("Fork from %1 into your workspace").arg(name) : tr("Fork from %1").arg(name), &draft, window_);
    if (dialog.exec() != QDialog::Accepted) return;
    Q_EMIT began();
    session_.operations()->fork(dialog.input(), dialog.context(), dialog.reason());
}

} // namespace orkestr
