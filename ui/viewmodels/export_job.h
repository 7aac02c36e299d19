// One export of runs into an audit log: how far it is, and what came of it. GUI thread.
#pragma once

#include "core/ports/run_exporter.h"
#include "ui/viewmodels/answer_gate.h"

#include <QObject>
#include <QString>

#include <atomic>
#include <mutex>

namespace orkestr {

class ExportJob : public QObject {
    Q_OBJECT
public:
    enum class Stage { idle, working, done, failed, cancelled };

    /// The exporter outlives the job.
    explicit ExportJob(RunExporter& exporter, QObject* parent = nullptr) : QObject(parent), exporter_(exporter) {}
    /// Stops what is under way; nothing is left of it.
    ~ExportJob() override;

    void start(ExportRequest request);
    void cancel();

    Stage stage() const { return stage_; }
    const ExportProgress& progress() const { return progress_; }
    /// Of events, 0 to 100; -1 while it is not known how many there are.
    int percent() const;
    /// Why it failed, or what was written, in a sentence.
    const QString& message() const { return message_; }
    const Exported& exported() const { return exported_; }

Q_SIGNALS:
    void changed();

private:
    void took(Result<Exported> answer);

    RunExporter& exporter_;
    Stage stage_ = Stage::idle;
    ExportProgress progress_;
    Exported exported_;
    QString message_;
    std::stop_source stop_;
    AnswerGate gate_{this};
};

} // namespace orkestr
