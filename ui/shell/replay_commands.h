// Proving runs from a window: the run that is open, runs that were chosen, or all that a filter holds for, decided again by
// their own definition and by the one that is open.
#pragma once

#include <QObject>
#include <QStringList>

#include <memory>

namespace orkestr {

class ReplayDocument;
class RunReplayer;
class StudioSession;
struct StudioActions;

class ReplayCommands : public QObject {
    Q_OBJECT
public:
    /// All outlive it.
    ReplayCommands(StudioSession& session, const StudioActions& actions, QObject* parent);
    ~ReplayCommands() override;

    /// Null: nothing can be replayed here, and it is not offered.
    void set_replayer(RunReplayer* replayer);
    void replay_runs(const QStringList& runs);
    void replay_matching(const QString& filter);
    bool is_working() const;

Q_SIGNALS:
    /// The document has begun a replay that is to be shown; it belongs to this.
    void wanted(ReplayDocument* document);

private:
    ReplayDocument* document();
    void show_abilities();

    StudioSession& session_;
    const StudioActions& actions_;
    RunReplayer* replayer_ = nullptr;
    std::unique_ptr<ReplayDocument> document_;
};

} // namespace orkestr
