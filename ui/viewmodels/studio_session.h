// What is open in a window of Studio, and what can be done with it: one definition, and perhaps one of its runs. The
// window is only a view of this.
#pragma once

#include "core/ports/run_control.h"
#include "core/ports/run_source.h"
#include "ui/viewmodels/change_feed.h"
#include "ui/viewmodels/color_rules.h"
#include "ui/viewmodels/definition_document.h"
#include "ui/viewmodels/definition_list_model.h"
#include "ui/viewmodels/run_document.h"
#include "ui/viewmodels/run_list_model.h"
#include "ui/viewmodels/run_operations.h"
#include "ui/viewmodels/source_document.h"
#include "ui/viewmodels/step_details.h"
#include "ui/viewmodels/travel_session.h"
#include "ui/viewmodels/workspace_document.h"

namespace orkestr {

class StudioSession : public QObject {
    Q_OBJECT
public:
    /// Source and control outlive the session. A null control: runs can be looked at and nothing more.
    StudioSession(RunSource& source, RunControl* control, QObject* parent = nullptr);

    QString title() const;
    SourceDocument* source() { return &file_; }
    RunListModel* runs() { return &runs_; }
    DefinitionListModel* definitions() { return &definitions_; }
    RunDocument* run() { return &run_; }
    /// In the run that is open.
    TravelSession* travel() { return &travel_; }
    StepDetails* details() { return &details_; }
    RunOperations* operations() { return &operations_; }
    WorkspaceDocument* workspace() { return &workspace_; }
    /// The definition that is shown: the one a run is pinned to while a run is open, else the one that was opened.
    const DefinitionDocument& definition() const { return run_.is_open() ? recorded_ : opened_; }
    bool has_definition() const { return definition().state() != LoadState::idle; } ///< opened, being read or failed
    /// The definition that was opened, which is what a new run starts from.
    const DefinitionDocument& opened_definition() const { return opened_; }

    void open_file(const QString& path);
    /// A definition that the workspace holds, by its content hash.
    void open_published(const QString& hash);
    void open_run(const RunId& run);
    /// Back to the definition: the one that was opened, or the one the run was pinned to where none was.
    void close_run();

    bool can_control() const { return control_ != nullptr; }
    /// What a page of its own reads from, hears changes by and acts with (null: nothing can be done).
    RunSource& run_source() { return source_; }
    ChangeFeed& changes() { return feed_; }
    RunControl* control() { return control_; }
    /// Of runs and of events.
    ColorRules* rules() { return &rules_; }
    /// There is a definition without errors, and nothing is being started.
    bool can_start() const;
    /// Starts a run of the definition that is shown and opens it.
    void start(const Json& input);
    /// The text that a new run would start from; null when there is none.
    std::shared_ptr<const DefinitionContent> startable() const;

    /// Runs that were left unfinished when the session began; 0 once they are gone on with or left.
    int unfinished() const { return unfinished_; }
    bool unfinished_more() const { return unfinished_more_; } ///< there are more than that
    void recover_unfinished();
    void leave_unfinished();

Q_SIGNALS:
    void definition_changed(); ///< what definition() is or holds
    void definition_reloaded();
    void abilities_changed();  ///< can_start, and what operations() allows
    void unfinished_changed();
    void run_started(const QString& run);
    void recovered(int runs);
    /// Something was done that is not seen by itself.
    void told(const QString& what);
    /// Something that was asked for did not happen.
    void failed(const QString& what, const QString& why);

private:
    void pin_definition();
    void count_unfinished();

    RunSource& source_;
    RunControl* control_;
    ChangeFeed feed_;
    ColorRules rules_;
    SourceDocument file_;
    RunListModel runs_;
    DefinitionListModel definitions_;
    RunDocument run_;
    StepDetails details_;
    TravelSession travel_;
    RunOperations operations_;
    WorkspaceDocument workspace_;
    DefinitionDocument opened_;
    DefinitionDocument recorded_;
    std::string recorded_hash_; ///< of the definition that recorded_ holds or is about to
    bool starting_ = false;
    int unfinished_ = 0;
    bool unfinished_more_ = false;
    AnswerGate published_gate_{this};
    AnswerGate recorded_gate_{this};
    AnswerGate control_gate_{this};
    AnswerGate unfinished_gate_{this};
};

} // namespace orkestr
