#include "core/runtime/replay_matrix.h"

#include "core/runtime/loop_thread.h"
#include "core/runtime/replay_worker.h"

#include <algorithm>

namespace orkestr {

namespace {

constexpr unsigned most_jobs = 256;

std::size_t workers_for(const ReplayRequest& request, std::uint64_t runs) {
    const unsigned wanted = request.jobs != 0 ? request.jobs : std::max(1U, std::thread::hardware_concurrency());
    const std::uint64_t useful = runs == 0 ? most_jobs : runs;
    return static_cast<std::size_t>(std::min<std::uint64_t>({wanted, most_jobs, useful}));
}

/// What a changed definition refers to elsewhere is what the runs' own ones did.
std::vector<Json> pinned_by(const ReplayRequest& request, ReplayFeed& feed) {
    std::vector<Json> pinned;
    if (std::none_of(request.definitions.begin(), request.definitions.end(), [](const ReplayDefinition& one) { return !one.text.empty(); })) return pinned;
    std::unique_ptr<HistoryReader> reader;
    std::optional<std::size_t> opened;
    for (const auto& [source, hash] : feed.definitions()) {
        if (opened != source) {
            auto open = request.runs[source].open();
            if (!open) continue;
            reader = std::move(*open);
            opened = source;
        }
        if (auto row = reader->definition(hash); row && !row->resources.is_null()) pinned.push_back(row->resources);
    }
    return pinned;
}

void work_on(ReplayShared& shared, const ReplayMatrixPorts& ports) {
    auto evaluator = ports.evaluator();
    if (!evaluator) return shared.fail(evaluator.error());
    if (auto prepared = shared.plans.prepare(**evaluator, shared.pinned); !prepared) return shared.fail(prepared.error());
    ReplayWorker(shared, **evaluator).work();
}

} // namespace

Result<ReplayTotals> replay_matrix(const ReplayRequest& request, const ReplayMatrixPorts& ports, std::stop_token stop) {
    ReplayShared shared{request, ReplayFeed(request.runs), {ports.cell, ports.progress}, ReplayPlans(request.definitions), {}, {}, {}, {}};
    const std::stop_callback stopped(stop, [&shared] { shared.fail({ErrorCode::cancelled, "the replay was stopped", {}}); });
    if (stop.stop_requested()) return *shared.error;
    shared.pinned = pinned_by(request, shared.feed);
    if (!request.runs.empty()) (void)shared.feed.definitions(); // so that their number is known
    std::vector<std::jthread> workers;
    for (std::size_t i = 0; i < workers_for(request, shared.feed.total()); ++i)
        workers.push_back(start_with_qt([&] { work_on(shared, ports); }));
    workers.clear();
    const std::scoped_lock lock(shared.mutex);
    if (shared.error) return *shared.error;
    return shared.order.totals();
}

} // namespace orkestr
