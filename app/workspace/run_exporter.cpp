#include "app/workspace/run_exporter.h"

#include "app/workspace/run_export.h"

#include <filesystem>

namespace orkestr {

ThreadRunExporter::ThreadRunExporter(std::string directory, std::string log)
    : directory_(std::move(directory)), log_(std::move(log)), thread_([this](std::stop_token ending) { work(std::move(ending)); }) {}

ThreadRunExporter::~ThreadRunExporter() {
    thread_.request_stop();
    thread_.join();
}

void ThreadRunExporter::export_runs(ExportRequest request, std::stop_token stop, std::function<void(ExportProgress)> progress,
                                    std::function<void(Result<Exported>)> done) {
    const std::lock_guard lock(mutex_);
    jobs_.push_back({std::move(request), std::move(stop), std::move(progress), std::move(done)});
    more_.notify_one();
}

void ThreadRunExporter::work(std::stop_token ending) {
    for (;;) {
        Job job;
        {
            std::unique_lock lock(mutex_);
            more_.wait(lock, ending, [&] { return !jobs_.empty(); });
            if (jobs_.empty()) return;
            job = std::move(jobs_.front());
            jobs_.pop_front();
        }
        std::stop_source either;
        const std::stop_callback asked(job.stop, [&] { either.request_stop(); });
        const std::stop_callback ended(ending, [&] { either.request_stop(); });
        job.done(run(job, either.get_token()));
    }
}

Result<Exported> ThreadRunExporter::run(const Job& job, std::stop_token stop) const {
    if (stop.stop_requested()) return Error{ErrorCode::cancelled, "the export was stopped; nothing was written", {}};
    if (!log_.empty()) {
        auto same = export_same_case(log_, job.request, job.progress, stop);
        if (!same) return same.error();
        if (*same) return std::move(**same);
    }
    // A connection of this thread's own: reading waits for nobody who writes.
    const auto store = SqliteStore::open((std::filesystem::path(directory_) / SqliteStore::file_name).string(), SqliteStore::Mode::read_only);
    if (!store) return store.error();
    const auto signer = log_signer(**store, directory_);
    if (!signer) return signer.error();
    if (log_.empty()) return export_from_store(**store, *signer, job.request, job.progress, std::move(stop));
    return export_from_log(log_, *signer, job.request, job.progress, std::move(stop));
}

} // namespace orkestr
