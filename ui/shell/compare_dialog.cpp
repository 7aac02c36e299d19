#include "ui/shell/compare_dialog.h"

#include "ui/runs/run_delegate.h"
#include "ui/theme/appearance.h"
#include "ui/viewmodels/run_list_model.h"
#include "ui/viewmodels/text.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QVBoxLayout>

namespace orkestr {

CompareDialog::CompareDialog(RunSource& source, RunListModel* runs, const RunId& open, Opener opener, QWidget* parent)
    : QDialog(parent), source_(source), open_(open), opener_(std::move(opener)), field_(new QLineEdit(this)), list_(new QListView(this)), problem_(new QLabel(this)),
      button_(new QPushButton(tr("&Compare"), this)) {
    setWindowTitle(tr("Compare with another run"));
    resize(520, 460);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    auto* title = new QLabel(tr("Compare with another run"), this);
    title->setFont(ui_font(15, QFont::DemiBold));
    column->addWidget(title);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    field_->setPlaceholderText(tr("A run's id, FILE or FILE#RUN"));
    field_->setAccessibleName(tr("The other run"));
    auto* file = new QPushButton(tr("&File…"), this);
    file->setVisible(opener_ != nullptr);
    row->addWidget(field_, 1);
    row->addWidget(file);
    column->addLayout(row);
    list_->setModel(runs);
    list_->setItemDelegate(new RunDelegate(list_));
    list_->setUniformItemSizes(true);
    list_->setAccessibleName(tr("Runs"));
    column->addWidget(list_, 1);
    problem_->setTextFormat(Qt::PlainText);
    problem_->setWordWrap(true);
    problem_->hide();
    column->addWidget(problem_);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    auto* cancel = new QPushButton(tr("Cancel"), this);
    button_->setDefault(true);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(button_);
    column->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(button_, &QPushButton::clicked, this, &QDialog::accept);
    connect(file, &QPushButton::clicked, this, &CompareDialog::choose_file);
    connect(list_->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& now) { field_->setText(now.data(RunListModel::run_role).toString()); });
    connect(list_, &QListView::activated, this, [this] { accept(); });
    connect(field_, &QLineEdit::textChanged, this, [this](const QString& text) {
        button_->setEnabled(!text.trimmed().isEmpty());
        problem_->hide();
    });
    button_->setEnabled(false);
    field_->setFocus();
}

void CompareDialog::show_problem(const QString& text) {
    problem_->setText(text);
    problem_->show();
}

void CompareDialog::choose_file() {
    const QString path = QFileDialog::getOpenFileName(this, tr("A file that holds runs"), {}, tr("Audit logs and cases (*.orklog *.orkcase);;All files (*)"));
    if (!path.isEmpty()) field_->setText(path);
}

/// An argument that names a file is one, FILE#RUN one run in it, anything else a run's id.
void CompareDialog::accept() {
    const QString text = field_->text().trimmed();
    if (text.isEmpty()) return;
    const qsizetype hash = text.lastIndexOf(u'#');
    if (opener_ && QFileInfo(text).isFile()) return take_file(text, {});
    if (opener_ && hash > 0 && QFileInfo(text.left(hash)).isFile()) return take_file(text.left(hash), RunId{text.mid(hash + 1).toStdString()});
    if (text.toStdString() == open_.text) return show_problem(tr("This is the run that is open."));
    other_ = {&source_, nullptr, RunId{text.toStdString()}, text};
    QDialog::accept();
}

void CompareDialog::take_file(const QString& path, const RunId& run) {
    auto opened = opener_(path);
    if (!opened) return show_problem(to_qt(opened.error().message));
    std::shared_ptr<RunSource> held = std::move(*opened);
    const QString name = QFileInfo(path).fileName();
    if (!run.empty()) {
        other_ = {held.get(), held, run, QStringLiteral("%1#%2").arg(name, to_qt(run.text))};
        return QDialog::accept();
    }
    RunQuery query;
    query.limit = 2;
    const auto ticket = gate_.supersede();
    held->runs(query, ticket.stop(), ticket.deliver<RunPage>([this, held, name](Result<RunPage> page) {
                   if (!page) return show_problem(to_qt(page.error().message));
                   if (page->runs.empty()) return show_problem(tr("%1 holds no runs.").arg(name));
                   if (page->runs.size() > 1 || page->more) return show_problem(tr("%1 holds several runs: add # and the id of one.").arg(name));
                   other_ = {held.get(), held, page->runs.front().run, name};
                   QDialog::accept();
               }));
}

} // namespace orkestr
