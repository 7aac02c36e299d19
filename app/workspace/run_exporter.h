// RunExporter of a workspace or an open log, on a thread of its own: one export after another.
#pragma once

#include "core/base/result.h"
#include "core/ports/run_exporter.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace orkestr {

class ThreadRunExporter final : public RunExporter {
public:
    /// `log`: the audit log to export from; empty: from the workspace. The workspace in `directory` signs either way.
    explicit ThreadRunExporter(std::string directory, std::string log = {});
    /// Stops what is under way; every callback has been made then.
    ~ThreadRunExporter() override;

    void export_runs(ExportRequest request, std::stop_token stop, std::function<void(ExportProgress)> progress,
                     std::function<void(Result<Exported>)> done) override;

private:
    struct Job {
        ExportRequest request;
        std::stop_token stop;
        std::function<void(ExportProgress)> progress;
        std::function<void(Result<Exported>)> done;
    };
    void work(std::stop_token ending);
    Result<Exported> run(const Job& job, std::stop_token stop) const;

    std::string directory_;
    std::string log_;
    std::mutex mutex_; ///< for the jobs
    std::condition_variable_any more_;
    std::deque<Job> jobs_;
    std::jthread thread_;
};

} // namespace orkestr
