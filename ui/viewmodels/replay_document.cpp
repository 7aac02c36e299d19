#include "ui/viewmodels/replay_document.h"

#include "ui/viewmodels/short_number.h"
#include "ui/viewmodels/text.h"

#include <QLocale>

namespace orkestr {

namespace {

QString written_number(std::uint64_t number) { return QLocale().toString(static_cast<qulonglong>(number)); }

} // namespace

ReplayDocument::ReplayDocument(RunSource& source, RunReplayer& replayer, QObject* parent, std::size_t most_rows)
    : QObject(parent), source_(source), job_(replayer), cells_(nullptr, most_rows), titles_{tr("Own definition")}, definitions_{ReplayDefinition{}} {
    connect(&job_, &ReplayJob::came, &cells_, &ReplayMatrixModel::add);
    connect(&job_, &ReplayJob::changed, this, &ReplayDocument::changed);
}

void ReplayDocument::replay_runs(const std::vector<RunId>& runs) {
    runs_ = runs;
    all_ = false;
    begin();
}

void ReplayDocument::replay_matching(const Filter& filter, Instant now) {
    runs_.clear();
    all_ = true;
    filter_ = filter;
    now_ = now;
    begin();
}

void ReplayDocument::again() {
    if (all_ || !runs_.empty()) begin();
}

void ReplayDocument::add_definition(const QString& title, const std::string& text, const QString& file_name) {
    ReplayDefinition definition{text, file_name.toStdString()};
    const qsizetype known = titles_.indexOf(title);
    if (known > 0) {
        definitions_[static_cast<std::size_t>(known)] = std::move(definition);
    } else {
        titles_ << title;
        definitions_.push_back(std::move(definition));
    }
    again();
}

void ReplayDocument::remove_definition(int column) {
    if (column < 1 || column >= titles_.size()) return;
    titles_.removeAt(column);
    definitions_.erase(definitions_.begin() + column);
    again();
}

void ReplayDocument::begin() {
    cells_.begin(titles_);
    ReplayRequest request;
    RunSource* source = &source_;
    request.runs.push_back({source_.title(), [source] { return source->open_reader(); }, runs_, all_ ? filter_ : Filter(), now_});
    request.definitions = definitions_;
    job_.start(std::move(request));
}

QString ReplayDocument::headline() const {
    if (!all_) return tr("Replay of %n run(s)", nullptr, plural_number(runs_.size()));
    if (filter_.is_empty()) return tr("Replay of all runs");
    return tr("Replay of the runs that match: %1").arg(to_qt(filter_.text()));
}

QString ReplayDocument::outcome() const {
    const ReplayProgress& progress = job_.progress();
    switch (job_.stage()) {
    case ReplayJob::Stage::idle: return {};
    case ReplayJob::Stage::failed: return job_.message();
    case ReplayJob::Stage::cancelled: return tr("Cancelled after %n run(s)", nullptr, plural_number(progress.runs));
    case ReplayJob::Stage::working:
        if (progress.of_runs == 0) return tr("Looking for runs…");
        return tr("%1 of %2 runs decided again, %3 differ so far").arg(written_number(progress.runs), written_number(progress.of_runs), written_number(progress.diverging));
    case ReplayJob::Stage::done: break;
    }
    const ReplayTotals& totals = job_.totals();
    if (totals.runs == 0) return tr("There is no such run");
    QStringList parts;
    if (totals.diverging > 0) parts << tr("%n cell(s) differ", nullptr, plural_number(totals.diverging));
    if (totals.redacted > 0) parts << tr("%n equal as far as can be judged", nullptr, plural_number(totals.redacted));
    if (const auto impossible = totals.impossible - totals.redacted; impossible > 0) parts << tr("%n could not be told", nullptr, plural_number(impossible));
    const QString events = tr("%n event(s) compared", nullptr, plural_number(totals.compared));
    if (parts.isEmpty()) parts << tr("Nothing differs");
    return parts.join(QStringLiteral(", ")) + QStringLiteral(" · ") + events;
}

QString ReplayDocument::left_out_text() const {
    const std::size_t rows = cells_.left_out();
    if (rows == 0) return {};
    const QString differ = cells_.left_out_differing() > 0 ? tr(", %1 of them with differences").arg(written_number(cells_.left_out_differing())) : QString();
    return tr("%1 more rows are not shown%2. A filter of the runs makes them fewer; orkestr replay --format json lists all.").arg(written_number(rows), differ);
}

} // namespace orkestr
