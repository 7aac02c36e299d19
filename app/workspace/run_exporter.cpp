#include "app/workspace/run_exporter.h"

#include "app/workspace/run_export.h"

#include <filesystem>

namespace orkestr {

ThreadRunExporter::ThreadRunExporter(std::string directory, std::string log) : directory_(std::move(directory)), log_(std::move(log)) {}

void ThreadRunExporter::export_runs(ExportRequest request, std::stop_token stop, std::function<void(ExportProgress)> progress,
                                    std::function<void(Result<Exported>)> done) {
    thread_.add(std::move(stop), [this, request = std::move(request), progress = std::move(progress), done = std::move(done)](std::stop_token asked) {
        done(run(request, progress, std::move(asked)));
    });
}

Result<Exported> ThreadRunExporter::run(const ExportRequest& request, const std::function<void(ExportProgress)>& progress, std::stop_token stop) const {
    if (stop.stop_requested()) return Error{ErrorCode::cancelled, "the export was stopped; nothing was written", {}};
    if (!log_.empty()) {
        auto same = export_same_case(log_, request, progress, stop);
        if (!same) return same.error();
        if (*same) return std::move(**same);
    }
    // A connection of this thread's own: reading waits for nobody who writes.
    const auto store = SqliteStore::open((std::filesystem::path(directory_) / SqliteStore::file_name).string(), SqliteStore::Mode::read_only);
    if (!store) return store.error();
    const auto signer = log_signer(**store, directory_);
    if (!signer) return signer.error();
    if (log_.empty()) return export_from_store(**store, *signer, request, progress, std::move(stop));
    return export_from_log(log_, *signer, request, progress, std::move(stop));
}

} // namespace orkestr
