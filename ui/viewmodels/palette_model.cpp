#include "ui/viewmodels/palette_model.h"

#include <QVariant>

#include <algorithm>

namespace orkestr {

namespace {

constexpr int letter_score = 1;
constexpr int neighbour_score = 4;
constexpr int word_score = 6;
constexpr int start_score = 8;
constexpr int whole_score = 40;
/// A match in the title is worth more than one beside it.
constexpr int title_factor = 4;

bool begins_word(const QString& text, int at) {
    return at == 0 || !text[at - 1].isLetterOrNumber() || (text[at].isUpper() && text[at - 1].isLower());
}

} // namespace

int palette_score(const QString& typed, const QString& text, std::vector<int>* places) {
    if (places) places->clear();
    if (typed.isEmpty()) return 1;
    if (const auto at = text.indexOf(typed, 0, Qt::CaseInsensitive); at >= 0) {
        for (int i = 0; places && i < typed.size(); ++i) places->push_back(static_cast<int>(at) + i);
        return whole_score + static_cast<int>(typed.size()) * neighbour_score + (begins_word(text, static_cast<int>(at)) ? word_score : 0) +
               (at == 0 ? start_score : 0);
    }
    int score = 0;
    int from = 0;
    for (const QChar wanted : typed) {
        if (wanted.isSpace()) continue;
        // The beginning of a later word before the next letter that happens to be the same.
        int at = -1;
        for (int i = from; i < text.size(); ++i) {
            if (text[i].toCaseFolded() != wanted.toCaseFolded()) continue;
            if (at < 0) at = i;
            if (!begins_word(text, i)) continue;
            at = i;
            break;
        }
        if (at < 0) {
            if (places) places->clear();
            return 0;
        }
        score += letter_score + (at == from && from > 0 ? neighbour_score : 0) + (begins_word(text, at) ? word_score : 0);
        if (places) places->push_back(at);
        from = at + 1;
    }
    return score;
}

void PaletteModel::set_entries(std::vector<PaletteEntry> entries) {
    beginResetModel();
    entries_ = std::move(entries);
    match();
    endResetModel();
}

void PaletteModel::set_typed(const QString& typed) {
    beginResetModel();
    typed_ = typed.trimmed();
    match();
    endResetModel();
}

void PaletteModel::match() {
    matches_.clear();
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        const int title = palette_score(typed_, entries_[i].title) * title_factor;
        const int score = std::max(title, palette_score(typed_, entries_[i].detail));
        if (score > 0) matches_.push_back({score, i});
    }
    std::stable_sort(matches_.begin(), matches_.end(), [this](const Match& a, const Match& b) {
        // What can't be done now stands after what can.
        if (entries_[a.entry].enabled != entries_[b.entry].enabled) return entries_[a.entry].enabled;
        return !typed_.isEmpty() && a.score > b.score;
    });
    if (matches_.size() > most_rows) matches_.resize(most_rows);
}

const PaletteEntry* PaletteModel::entry_at(int row) const {
    if (row < 0 || row >= rowCount()) return nullptr;
    return &entries_[matches_[static_cast<std::size_t>(row)].entry];
}

int PaletteModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(matches_.size()); }

Qt::ItemFlags PaletteModel::flags(const QModelIndex& index) const {
    const PaletteEntry* entry = index.isValid() ? entry_at(index.row()) : nullptr;
    if (!entry) return Qt::NoItemFlags;
    return entry->enabled ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::NoItemFlags;
}

QVariant PaletteModel::data(const QModelIndex& index, int role) const {
    const PaletteEntry* entry = index.isValid() ? entry_at(index.row()) : nullptr;
    if (!entry) return {};
    switch (role) {
    case Qt::DisplayRole: return entry->title;
    case Qt::AccessibleTextRole: {
        QStringList parts{entry->title};
        if (!entry->detail.isEmpty()) parts << entry->detail;
        if (!entry->keys.isEmpty()) parts << entry->keys;
        return parts.join(QStringLiteral(", "));
    }
    case entry_kind_role: return static_cast<int>(entry->kind);
    case key_role: return entry->key;
    case detail_role: return entry->detail;
    case keys_role: return entry->keys;
    case icon_role: return entry->icon;
    case places_role: {
        std::vector<int> places;
        QVariantList out;
        if (!typed_.isEmpty() && palette_score(typed_, entry->title, &places) > 0)
            for (const int place : places) out << place;
        return out;
    }
    default: return {};
    }
}

} // namespace orkestr
