// RunExporter of a workspace or an open log, on a thread of its own: one export after another.
#pragma once

#include "app/workspace/job_thread.h"
#include "core/base/result.h"
#include "core/ports/run_exporter.h"

namespace orkestr {

class ThreadRunExporter final : public RunExporter {
public:
    /// `log`: the audit log to export from; empty: from the workspace. The workspace in `directory` signs either way.
    /// When it ends, what is under way is stopped, and every callback has been made.
    explicit ThreadRunExporter(std::string directory, std::string log = {});

    void export_runs(ExportRequest request, std::stop_token stop, std::function<void(ExportProgress)> progress,
                     std::function<void(Result<Exported>)> done) override;

private:
    Result<Exported> run(const ExportRequest& request, const std::function<void(ExportProgress)>& progress, std::stop_token stop) const;

    std::string directory_;
    std::string log_;
    JobThread thread_; ///< last: its jobs use the others
};

} // namespace orkestr
