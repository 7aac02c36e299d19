// What the command palette offers for what was typed: best first. An entry matches when the letters typed occur in it in
// their order; whole words and beginnings of words count for more. GUI thread; at most most_rows are offered.
#pragma once

#include <QAbstractListModel>
#include <QString>

#include <vector>

namespace orkestr {

struct PaletteEntry {
    enum class Kind { action, definition, run };
    Kind kind = Kind::action;
    QString key;    ///< what the window finds it again by: an action's number, a path or hash, a run's id
    QString title;
    QString detail; ///< quieter, beside the title; it can be searched for too
    QString keys;   ///< a shortcut, as people read it
    QString icon;   ///< ui/theme/icon.h
    bool enabled = true;
};

/// How well a text matches, more is better; 0: not at all. `places` gets the matched characters' positions in the text.
int palette_score(const QString& typed, const QString& text, std::vector<int>* places = nullptr);

class PaletteModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { entry_kind_role = Qt::UserRole + 1, key_role, detail_role, keys_role, icon_role, places_role };
    static constexpr std::size_t most_rows = 200;

    explicit PaletteModel(QObject* parent = nullptr) : QAbstractListModel(parent) {}

    /// In the order in which they stand when nothing is typed.
    void set_entries(std::vector<PaletteEntry> entries);
    void set_typed(const QString& typed);
    const PaletteEntry* entry_at(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    struct Match {
        int score = 0;
        std::size_t entry = 0;
    };
    void match();

    std::vector<PaletteEntry> entries_;
    QString typed_;
    std::vector<Match> matches_;
};

} // namespace orkestr
