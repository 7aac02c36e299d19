#pragma once

#include "core/ports/run_exporter.h"

#include <optional>
#include <vector>

namespace orkestr::test {

/// Answers every export at once, and keeps what it was asked for.
class NotedExporter : public RunExporter {
public:
    void export_runs(ExportRequest request, std::stop_token, std::function<void(ExportProgress)> progress,
                     std::function<void(Result<Exported>)> done) override {
        asked.push_back(request);
        progress({5, 10, 1});
        if (answer) done(*answer);
        else done(Exported{1, 10, 2, 4096, "00", "11"});
    }
    std::vector<ExportRequest> asked;
    std::optional<Result<Exported>> answer;
};

} // namespace orkestr::test
