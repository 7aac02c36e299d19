#include "ui/shell/export_dialog.h"

#include "ui/theme/appearance.h"
#include "ui/theme/theme.h"
#include "ui/viewmodels/text.h"

#include <QCheckBox>
#include <QFileDialog>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace orkestr {

ExportDialog::ExportDialog(RunExporter& exporter, ExportRequest request, const QString& what, const QString& path, QWidget* parent)
    : QDialog(parent), request_(std::move(request)), job_(exporter), path_(new QLineEdit(path, this)), browse_(new QPushButton(tr("&Browse…"), this)),
      redactions_(new QPlainTextEdit(this)), notes_(new QPlainTextEdit(this)), compressed_(new QCheckBox(tr("Co&mpress (zstd)"), this)), progress_(new QProgressBar(this)), state_(new QLabel(this)),
      back_(new QPushButton(tr("Cancel"), this)), button_(new QPushButton(tr("&Export"), this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 18, 20, 16);
    column->setSpacing(12);
    auto* headline = new QLabel(what, this);
    headline->setTextFormat(Qt::PlainText);
    headline->setWordWrap(true);
    headline->setFont(ui_font(14, QFont::DemiBold));
    column->addWidget(headline);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    const auto label = [this, grid](const QString& text, int row, QWidget* buddy) {
        auto* name = new QLabel(text, this);
        name->setBuddy(buddy);
        grid->addWidget(name, row, 0, Qt::AlignTop | Qt::AlignLeft);
        return name;
    };
    label(tr("&File"), 0, path_);
    grid->addWidget(path_, 0, 1);
    grid->addWidget(browse_, 0, 2);
    label(tr("&Redact"), 1, redactions_);
    grid->addWidget(redactions_, 1, 1, 1, 2);
    auto* hint = new QLabel(tr("One JSON path a line, in payloads and errors. What is redacted keeps its commitment: the chain still verifies."), this);
    hint->setWordWrap(true);
    hint->setFont(ui_font(12));
    hint->setForegroundRole(QPalette::PlaceholderText);
    grid->addWidget(hint, 2, 1, 1, 2);
    grid->addWidget(compressed_, 3, 1, 1, 2);
    notes_title_ = label(tr("&Notes"), 4, notes_);
    grid->addWidget(notes_, 4, 1, 1, 2);
    notes_->setAccessibleName(tr("Notes of the case"));
    notes_->setPlaceholderText(tr("What whoever opens it should know"));
    notes_->setTabChangesFocus(true);
    notes_->setFixedHeight(76);
    grid->setColumnStretch(1, 1);
    column->addLayout(grid);
    path_->setAccessibleName(tr("File"));
    redactions_->setAccessibleName(tr("JSON paths to redact"));
    redactions_->setPlaceholderText(QStringLiteral("$.customer.email\n$..password"));
    redactions_->setFont(code_font());
    redactions_->setFixedHeight(76);
    redactions_->setTabChangesFocus(true);
    compressed_->setAccessibleName(tr("Compress with zstd"));
    progress_->setAccessibleName(tr("Progress of the export"));
    progress_->setTextVisible(false);
    progress_->setFixedHeight(6);
    state_->setTextFormat(Qt::PlainText);
    state_->setWordWrap(true);
    state_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    column->addWidget(progress_);
    column->addWidget(state_);
    auto* row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(back_);
    row->addWidget(button_);
    column->addLayout(row);
    button_->setDefault(true);
    setMinimumWidth(560);
    connect(browse_, &QPushButton::clicked, this, &ExportDialog::browse);
    connect(button_, &QPushButton::clicked, this, &ExportDialog::begin);
    connect(back_, &QPushButton::clicked, this, &ExportDialog::reject);
    connect(path_, &QLineEdit::textChanged, this, &ExportDialog::show_job);
    connect(&job_, &ExportJob::changed, this, &ExportDialog::show_job);
    show_job();
}

void ExportDialog::set_case(CaseContent content) {
    notes_->setPlainText(QString::fromStdString(content.annotations.notes));
    notes_->document()->setModified(false);
    case_ = std::move(content);
    show_job();
}

bool ExportDialog::is_case() const { return case_ && path_->text().trimmed().endsWith(QLatin1String(case_suffix)); }

void ExportDialog::browse() {
    QStringList kinds{tr("Audit logs (*.orklog)")};
    if (case_) kinds.insert(is_case() ? 0 : 1, tr("Cases (*.orkcase)"));
    const QString path = QFileDialog::getSaveFileName(this, windowTitle(), path_->text(), kinds.join(QStringLiteral(";;")));
    if (!path.isEmpty()) path_->setText(path);
}

void ExportDialog::begin() {
    ExportRequest request = request_;
    request.path = path_->text().toStdString();
    request.compressed = compressed_->isChecked();
    for (const QString& line : redactions_->toPlainText().split(QLatin1Char('\n')))
        if (!line.trimmed().isEmpty()) request.redactions.push_back(line.trimmed().toStdString());
    if (is_case()) {
        request.as_case = *case_;
        // As they were, to the byte, when nobody wrote on them here.
        if (notes_->document()->isModified()) request.as_case->annotations.notes = notes_->toPlainText().toStdString();
    }
    job_.start(std::move(request));
}

void ExportDialog::show_job() {
    const auto stage = job_.stage();
    if (stage == ExportJob::Stage::done) return accept();
    const bool working = stage == ExportJob::Stage::working;
    button_->setText(is_case() ? tr("&Save") : tr("&Export"));
    setWindowTitle(is_case() ? tr("Save as a case") : tr("Export an audit log"));
    for (QWidget* widget : {static_cast<QWidget*>(notes_title_), static_cast<QWidget*>(notes_)}) widget->setVisible(is_case());
    notes_->setEnabled(!working);
    for (QWidget* widget : {static_cast<QWidget*>(path_), static_cast<QWidget*>(browse_), static_cast<QWidget*>(redactions_), static_cast<QWidget*>(compressed_)})
        widget->setEnabled(!working);
    button_->setEnabled(!working && !path_->text().trimmed().isEmpty());
    back_->setText(working ? tr("Stop") : tr("Cancel"));
    progress_->setVisible(working);
    progress_->setRange(0, job_.percent() < 0 ? 0 : 100);
    progress_->setValue(std::max(0, job_.percent()));
    QString text;
    if (working) text = tr("%n event(s) written", nullptr, static_cast<int>(job_.progress().events));
    else if (stage == ExportJob::Stage::cancelled) text = tr("Stopped. Nothing was written.");
    else if (stage == ExportJob::Stage::failed) text = as_sentence(job_.message());
    state_->setText(text);
    state_->setVisible(!text.isEmpty());
    QPalette ink = palette();
    if (stage == ExportJob::Stage::failed) ink.setColor(QPalette::WindowText, Theme::of(palette()).error);
    state_->setPalette(ink);
    // What was asked for is where it can be put right.
    if (stage == ExportJob::Stage::failed && back_->hasFocus()) path_->setFocus();
}

void ExportDialog::reject() {
    if (job_.stage() == ExportJob::Stage::working) return job_.cancel();
    QDialog::reject();
}

} // namespace orkestr
