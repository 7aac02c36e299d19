#include "ui/shell/run_finder.h"

#include "ui/runs/run_table.h"
#include "ui/shell/studio_settings.h"
#include "ui/viewmodels/studio_session.h"

#include <QWidget>

namespace orkestr {

namespace {

const QString columns_key = QStringLiteral("columns");
const QString searches_key = QStringLiteral("searches");

} // namespace

RunFinder::RunFinder(StudioSession& session, StudioSettings& settings, QWidget* parent)
    : QObject(parent), settings_(settings), search_(new RunSearch(session.run_source(), session.changes(), *session.rules(), this)),
      page_(new RunTable(search_, session.control(), parent)) {
    page_->set_user(session.operations()->user());
    if (const auto columns = RunColumns::read(settings_.kept(columns_key))) page_->set_columns(*columns);
    search_->searches()->read(settings_.kept(searches_key));
    connect(page_, &RunTable::columns_changed, this, [this] { settings_.keep(columns_key, page_->columns().text()); });
    for (const auto signal : {&SavedSearches::changed, &SavedSearches::used_changed})
        connect(search_->searches(), signal, this, [this] { settings_.keep(searches_key, search_->searches()->text()); });
}

} // namespace orkestr
