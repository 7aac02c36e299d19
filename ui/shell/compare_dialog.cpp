#include "ui/shell/compare_dialog.h"

#include "ui/runs/run_delegate.h"
#include "ui/theme/appearance.h"
#include "ui/viewmodels/run_list_model.h"
#include "ui/viewmodels/text.h"

#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QVBoxLayout>

namespace orkestr {

namespace {

/// The runs but the one that is compared already.
class OtherRuns : public QSortFilterProxyModel {
public:
    OtherRuns(RunListModel* runs, const RunId& open, QObject* parent) : QSortFilterProxyModel(parent), open_(to_qt(open.text)) { setSourceModel(runs); }

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override {
        return sourceModel()->index(row, 0, parent).data(RunListModel::run_role).toString() != open_;
    }

private:
    QString open_;
};

} // namespace

CompareDialog::CompareDialog(RunSource& source, RunListModel* runs, const RunId& open, OtherRun::Opener opener, QWidget* parent)
    : QDialog(parent), finder_(source, open, std::move(opener)), field_(new QLineEdit(this)), list_(new QListView(this)), problem_(new QLabel(this)),
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
    field_->setPlaceholderText(tr("A run's id, FILE, FILE#RUN or FOLDER#RUN"));
    field_->setAccessibleName(tr("The other run"));
    auto* file = new QPushButton(tr("&File…"), this);
    file->setVisible(finder_.opens_files());
    row->addWidget(field_, 1);
    row->addWidget(file);
    column->addLayout(row);
    list_->setModel(new OtherRuns(runs, open, list_));
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
    connect(&finder_, &OtherRun::failed, this, &CompareDialog::show_problem);
    connect(&finder_, &OtherRun::found, this, [this](const ComparedSide& side) {
        other_ = side;
        QDialog::accept();
    });
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

void CompareDialog::accept() {
    if (button_->isEnabled()) finder_.find(field_->text());
}

} // namespace orkestr
