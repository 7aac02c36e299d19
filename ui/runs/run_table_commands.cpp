// What the page of runs does when it is asked to.
#include "ui/parts/banner.h"
#include "ui/runs/bulk_dialog.h"
#include "ui/runs/color_rules_dialog.h"
#include "ui/runs/run_preview_pane.h"
#include "ui/runs/run_table.h"
#include "ui/runs/run_table_columns.h"
#include "ui/runs/run_table_groups.h"
#include "ui/runs/run_table_searches.h"
#include "ui/runs/run_table_time.h"
#include "ui/runs/run_table_view.h"
#include "ui/viewmodels/filter_field_model.h"
#include "ui/viewmodels/run_preview.h"
#include "ui/viewmodels/text.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMenu>

namespace orkestr {

namespace {

constexpr int most_copied_rows = 10'000;

} // namespace

void RunTable::open_current() {
    const QString run = view_->currentIndex().data(RunTableModel::run_role).toString();
    if (!run.isEmpty()) Q_EMIT run_chosen(run);
}

void RunTable::do_to_many(BulkKind kind) {
    const bool elsewhere = is_done_elsewhere(kind);
    if ((!elsewhere && !control_) || (!all_selected_ && view_->selected_count() == 0)) return;
    BulkAction action(kind, search_->source(), control_);
    const bool all = all_selected_;
    if (all) action.gather_all(search_->filter(), search_->matching().value_or(0));
    else action.gather(search_->runs()->pick(view_->selected_ranges()), search_->filter(), search_->runs()->now());
    BulkDialog dialog(&action, user_, window());
    if (dialog.exec() != QDialog::Accepted || !elsewhere) return;
    if (all) {
        if (kind == BulkKind::save) Q_EMIT export_matching_wanted(search_->text());
        else Q_EMIT replay_matching_wanted(search_->text());
        return;
    }
    QStringList runs;
    for (const RunId& run : action.runs()) runs << to_qt(run.text);
    if (kind == BulkKind::save) Q_EMIT export_wanted(runs);
    else Q_EMIT replay_wanted(runs);
}

/// The columns that are shown, with their titles, for a spreadsheet.
void RunTable::copy_rows() {
    const RunTableModel* runs = search_->runs();
    QStringList titles;
    for (const ShownRunColumn& one : columns().shown()) titles << run_column_title(one.column);
    QStringList lines{titles.join(u'\t')};
    for (const auto& [first, last] : view_->selected_ranges()) {
        for (int row = first; row <= last && lines.size() <= most_copied_rows; ++row) {
            QStringList cells;
            for (const ShownRunColumn& one : columns().shown())
                cells << runs->index(row, static_cast<int>(one.column)).data().toString().replace(u'\t', u' ').replace(u'\n', u' ');
            lines << cells.join(u'\t');
        }
    }
    QGuiApplication::clipboard()->setText(lines.join(u'\n') + u'\n');
}

void RunTable::go_to_time() {
    const RunRow* row = search_->runs()->row_at(std::max(0, view_->rowAt(0)));
    RunTimeDialog dialog(row ? to_qt(row->started) : QDateTime::currentDateTime(), window());
    if (dialog.exec() != QDialog::Accepted) return;
    search_->runs()->show_time(Instant{dialog.time().toMSecsSinceEpoch() + 999}); // all of that second
    focus_content();
}

void RunTable::toggle_groups() {
    const bool shown = actions_.show_groups->isChecked();
    groups_->setVisible(shown);
    if (!shown) search_->set_grouping(std::nullopt);
    else if (!search_->grouping()) groups_->set_grouping(RunGrouping::definition);
}

void RunTable::toggle_preview() {
    preview_pane_->setVisible(actions_.preview->isChecked());
    show_preview();
}

/// Of the row in which the keyboard is; nothing is read while nobody looks.
void RunTable::show_preview() {
    const QString run = actions_.preview->isChecked() ? view_->currentIndex().data(RunTableModel::run_role).toString() : QString();
    preview_->show(RunId{run.toStdString()});
}

/// Esc ends what is under way, then takes the preview away.
bool RunTable::escape(bool really) {
    const bool scanning = search_->is_scanning();
    if (!scanning && !actions_.preview->isChecked()) return false;
    if (!really) return true;
    if (scanning) {
        search_->stop();
    } else {
        actions_.preview->setChecked(false);
        toggle_preview();
    }
    return true;
}

void RunTable::show_new() {
    banner_->hide();
    search_->runs()->show_newest();
    focus_content();
}

void RunTable::edit_rules() {
    ColorRulesDialog dialog(search_->rules()->rules(), window());
    if (dialog.exec() == QDialog::Accepted) search_->rules()->set_rules(dialog.rules());
}

void RunTable::save_search() {
    SaveSearchDialog dialog(*search_->searches(), search_->text(), window());
    if (dialog.exec() != QDialog::Accepted) return;
    SavedSearch search{dialog.name()->text(), search_->text(), {}};
    if (dialog.with_columns()->isChecked()) search.columns = columns();
    search_->searches()->put(std::move(search));
}

void RunTable::edit_searches() { SearchesDialog(search_->searches(), window()).exec(); }

void RunTable::use_search(const QString& name) {
    const int at = search_->searches()->find(name);
    if (at < 0) return;
    const SavedSearch search = search_->searches()->all()[static_cast<std::size_t>(at)];
    if (search.columns) {
        set_columns(*search.columns);
        Q_EMIT columns_changed();
    }
    const ParsedFilter parsed = parse_filter(search.filter.toStdString(), FilterSubject::run);
    if (parsed.filter) {
        search_->set_filter(*parsed.filter);
        focus_content();
        return;
    }
    // Kept by another version, perhaps: it is shown with what is wrong with it.
    filter_model_->edit(search.filter);
    focus_filter();
}

void RunTable::menu_at(const QPoint& at) {
    QMenu menu(this);
    menu.addAction(actions_.open);
    menu.addAction(actions_.preview);
    menu.addAction(actions_.copy);
    menu.addAction(actions_.select_all);
    menu.addSeparator();
    if (control_) menu.addActions({actions_.cancel, actions_.rerun});
    menu.addActions({actions_.save, actions_.replay});
    menu.exec(view_->viewport()->mapToGlobal(at));
}

} // namespace orkestr
