// What of a run is compared with another one (run_diff.h): its steps, and in order what came of them, with payloads as the
// digests of their bytes. Small beside its history: about 100 bytes an event and 200 a step, whatever the payloads' size.
#pragma once

#include "core/base/sha256.h"
#include "core/history/codec.h"
#include "core/projection/run_view.h"

#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace orkestr {

/// What can differ in a step. Of the run itself ("/" is its key) input, status, output and error.
enum class StepAspect : std::uint8_t {
    attempts, ///< of a try: how often it began its list, or will
    input,    ///< transformed, as the task saw it; of the run as it was given
    request,  ///< what was asked of an activity, a child run or a function
    items,    ///< what a loop goes over
    received, ///< events that a listener took
    result,   ///< what the task itself came to, where `output.as` or `export.as` made something else of it
    context,  ///< `$context` as it exported it
    chosen,   ///< a switch's case
    output,
    error,
    status,
    began,    ///< the order in which steps began
    ended,    ///< the order in which they ended
};
inline constexpr std::size_t step_aspects = 13;
const char* to_string(StepAspect aspect);
/// Where a step's changes of this aspect are: `$.output`, `$.attempts`, `$.order.began`, ...
std::string path_of(StepAspect aspect);

/// What a run made up for itself, or took from the clock: the same of two runs of one definition it is never.
struct RunOwnValues {
    std::unordered_map<std::string, std::string> ids; ///< to what they are in each run: `run`, `child`, `event`, ...
    std::vector<std::int64_t> times; ///< of its events and of those that it received, ascending
};

struct TraceItem {
    using Content = std::array<std::uint8_t, 16>; ///< the first half of a payload's SHA-256
    std::uint32_t step = 0;    ///< into RunTrace::steps
    StepAspect aspect = StepAspect::status;
    std::uint32_t place = 0;   ///< where in the run's order it counts
    std::uint64_t seq = 0;     ///< the event that says it
    std::uint64_t holder = 0;  ///< of a payload or an error: the event that holds it; else 0
    Content content{};         ///< of a payload or an error
    std::uint32_t text = 0;    ///< of a case or a status: into RunTrace::texts; of attempts: how many
    std::uint32_t next = 0;    ///< the step's next item; 0: none
};

struct TraceStep {
    StepId id = 0;
    std::uint32_t parent = 0;  ///< into RunTrace::steps; 0 is the run itself
    std::uint32_t task = 0;    ///< into RunTrace::texts: its pointer
    std::string key;
    std::uint32_t kind = 0;    ///< into RunTrace::texts: the DSL's word
    bool result_is_output = false; ///< what the task came to is its output, byte for byte
    std::optional<Instant> started;
    std::optional<Instant> ended;
    std::uint32_t first_item = 0; ///< 0: none
    std::uint32_t last_item = 0;
    std::uint32_t result = 0;     ///< the first item of what the task itself came to; 0: none
    std::uint64_t first_seq = 0;
};

/// What was taken out of an event when its log was handed over.
struct TakenOut {
    std::vector<std::string> pointers; ///< into the record: `/value/total`, `/data/error/detail`
    bool same = false;                 ///< its hash proves that the other run has the same there
};

struct RunTrace {
    RunId run;
    std::string definition; ///< content hash
    std::string label;      ///< NS/NAME:VERSION
    std::uint64_t events = 0;
    std::vector<TraceStep> steps{TraceStep{}}; ///< in the order they began; 0 is the run itself
    std::vector<TraceItem> items{TraceItem{}}; ///< in order; 0 is none
    std::vector<std::string> texts{std::string()};
    RunOwnValues own;
    std::unordered_map<std::uint64_t, TakenOut> taken_out; ///< by event; whoever reads the history says so
};

/// Makes one of a history. Events in order, each once.
class RunTraceFold {
public:
    /// The plan tells tasks' pointers where keys don't; it may be null.
    explicit RunTraceFold(std::shared_ptr<const Plan> plan);

    /// Errors: as Decoder::decode; corrupt when one is missing; limit beyond 4,000,000,000 events.
    Result<void> add(EventRow row);
    /// So many will come, more or less.
    void expect(std::uint64_t events);
    /// Once, at the end.
    RunTrace take();

private:
    struct Folder;
    friend struct Folder;
    std::uint32_t text(std::string_view text);
    std::uint32_t open(StepId step, StepId parent, TaskIndex task, const std::string& key, std::string_view kind, const Event& event);
    std::uint32_t find(StepId step) const;
    TraceItem& item(std::uint32_t step, StepAspect aspect, const Event& event);
    void value(std::uint32_t step, StepAspect aspect, const Event& event, const Payload& payload);
    void error(std::uint32_t step, const Event& event, const Fault& fault);
    void end(std::uint32_t step, const Event& event, const char* status);
    void complete(std::uint32_t step, const Event& event, const Payload& output);
    void name_event(const EventRow& row, const char* name);

    std::shared_ptr<const Plan> plan_;
    Decoder decoder_;
    RunTrace trace_;
    StepNumbers index_; ///< in trace_.steps
    std::unordered_map<std::string, std::uint32_t> text_numbers_;
    std::vector<TraceItem::Content> contents_; ///< by the event that holds it
};

/// The same of another system's run, or of any whose steps are there with their payloads. `payloads` gets what the items'
/// holders name: holder n is payloads[n - 1].
RunTrace trace_of(const RunView& view, std::vector<Json>& payloads);

} // namespace orkestr
