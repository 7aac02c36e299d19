#include "ui/admin/overview_section.h"

#include "ui/parts/empty_state.h"
#include "ui/parts/panel_header.h"
#include "ui/theme/table_delegate.h"

#include <QHeaderView>
#include <QLocale>
#include <QStackedLayout>
#include <QTableView>
#include <QVBoxLayout>

namespace orkestr {

OverviewSection::OverviewSection(const Words& words, QAbstractItemModel* model, const QList<int>& widths, int wide, QWidget* parent)
    : QWidget(parent), words_(words), header_(new PanelHeader(words.title, this)), view_(new QTableView(this)),
      empty_(new EmptyState(this)), pages_(new QStackedLayout) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(header_);
    column->addLayout(pages_, 1);
    pages_->addWidget(view_);
    pages_->addWidget(empty_);
    view_->setModel(model);
    view_->setAccessibleName(words.title);
    view_->setSelectionMode(QAbstractItemView::SingleSelection);
    prepare_table(*view_);
    for (int i = 0; i < widths.size(); ++i) view_->setColumnWidth(i, widths[i]);
    view_->horizontalHeader()->setSectionResizeMode(wide, QHeaderView::Stretch);
    setMinimumHeight(120);
}

void OverviewSection::show_state(LoadState state, const QString& message, bool more) {
    using Tone = EmptyState::Tone;
    const int rows = view_->model()->rowCount();
    if (state == LoadState::failed) empty_->show_message(Tone::failed, QStringLiteral("circle-alert"), words_.failed, message);
    else if (state == LoadState::ready) empty_->show_message(Tone::calm, words_.icon, words_.empty, words_.empty_detail);
    else empty_->show_message(Tone::loading, QStringLiteral("loader-circle"), tr("Reading the workspace…"), {});
    const QString count = QLocale().toString(rows);
    header_->set_note(rows == 0 ? QString() : more ? tr("the first %1").arg(count) : count);
    pages_->setCurrentIndex(rows > 0 ? 0 : 1);
}

} // namespace orkestr
