#include "ui/viewmodels/definition_list_model.h"

#include "ui/viewmodels/change_feed.h"
#include "ui/viewmodels/text.h"

#include <QDir>
#include <QFileInfo>

namespace orkestr {

namespace {

/// An index's id: 0 for sections, else the section's number and one.
int section_of(const QModelIndex& index) { return static_cast<int>(index.internalId()) - 1; }

DefinitionSummary summarize_row(const DefinitionRow& row) {
    DefinitionSummary out;
    out.hash = to_qt(row.hash);
    out.title = to_qt(row.name);
    out.version = QStringLiteral("%1/%2 %3").arg(to_qt(row.ns), to_qt(row.name), to_qt(row.version));
    return out;
}

} // namespace

DefinitionListModel::DefinitionListModel(RunSource& source, ChangeFeed& feed, QObject* parent)
    : QAbstractItemModel(parent), source_(source) {
    settle_.setSingleShot(true);
    settle_.setInterval(150);
    const auto read_disk = [this] {
        read_files();
        read_samples();
    };
    connect(&settle_, &QTimer::timeout, this, read_disk);
    connect(&watcher_, &QFileSystemWatcher::directoryChanged, &settle_, qOverload<>(&QTimer::start));
    connect(&watcher_, &QFileSystemWatcher::fileChanged, &settle_, qOverload<>(&QTimer::start));
    connect(&feed, &ChangeFeed::changed, this, [this] {
        if (asking_) changed_meanwhile_ = true;
        else read_workspace();
    });
    read_workspace();
}

void DefinitionListModel::set_files(const QStringList& paths) {
    if (paths == files_) return;
    files_ = paths;
    read_files();
}

void DefinitionListModel::set_samples(const QString& folder) {
    if (folder == samples_folder_) return;
    samples_folder_ = folder;
    read_samples();
}

bool DefinitionListModel::is_sample(const QString& path) const {
    return !samples_folder_.isEmpty() && QFileInfo(path).absolutePath() == QFileInfo(samples_folder_).absoluteFilePath();
}

void DefinitionListModel::read_files() {
    for (const QString& path : files_)
        if (!watcher_.files().contains(path) && QFileInfo::exists(path)) watcher_.addPath(path);
    using Rows = std::vector<DefinitionSummary>;
    files_gate_.supersede().compute<Rows>([paths = files_] { return summarize_files(paths); },
                                          [this](Rows now) { took(files, std::move(now)); });
}

void DefinitionListModel::read_samples() {
    if (!samples_folder_.isEmpty() && !watcher_.directories().contains(samples_folder_)) watcher_.addPath(samples_folder_);
    using Rows = std::vector<DefinitionSummary>;
    samples_gate_.supersede().compute<Rows>([folder = samples_folder_] { return summarize_files(definition_files_in(folder)); },
                                            [this](Rows now) { took(samples, std::move(now)); });
}

void DefinitionListModel::read_workspace() {
    asking_ = true;
    DefinitionQuery query;
    query.listed_only = true;
    const auto ticket = workspace_gate_.supersede();
    using Answer = std::vector<DefinitionRow>;
    source_.definitions(query, ticket.stop(), ticket.deliver<Answer>([this](Result<Answer> answer) {
        asking_ = false;
        workspace_error_ = answer ? QString() : to_qt(answer.error().message);
        std::vector<DefinitionSummary> now;
        if (answer)
            for (const DefinitionRow& row : *answer) now.push_back(summarize_row(row));
        if (answer || rows(workspace).empty()) took(workspace, std::move(now));
        if (changed_meanwhile_) {
            changed_meanwhile_ = false;
            read_workspace();
        }
    }));
}

void DefinitionListModel::took(Section section, std::vector<DefinitionSummary> now) {
    auto& held = sections_[section];
    const QModelIndex parent = index(section, 0);
    const auto same_key = [](const DefinitionSummary& a, const DefinitionSummary& b) { return a.key() == b.key(); };
    if (std::equal(held.begin(), held.end(), now.begin(), now.end(), same_key)) {
        for (std::size_t i = 0; i < now.size(); ++i) {
            if (held[i] == now[i]) continue;
            held[i] = std::move(now[i]);
            const QModelIndex changed = index(static_cast<int>(i), 0, parent);
            Q_EMIT dataChanged(changed, changed);
        }
        Q_EMIT dataChanged(parent, parent);
        return;
    }
    if (!held.empty()) {
        beginRemoveRows(parent, 0, static_cast<int>(held.size()) - 1);
        held.clear();
        endRemoveRows();
    }
    if (!now.empty()) {
        beginInsertRows(parent, 0, static_cast<int>(now.size()) - 1);
        held = std::move(now);
        endInsertRows();
    }
    Q_EMIT dataChanged(parent, parent);
}

QModelIndex DefinitionListModel::find(const QString& key) const {
    for (int section = 0; section < section_count; ++section)
        for (std::size_t row = 0; row < rows(section).size(); ++row)
            if (rows(section)[row].key() == key) return index(static_cast<int>(row), 0, index(section, 0));
    return {};
}

QModelIndex DefinitionListModel::index(int row, int column, const QModelIndex& parent) const {
    if (column != 0 || row < 0 || row >= rowCount(parent)) return {};
    return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row() + 1) : quintptr{0});
}

QModelIndex DefinitionListModel::parent(const QModelIndex& child) const {
    if (!child.isValid() || child.internalId() == 0) return {};
    return createIndex(section_of(child), 0, quintptr{0});
}

int DefinitionListModel::rowCount(const QModelIndex& parent) const {
    if (!parent.isValid()) return section_count;
    if (parent.internalId() != 0 || parent.column() != 0) return 0;
    return static_cast<int>(rows(parent.row()).size());
}

void DefinitionListModel::set_of_file() {
    of_file_ = true;
    Q_EMIT dataChanged(index(workspace, 0), index(workspace, 0));
}

int DefinitionListModel::columnCount(const QModelIndex&) const { return 1; }

QVariant DefinitionListModel::section_data(int section, int role) const {
    static const char* const titles[] = {QT_TR_NOOP("Files"), QT_TR_NOOP("Samples"), QT_TR_NOOP("Workspace")};
    static const char* const notes[] = {QT_TR_NOOP("No file was opened yet"), QT_TR_NOOP("No samples here"),
                                        QT_TR_NOOP("Nothing is published here yet")};
    if (role == Qt::DisplayRole && section == workspace && of_file_) return tr("In this file");
    if (role == Qt::DisplayRole) return tr(titles[section]);
    if (role == section_role) return true;
    if (role == note_role && rows(section).empty() && of_file_ && workspace_error_.isEmpty()) return tr("No definitions in it");
    if (role == note_role && rows(section).empty())
        return section == workspace && !workspace_error_.isEmpty() ? workspace_error_ : tr(notes[section]);
    return {};
}

QVariant DefinitionListModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    if (index.internalId() == 0) return section_data(index.row(), role);
    const DefinitionSummary& row = rows(section_of(index))[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole: return row.title;
    case Qt::AccessibleTextRole: return row.version.isEmpty() ? row.title : row.title + QStringLiteral(", ") + row.version;
    case Qt::ToolTipRole: {
        QStringList lines{row.title};
        if (!row.summary.isEmpty()) lines << row.summary;
        if (!row.path.isEmpty()) lines << QDir::toNativeSeparators(row.path);
        return lines.join(QLatin1Char('\n'));
    }
    case key_role: return row.key();
    case path_role: return row.path;
    case hash_role: return row.hash;
    case version_role: return row.version;
    case summary_role: return row.summary;
    case errors_role: return row.errors;
    case section_role: return false;
    default: return {};
    }
}

Qt::ItemFlags DefinitionListModel::flags(const QModelIndex& index) const {
    if (!index.isValid()) return Qt::NoItemFlags;
    if (index.internalId() == 0) return Qt::ItemIsEnabled;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

} // namespace orkestr
