// One replay of runs by definitions: how far it is, what came of it. GUI thread.
#pragma once

#include "core/ports/run_replayer.h"
#include "ui/viewmodels/answer_gate.h"

#include <QObject>
#include <QString>

namespace orkestr {

class ReplayJob : public QObject {
    Q_OBJECT
public:
    enum class Stage { idle, working, done, failed, cancelled };

    /// The replayer outlives the job.
    explicit ReplayJob(RunReplayer& replayer, QObject* parent = nullptr) : QObject(parent), replayer_(replayer) {}
    /// Stops what is under way.
    ~ReplayJob() override;

    /// Stops what is under way first; nothing more comes of that.
    void start(ReplayRequest request);
    void cancel();

    Stage stage() const { return stage_; }
    const ReplayProgress& progress() const { return progress_; }
    /// Of runs, 0 to 100; -1 while it is not known how many there are.
    int percent() const;
    const ReplayTotals& totals() const { return totals_; }
    /// Why it failed.
    const QString& message() const { return message_; }

Q_SIGNALS:
    void changed();
    /// Some more, in the order of the request.
    void came(const std::vector<orkestr::ReplayCell>& cells);

private:
    struct Arrived;
    void take(const std::shared_ptr<Arrived>& arrived);
    void took(Result<ReplayTotals> answer);

    RunReplayer& replayer_;
    Stage stage_ = Stage::idle;
    ReplayProgress progress_;
    ReplayTotals totals_;
    QString message_;
    std::shared_ptr<Arrived> arrived_; ///< of the replay that counts
    std::stop_source stop_;
    AnswerGate gate_{this};
};

} // namespace orkestr
