// A JSON document as a tree. Rows come into being when somebody looks at them, 40 bytes each; whatever has more than a
// thousand children shows them in groups of a thousand ([0…999]), and groups of groups above a million.
#pragma once

#include "core/base/json_index.h"

#include <QAbstractItemModel>

#include <memory>
#include <vector>

namespace orkestr {

/// What a row holds.
enum class JsonKind { object, array, string, number, word, redacted, group };

class JsonTreeModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Column { name_column, value_column, column_count };
    enum Role {
        kind_role = Qt::UserRole + 1, ///< JsonKind
        count_role,                   ///< children of an object, array or group
        size_role,                    ///< bytes of its text
        place_role,                   ///< first byte of its value; of a group, of its array
        text_role,                    ///< of a name or plain value: as it is written, at most shown_characters
        cut_role,                     ///< the value is longer than what is shown of it
        item_role,                    ///< in an array: its name is a number
    };
    static constexpr qsizetype shown_characters = 300;

    explicit JsonTreeModel(QObject* parent = nullptr) : QAbstractItemModel(parent) {}

    /// Null for nothing.
    void set_index(std::shared_ptr<const JsonIndex> index);
    const std::shared_ptr<const JsonIndex>& json() const { return json_; }

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    bool hasChildren(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

    /// The row whose name or value holds this byte of the text.
    QModelIndex at_offset(std::uint32_t offset) const;
    /// The first byte of the row's name, or of its value where it has none: where a search goes on from.
    std::uint32_t offset_of(const QModelIndex& index) const;
    bool is_group(const QModelIndex& index) const;
    JsonKind kind_of(const QModelIndex& index) const;
    /// Rows made so far.
    std::size_t row_count() const { return rows_.size(); }

private:
    static constexpr std::uint32_t unknown = 0xffffffff;
    struct Row {
        std::uint32_t parent = unknown;
        std::uint32_t number = 0;         ///< among its siblings
        std::uint32_t place = 0;
        std::uint32_t name = JsonMember::no_name;
        std::uint32_t first = 0;          ///< the child's ordinal; of a group, of its first child
        std::uint32_t span = 0;           ///< of a group: how many children of the array it holds; else 0
        std::uint32_t first_child = unknown;
        std::uint32_t child_count = unknown;
    };
    struct Shape {
        std::uint32_t first = 0;
        std::uint32_t length = 0; ///< children that the row stands for
        std::uint32_t group = 0;  ///< of how many each of its rows is; 0: they are the children themselves
        std::uint32_t rows() const { return group == 0 ? length : (length + group - 1) / group; }
    };
    const Row& row_of(const QModelIndex& index) const { return rows_[index.internalId()]; }
    Shape shape_of(const Row& row) const;
    void make_children(std::uint32_t number) const;
    JsonKind kind_of(const Row& row) const;
    QString name_text(const Row& row) const;
    QString value_text(const Row& row) const;
    QString count_text(const Row& row) const;
    bool is_cut(const Row& row) const;

    std::shared_ptr<const JsonIndex> json_;
    /// Rows are made by reading (index() is const); only the GUI thread does.
    mutable std::vector<Row> rows_;
};

/// `{"$redacted":true}`, also with other members beside.
bool is_redacted_json(const JsonIndex& index, std::uint32_t value);

/// The beginning of a literal, of at most so many characters.
QString shortened_literal(std::string_view literal, qsizetype most_characters, bool* cut = nullptr);

} // namespace orkestr
