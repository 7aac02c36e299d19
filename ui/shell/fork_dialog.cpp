#include "ui/shell/fork_dialog.h"

#include "core/base/json_value.h"
#include "ui/parts/code_view.h"
#include "ui/parts/empty_state.h"
#include "ui/parts/json_diff_view.h"
#include "ui/shell/json_field.h"
#include "ui/theme/appearance.h"
#include "ui/viewmodels/fork_draft.h"
#include "ui/viewmodels/json_pretty.h"

#include <QFormLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitter>
#include <QStackedLayout>
#include <QTabWidget>
#include <QVBoxLayout>

namespace orkestr {

namespace {

QString recorded_text(const Json& json) { return pretty_json(json.text(), std::size_t{16} << 20).text; }

Json both(const Json& input, const Json& context) {
    return JsonValue::object({{"$input", JsonValue::of(input)}, {"$context", JsonValue::of(context)}}).json();
}

} // namespace

ForkDialog::ForkDialog(const QString& title, ForkDraft* draft, QWidget* parent) : QDialog(parent), draft_(draft) {
    setWindowTitle(title);
    resize(720, 700);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    auto* heading = new QLabel(title, this);
    heading->setFont(ui_font(15, QFont::DemiBold));
    heading->setTextFormat(Qt::PlainText);
    heading->setWordWrap(true);
    auto* hint = new QLabel(tr("A new run that begins at this step: what came before is taken from the old run and not done again. Unchanged, the step gets what it "
                               "had; what is written here takes its place, before the step's own input.from."),
                            this);
    hint->setWordWrap(true);
    hint->setTextFormat(Qt::PlainText);
    hint->setForegroundRole(QPalette::PlaceholderText);
    auto* split = new QSplitter(Qt::Vertical, this);
    split->setChildrenCollapsible(false);
    split->addWidget(make_tabs());
    changes_ = new JsonDiffView(split);
    changes_->setAccessibleName(tr("What differs from the record"));
    changes_->set_sides(tr("Recorded"), tr("Fork"));
    changes_->set_empty_message(tr("Nothing to compare yet"));
    split->addWidget(changes_);
    split->setSizes({360, 180});
    reason_ = new QLineEdit(this);
    reason_->setAccessibleName(tr("Reason"));
    reason_->setPlaceholderText(tr("Why? Recorded in the new run's history"));
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(12);
    form->addRow(tr("&Reason"), reason_);
    verdict_ = new QLabel(this);
    verdict_->setTextFormat(Qt::PlainText);
    verdict_->setWordWrap(true);
    column->addWidget(heading);
    column->addWidget(hint);
    column->addWidget(split, 1);
    column->addWidget(verdict_);
    column->addLayout(form);
    column->addLayout(make_buttons());
    connect(draft_, &ForkDraft::changed, this, &ForkDialog::show_context);
    for (JsonField* field : {input_, context_}) connect(field, &JsonField::checked, this, &ForkDialog::show_changes);
    connect(tabs_, &QTabWidget::currentChanged, this, &ForkDialog::show_changes);
    input_->set_text(recorded_text(draft_->input()));
    show_context();
    input_->setFocus();
}

QWidget* ForkDialog::make_tabs() {
    tabs_ = new QTabWidget(this);
    tabs_->setAccessibleName(tr("Data that the fork begins with"));
    input_ = new JsonField(tr("Input of the step"), tabs_);
    context_page_ = new QWidget(tabs_);
    auto* pages = new QStackedLayout(context_page_);
    context_ = new JsonField(tr("$context when the step begins"), context_page_);
    no_context_ = new EmptyState(context_page_);
    pages->addWidget(context_);
    pages->addWidget(no_context_);
    for (QWidget* page : {static_cast<QWidget*>(input_), static_cast<QWidget*>(context_)}) page->layout()->setContentsMargins(8, 8, 8, 8);
    tabs_->addTab(input_, tr("&Input of the step"));
    tabs_->addTab(context_page_, tr("$&context"));
    return tabs_;
}

QLayout* ForkDialog::make_buttons() {
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    over_ = new QPushButton(tr("&Start over"), this);
    over_->setToolTip(tr("Puts what was recorded there"));
    format_ = new QPushButton(tr("F&ormat"), this);
    auto* cancel = new QPushButton(tr("Cancel"), this);
    fork_ = new QPushButton(tr("&Fork"), this);
    fork_->setDefault(true);
    fork_->setToolTip(tr("Ctrl+Enter"));
    buttons->addWidget(over_);
    buttons->addWidget(format_);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(fork_);
    connect(over_, &QPushButton::clicked, this, &ForkDialog::restore);
    connect(format_, &QPushButton::clicked, this, [this] { current()->format(); });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(fork_, &QPushButton::clicked, this, &QDialog::accept);
    return buttons;
}

JsonField* ForkDialog::current() const { return tabs_->currentIndex() == 0 ? input_ : context_; }

bool ForkDialog::knows_context() const { return draft_->context_state() == LoadState::ready; }

void ForkDialog::restore() { current()->set_text(recorded_text(current() == input_ ? draft_->input() : draft_->context())); }

void ForkDialog::show_context() {
    using Tone = EmptyState::Tone;
    if (knows_context() && !filled_) {
        filled_ = true;
        context_->set_text(recorded_text(draft_->context()));
    }
    if (draft_->context_state() == LoadState::loading)
        no_context_->show_message(Tone::loading, QStringLiteral("loader-circle"), tr("Reading what it was…"), {});
    else
        no_context_->show_message(Tone::calm, QStringLiteral("info"), tr("What it was can't be told"),
                                  draft_->message().isEmpty() ? tr("The fork goes on with it as it was.") : draft_->message());
    static_cast<QStackedLayout*>(context_page_->layout())->setCurrentIndex(knows_context() ? 0 : 1);
    show_changes();
}

void ForkDialog::show_changes() {
    const bool context = knows_context() && filled_;
    const QString wrong_input = input_->mistake();
    const QString wrong_context = context ? context_->mistake() : QString();
    const bool good = wrong_input.isEmpty() && wrong_context.isEmpty();
    fork_->setEnabled(good);
    const bool editable = current() == input_ || context;
    format_->setEnabled(editable && current()->mistake().isEmpty());
    over_->setEnabled(editable);
    const auto mark = [this](int tab, const QString& text, bool wrong, bool edited) {
        tabs_->setTabText(tab, wrong ? tr("%1 (not JSON)").arg(text) : edited ? tr("%1 (edited)").arg(text) : text);
    };
    const Json new_input = good ? input_->value() : draft_->input();
    const Json new_context = good && context ? context_->value() : draft_->context();
    const bool input_edited = good && !(new_input == draft_->input());
    const bool context_edited = good && context && !(new_context == draft_->context());
    mark(0, tr("&Input of the step"), !wrong_input.isEmpty(), input_edited);
    mark(1, tr("$&context"), !wrong_context.isEmpty(), context_edited);
    if (!good) verdict_->setText(wrong_input.isEmpty() ? tr("In $context: %1").arg(wrong_context) : tr("In the input: %1").arg(wrong_input));
    else if (!input_edited && !context_edited) verdict_->setText(tr("Nothing is changed: the step begins with what it had."));
    else if (input_edited && context_edited) verdict_->setText(tr("Input and $context are changed."));
    else verdict_->setText(input_edited ? tr("The input is changed.") : tr("$context is changed."));
    if (good) changes_->document()->compare(both(draft_->input(), draft_->context()), both(new_input, new_context));
    else changes_->document()->clear();
}

QString ForkDialog::verdict() const { return verdict_->text(); }

std::optional<Json> ForkDialog::input() const {
    const Json now = input_->value();
    return now == draft_->input() ? std::nullopt : std::optional(now);
}

std::optional<Json> ForkDialog::context() const {
    if (!knows_context() || !filled_) return std::nullopt;
    const Json now = context_->value();
    return now == draft_->context() ? std::nullopt : std::optional(now);
}

QString ForkDialog::reason() const { return reason_->text(); }

/// Where Enter alone begins a new line.
void ForkDialog::keyPressEvent(QKeyEvent* event) {
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && event->modifiers().testFlag(Qt::ControlModifier)) fork_->click();
    else QDialog::keyPressEvent(event);
}

} // namespace orkestr
