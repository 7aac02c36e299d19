#include "ui/viewmodels/run_columns.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace orkestr {

namespace {

struct ColumnText {
    const char* word;
    const char* title;
    int width_px;
    bool at_first;
};

constexpr std::array<ColumnText, run_column_count> column_texts{{
    {"status", QT_TRANSLATE_NOOP("RunColumns", "Status"), 132, true},
    {"definition", QT_TRANSLATE_NOOP("RunColumns", "Definition"), 168, true},
    {"namespace", QT_TRANSLATE_NOOP("RunColumns", "Namespace"), 120, false},
    {"version", QT_TRANSLATE_NOOP("RunColumns", "Version"), 72, true},
    {"started", QT_TRANSLATE_NOOP("RunColumns", "Started"), 140, true},
    {"ended", QT_TRANSLATE_NOOP("RunColumns", "Ended"), 140, false},
    {"duration", QT_TRANSLATE_NOOP("RunColumns", "Duration"), 96, true},
    {"error", QT_TRANSLATE_NOOP("RunColumns", "Error"), 220, true},
    {"run", QT_TRANSLATE_NOOP("RunColumns", "Run"), 208, true},
    {"parent", QT_TRANSLATE_NOOP("RunColumns", "Parent"), 208, false},
    {"events", QT_TRANSLATE_NOOP("RunColumns", "Events"), 72, false},
    {"tags", QT_TRANSLATE_NOOP("RunColumns", "Tags"), 160, false},
}};

const ColumnText& text_of(RunColumn column) { return column_texts[static_cast<std::size_t>(column)]; }

int bounded_width(int width_px) { return std::clamp(width_px, RunColumns::least_width_px, RunColumns::most_width_px); }

std::optional<RunColumn> column_of(const QString& word) {
    for (std::size_t i = 0; i < column_texts.size(); ++i)
        if (word == QLatin1String(column_texts[i].word)) return static_cast<RunColumn>(i);
    return std::nullopt;
}

} // namespace

QString run_column_title(RunColumn column) { return QCoreApplication::translate("RunColumns", text_of(column).title); }

QString run_column_word(RunColumn column) { return QLatin1String(text_of(column).word); }

RunColumns::RunColumns() {
    for (std::size_t i = 0; i < column_texts.size(); ++i)
        if (column_texts[i].at_first) shown_.push_back({static_cast<RunColumn>(i), column_texts[i].width_px});
    move(RunColumn::error, static_cast<int>(shown_.size())); // the last has what room is left, and sentences need it
}

bool RunColumns::shows(RunColumn column) const {
    return std::any_of(shown_.begin(), shown_.end(), [column](const auto& one) { return one.column == column; });
}

void RunColumns::set_shown(RunColumn column, bool shown) {
    if (shows(column) == shown) return;
    if (!shown) {
        if (shown_.size() > 1) std::erase_if(shown_, [column](const auto& one) { return one.column == column; });
        return;
    }
    auto at = shown_.end();
    while (at != shown_.begin() && (at - 1)->column > column) --at;
    shown_.insert(at, {column, text_of(column).width_px});
}

void RunColumns::set_width(RunColumn column, int width_px) {
    for (auto& one : shown_)
        if (one.column == column) one.width_px = bounded_width(width_px);
}

void RunColumns::move(RunColumn column, int to) {
    const auto at = std::find_if(shown_.begin(), shown_.end(), [column](const auto& one) { return one.column == column; });
    if (at == shown_.end()) return;
    const ShownRunColumn moved = *at;
    shown_.erase(at);
    shown_.insert(shown_.begin() + std::clamp(to, 0, static_cast<int>(shown_.size())), moved);
}

QByteArray RunColumns::text() const {
    QJsonArray all;
    for (const auto& one : shown_)
        all.append(QJsonObject{{QStringLiteral("column"), run_column_word(one.column)}, {QStringLiteral("width"), one.width_px}});
    return QJsonDocument(all).toJson(QJsonDocument::Compact);
}

std::optional<RunColumns> RunColumns::read(const QByteArray& text) {
    RunColumns columns;
    columns.shown_.clear();
    const QJsonArray all = QJsonDocument::fromJson(text).array();
    for (qsizetype i = 0; i < std::min<qsizetype>(all.size(), 100); ++i) {
        const QJsonObject one = all[i].toObject();
        const auto column = column_of(one.value(QLatin1String("column")).toString());
        const int width_px = one.value(QLatin1String("width")).toInt();
        if (column && width_px > 0 && !columns.shows(*column)) columns.shown_.push_back({*column, bounded_width(width_px)});
    }
    if (columns.shown_.empty()) return std::nullopt;
    return columns;
}

} // namespace orkestr
