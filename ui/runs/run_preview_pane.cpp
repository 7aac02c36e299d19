#include "ui/runs/run_preview_pane.h"

#include "ui/parts/code_view.h"
#include "ui/parts/empty_state.h"
#include "ui/parts/fault_card.h"
#include "ui/parts/icon_button.h"
#include "ui/parts/panel_header.h"
#include "ui/parts/status_pill.h"
#include "ui/theme/appearance.h"
#include "ui/viewmodels/run_facts.h"
#include "ui/viewmodels/run_preview.h"
#include "ui/viewmodels/text.h"

#include <QLabel>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace orkestr {

namespace {

QString times_of(const RunView& run) {
    const QString began = RunPreviewPane::tr("Started %1").arg(clock_text(run.started));
    if (!run.ended) return began;
    return began + QStringLiteral(" · ") + duration_text(*run.ended - run.started);
}

} // namespace

RunPreviewPane::RunPreviewPane(RunPreview* preview, QWidget* parent)
    : QWidget(parent), preview_(preview), header_(new PanelHeader(tr("Preview"), this)), pages_(new QStackedLayout), empty_(new EmptyState(this)) {
    setAccessibleName(tr("Preview of the selected run"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* close = make_icon_button("x", tr("Close the preview (Space)"), this);
    connect(close, &QToolButton::clicked, this, &RunPreviewPane::closed);
    header_->add_widget(close);
    column->addWidget(header_);
    column->addLayout(pages_, 1);
    auto* page = new QWidget(this);
    page->setAutoFillBackground(true);
    page->setBackgroundRole(QPalette::Base);
    auto* rows = new QVBoxLayout(page);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(make_head(page));
    input_ = make_payload(page, tr("Input"));
    output_ = make_payload(page, tr("Output"));
    pages_->addWidget(page);
    pages_->addWidget(empty_);
    setMinimumWidth(240);
    connect(preview_, &RunPreview::changed, this, &RunPreviewPane::show_page);
    show_page();
}

QWidget* RunPreviewPane::make_head(QWidget* page) {
    auto* head = new QWidget(page);
    auto* column = new QVBoxLayout(head);
    column->setContentsMargins(12, 10, 12, 10);
    column->setSpacing(4);
    name_ = new QLabel(head);
    about_ = new QLabel(head);
    times_ = new QLabel(head);
    status_ = new StatusPill(head);
    error_ = new FaultCard(head);
    auto* top = new QHBoxLayout;
    top->setSpacing(8);
    top->addWidget(name_, 1);
    top->addWidget(status_, 0, Qt::AlignTop);
    column->addLayout(top);
    for (QLabel* label : {name_, about_, times_}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    name_->setFont(ui_font(15, QFont::DemiBold));
    for (QLabel* label : {about_, times_}) {
        label->setFont(ui_font(12));
        label->setForegroundRole(QPalette::PlaceholderText);
        column->addWidget(label);
    }
    column->addWidget(error_);
    return head;
}

RunPreviewPane::Payload RunPreviewPane::make_payload(QWidget* page, const QString& name) {
    Payload made{new QLabel(page), new CodeView(CodeLanguage::json, page)};
    made.title->setFont(ui_font(12, QFont::DemiBold));
    made.title->setContentsMargins(12, 6, 12, 6);
    made.title->setTextFormat(Qt::PlainText);
    made.text->setAccessibleName(name);
    made.text->setFrameShape(QFrame::NoFrame);
    auto* rows = static_cast<QVBoxLayout*>(page->layout());
    rows->addWidget(made.title);
    rows->addWidget(made.text, 1);
    return made;
}

void RunPreviewPane::show_page() {
    using Tone = EmptyState::Tone;
    const bool shown = preview_->view() != nullptr;
    if (preview_->state() == LoadState::failed)
        empty_->show_message(Tone::failed, QStringLiteral("circle-alert"), tr("This run can't be read"), preview_->message());
    else if (preview_->state() == LoadState::loading)
        empty_->show_message(Tone::loading, QStringLiteral("loader-circle"), tr("Reading the run…"), {});
    else
        empty_->show_message(Tone::calm, QStringLiteral("eye"), tr("No run is selected"), tr("Choose a run in the list to see its status, input and output here."));
    if (shown) show_run();
    pages_->setCurrentIndex(shown ? 0 : 1);
}

void RunPreviewPane::show_run() {
    const RunView& run = *preview_->view();
    const RunFacts facts = run_facts(run, nullptr);
    name_->setText(to_qt(run.name.empty() ? run.run.text : run.name));
    about_->setText(facts.definition.isEmpty() ? to_qt(run.run.text) : facts.definition + QStringLiteral(" · ") + to_qt(run.run.text));
    times_->setText(facts.origin.isEmpty() ? times_of(run) : times_of(run) + QStringLiteral(" · ") + facts.origin);
    status_->set_status(display_status(to_qt(run.status)));
    QString title;
    if (run.error) title = to_qt(run.error->title.empty() ? run.error->type : run.error->title);
    if (run.error && run.error->status != 0) title += QStringLiteral(" (%1)").arg(run.error->status);
    error_->show_error(title, run.error ? to_qt(run.error->detail).left(1000) : QString());
    show_payload(input_, tr("Input"), preview_->input(), {});
    show_payload(output_, tr("Output"), preview_->output(), run.ended ? tr("no output") : tr("not yet"));
}

void RunPreviewPane::show_payload(const Payload& payload, const QString& name, const PrettyJson& json, const QString& otherwise) {
    const QString note = json.text.isEmpty() ? otherwise : json.cut ? tr("the first lines") : QString();
    payload.title->setText(note.isEmpty() ? name : QStringLiteral("%1 – %2").arg(name, note));
    payload.text->set_code(json.text);
    payload.text->setVisible(!json.text.isEmpty());
}

} // namespace orkestr
