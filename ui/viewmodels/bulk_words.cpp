// What a bulk action says that it will do, and what has come of it.
#include "ui/viewmodels/bulk_action.h"
#include "ui/viewmodels/text.h"

#include <QLocale>

#include <algorithm>

namespace orkestr {

namespace {

QString bulk_head(BulkKind kind, int runs) {
    switch (kind) {
    case BulkKind::cancel: return BulkAction::tr("Cancel %n run(s)", nullptr, runs);
    case BulkKind::rerun: return BulkAction::tr("Run %n run(s) again", nullptr, runs);
    case BulkKind::replay: return BulkAction::tr("Replay %n run(s)", nullptr, runs);
    case BulkKind::save: break;
    }
    return BulkAction::tr("Export %n run(s)", nullptr, runs);
}

int shown_number(std::uint64_t number) { return static_cast<int>(std::min<std::uint64_t>(number, 2'000'000'000)); }

} // namespace

QString BulkAction::headline() const {
    std::vector<std::pair<std::string, std::uint64_t>> counts(statuses_.begin(), statuses_.end());
    std::stable_sort(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    QStringList parts;
    const QLocale locale;
    for (const auto& [status, runs] : counts)
        parts << QStringLiteral("%1 %2").arg(locale.toString(static_cast<qulonglong>(runs)), status_text(to_qt(status)).toLower());
    const QString head = bulk_head(kind_, shown_number(count()));
    return parts.isEmpty() ? head : tr("%1: %2", "Cancel 37 runs: 30 running, 7 waiting").arg(head, parts.join(QStringLiteral(", ")));
}

QString BulkAction::left_alone_text() const {
    if (left_alone() == 0) return {};
    const QString all = QLocale().toString(static_cast<qulonglong>(seen_));
    const int left = shown_number(left_alone());
    if (is_all_) return tr("%n of the %1 that match have ended already and are left alone.", nullptr, left).arg(all);
    return tr("%n of the %1 selected have ended already and are left alone.", nullptr, left).arg(all);
}

QString BulkAction::outcome() const {
    QStringList parts;
    if (kind_ == BulkKind::cancel) parts << tr("%n run(s) cancelled", nullptr, shown_number(done_));
    else parts << tr("%n run(s) started again", nullptr, shown_number(done_));
    if (failed_ > 0) parts << tr("%n failed", nullptr, shown_number(failed_));
    if (untried() > 0) parts << tr("%n not tried", nullptr, shown_number(untried()));
    return parts.join(QStringLiteral(", ")) + u'.';
}

QString BulkAction::report() const {
    QStringList lines{outcome()};
    for (const Failure& failure : failures_)
        lines << QStringList{to_qt(failure.run.text), to_qt(failure.name), to_qt(failure.why)}.join(u'\t');
    if (failed_ > failures_.size()) lines << tr("… and %n more", nullptr, shown_number(failed_ - failures_.size()));
    return lines.join(u'\n') + u'\n';
}

} // namespace orkestr
