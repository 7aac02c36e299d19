// Definitions to open, in sections: files that were opened, samples, and what the workspace holds. Two levels: sections,
// and definitions in them. Titles are read off the GUI thread; files and folders are followed.
#pragma once

#include "core/ports/run_source.h"
#include "ui/viewmodels/answer_gate.h"
#include "ui/viewmodels/definition_summary.h"

#include <QAbstractItemModel>
#include <QFileSystemWatcher>
#include <QTimer>

#include <array>

namespace orkestr {

class ChangeFeed;

class DefinitionListModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Section { files, samples, workspace, section_count };
    enum Role {
        key_role = Qt::UserRole + 1, ///< QString: path or hash; empty for a section
        path_role,
        hash_role,
        version_role, ///< QString: `namespace/name 1.0.0`
        summary_role,
        errors_role,  ///< int
        section_role, ///< bool: is a section's title
        note_role     ///< QString, of a section without definitions: what to do
    };

    /// The source outlives the model. The workspace's definitions are asked for at once.
    DefinitionListModel(RunSource& source, ChangeFeed& feed, QObject* parent = nullptr);

    /// The files opened lately, the latest first; absolute paths.
    void set_files(const QStringList& paths);
    /// The source is a file: what it holds is called so.
    void set_of_file();
    /// The folder whose definitions are the samples; empty: none.
    void set_samples(const QString& folder);
    /// The file lies in the folder of samples, so that it is listed there, at the latest once that is read.
    bool is_sample(const QString& path) const;
    /// Why the workspace's definitions could not be read; empty when they could.
    const QString& workspace_error() const { return workspace_error_; }

    /// The index of the definition with this path or hash; invalid when there is none.
    QModelIndex find(const QString& key) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    void read_files();
    void read_samples();
    void read_workspace();
    void took(Section section, std::vector<DefinitionSummary> now);
    const std::vector<DefinitionSummary>& rows(int section) const { return sections_[static_cast<std::size_t>(section)]; }
    QVariant section_data(int section, int role) const;

    RunSource& source_;
    std::array<std::vector<DefinitionSummary>, section_count> sections_;
    QStringList files_;
    QString samples_folder_;
    QString workspace_error_;
    QFileSystemWatcher watcher_;
    QTimer settle_;
    bool of_file_ = false;
    bool asking_ = false;
    bool changed_meanwhile_ = false;
    AnswerGate files_gate_{this};
    AnswerGate samples_gate_{this};
    AnswerGate workspace_gate_{this};
};

} // namespace orkestr
