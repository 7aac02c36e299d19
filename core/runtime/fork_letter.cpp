// A fork of a run that is elsewhere, on its way to the engine that holds the workspace.
#include "core/base/json_value.h"
#include "core/history/codec.h"
#include "core/runtime/run_fork.h"

namespace orkestr {

namespace {

constexpr std::size_t most_letter_bytes = std::size_t{64} << 20;

std::size_t size_of(const EventRow& row) { return row.data.size_bytes() + (row.value ? row.value->size_bytes() : 0); }

Error damaged_letter() { return {ErrorCode::corrupt, "the letter holds no fork", {}}; }

} // namespace

Result<JsonValue> fork_letter(const RunFork& fork) {
    JsonArray rows;
    std::size_t bytes = 0;
    for (const Event& event : fork.events) {
        const EventRow row = encode(event);
        bytes += size_of(row);
        if (bytes > most_letter_bytes)
            return Error{ErrorCode::limit, "the history is too long to be handed to the process that holds the workspace's engine; end that process first", {}};
        JsonValue one = JsonValue::object({{"type", row.type}, {"at", row.at.ms}, {"data", JsonValue::of(row.data)}});
        if (row.value) one.set("value", JsonValue::of(*row.value));
        rows.push_back(std::move(one));
    }
    return JsonValue::object({{"events", std::move(rows)}, {"step", fork.step}, {"input", JsonValue::of(fork.input.json)}, {"input_of", fork.input.origin}});
}

Result<RunFork> read_fork_letter(const JsonValue& letter, const Store& store, PlanCache& plans) {
    const JsonValue* rows = letter.find("events");
    const JsonValue* input = letter.find("input");
    if (!rows || !rows->as_array() || rows->as_array()->empty() || !input) return damaged_letter();
    RunFork fork{nullptr, {}, static_cast<StepId>(letter.integer_at("step")), {input->json(), static_cast<std::uint64_t>(letter.integer_at("input_of"))}};
    Decoder decoder;
    for (const JsonValue& one : *rows->as_array()) {
        const JsonValue* data = one.find("data");
        if (!data) return damaged_letter();
        EventRow row{fork.events.size() + 1, one.string_at("type"), Instant{one.integer_at("at")}, data->json(), {}, {}};
        if (const JsonValue* value = one.find("value")) row.value = value->json();
        auto event = decoder.decode(row);
        if (!event) return event.error();
        fork.events.push_back(std::move(*event));
    }
    const auto* header = std::get_if<events::RunStarted>(&fork.events.front().body);
    if (!header) return damaged_letter();
    auto plan = plans.get(header->definition, store);
    if (!plan) return plan.error();
    fork.plan = std::move(*plan);
    return fork;
}

} // namespace orkestr
