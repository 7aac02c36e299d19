#include "app/expression_worker/worker.h"

#include "app/expression_worker/sandbox.h"

#include <algorithm>
#include <malloc.h>

namespace orkestr {

namespace {

constexpr std::size_t max_slots = 4096;
constexpr std::size_t max_message_bytes = 8 * 1024;
/// Answers are gathered so long while requests keep coming.
constexpr std::int64_t gather_ns = 1'000'000;
constexpr std::size_t gather_bytes = 256 * 1024;
/// Values of this size are let go of at once after an evaluation.
constexpr std::size_t big_bytes = 256 * 1024;
/// After an evaluation of this length, which may have used much memory, what is free of it goes back to the system.
constexpr std::int64_t slow_ns = 20'000'000;
constexpr std::int64_t allowance_every_ns = 1'000'000'000;

} // namespace

Worker::Worker(Channel& channel, WorkerStatus& status, WorkerLimits limits)
    : channel_(channel), status_(status), limits_(limits) {}

Worker::~Worker() {
    for (jv value : slots_) jv_free(value);
}

int Worker::run() {
    FrameWriter answer(channel_.answers());
    answer.begin(WorkerFrame::ready);
    answer.text(ORKESTR_JQ_VERSION);
    answer.end();
    while (const auto frame = channel_.next_frame()) {
        if (!handle(*frame)) {
            status_.stop = WorkerStop::protocol;
            return 1;
        }
        status_.current = 0;
        const std::int64_t now = status_.since_ns;
        if (channel_.answers().size() > gather_bytes || now - flushed_ns_ > gather_ns) {
            if (!channel_.flush()) break;
            flushed_ns_ = now;
        }
    }
    return 0;
}

bool Worker::handle(std::string_view bytes) {
    FrameReader frame(bytes);
    const auto type = static_cast<WorkerFrame>(frame.number<std::uint8_t>());
    if (type == WorkerFrame::program) {
        add_program(frame);
        return frame.ok();
    }
    if (type == WorkerFrame::forget) {
        programs_.erase(frame.number<std::uint32_t>());
        return frame.ok();
    }
    const auto sequence = frame.number<std::uint64_t>();
    note_step(status_);
    status_.current = sequence;
    skipping_ = status_.skip_through >= sequence;
    if (status_.since_ns - allowance_ns_ > allowance_every_ns) {
        allowance_ns_ = status_.since_ns;
        allow_processor_time(limits_.evaluation_time_ms);
    }
    switch (type) {
    case WorkerFrame::check: check(frame, sequence); break;
    case WorkerFrame::evaluate: evaluate(frame, sequence); break;
    case WorkerFrame::schema: check_schema(frame, sequence); break;
    case WorkerFrame::ping: answer_value(sequence, jv_null()); break;
    default: return false;
    }
    return frame.ok();
}

void Worker::add_program(FrameReader& frame) {
    const auto handle = frame.number<std::uint32_t>();
    programs_[handle] = WorkerProgram::read(frame, compiled_, status_);
}

WorkerProgram* Worker::program(std::uint32_t handle) {
    const auto at = programs_.find(handle);
    return at == programs_.end() ? nullptr : at->second.get();
}

void Worker::check(FrameReader& frame, std::uint64_t sequence) {
    WorkerProgram* const checked = program(frame.number<std::uint32_t>());
    if (skipping_) return answer_skipped(sequence);
    if (!checked) return answer_failure(sequence, true, "the worker does not know the program");
    std::vector<std::pair<std::uint32_t, std::string>> faults;
    for (std::size_t i = 0; i < checked->expression_count(); ++i)
        if (const std::string& fault = checked->fault(i); !fault.empty()) faults.emplace_back(i, fault);
    for (std::size_t i = 0; i < checked->schema_count(); ++i)
        if (const std::string& fault = checked->schema(static_cast<std::uint32_t>(i))->fault(); !fault.empty())
            faults.emplace_back(static_cast<std::uint32_t>(checked->expression_count() + i), fault);
    FrameWriter answer(channel_.answers());
    answer.begin(WorkerFrame::checked);
    answer.number(sequence);
    answer.number(static_cast<std::uint32_t>(faults.size()));
    for (const auto& [index, message] : faults) {
        answer.number(index);
        answer.text(std::string_view(message).substr(0, max_message_bytes));
    }
    answer.end();
}

/// The value as libjq's, invalid when the frame is malformed; nothing where a slot is emptied.
std::optional<jv> Worker::read_value(FrameReader& frame, const std::vector<jv>& earlier) {
    const auto tag = static_cast<WorkerValue>(frame.number<std::uint8_t>());
    if (tag == WorkerValue::inline_text) return read_jq_value(frame.text());
    const auto slot = frame.number<std::uint32_t>();
    if (tag == WorkerValue::repeat) return slot < earlier.size() ? jv_copy(earlier[slot]) : jv_invalid();
    if (slot >= max_slots) return jv_invalid();
    while (slots_.size() <= slot) slots_.push_back(jv_null());
    if (tag == WorkerValue::slot) return jv_copy(slots_[slot]);
    jv_free(slots_[slot]);
    slots_[slot] = tag == WorkerValue::store ? read_jq_value(frame.text()) : jv_null();
    if (tag == WorkerValue::release) return std::nullopt;
    return jv_copy(slots_[slot]);
}

void Worker::evaluate(FrameReader& frame, std::uint64_t sequence) {
    WorkerProgram* const evaluated = program(frame.number<std::uint32_t>());
    const auto index = frame.number<std::uint32_t>();
    const bool big = frame.left_bytes() > big_bytes;
    std::vector<jv> values;
    bool sound = true;
    while (frame.ok() && !frame.at_end()) {
        if (auto value = read_value(frame, values)) values.push_back(*value);
        sound = sound && (values.empty() || jv_is_valid(values.back()));
    }
    const auto release = [&values] {
        for (jv value : values) jv_free(value);
    };
    const auto refuse = [&](std::string_view message, bool stopped) {
        release();
        answer_failure(sequence, stopped, message);
    };
    if (skipping_) {
        // Not before the values are read, as slots must be filled.
        release();
        return answer_skipped(sequence);
    }
    if (!evaluated || index >= evaluated->expression_count()) return refuse("the worker has no such expression", true);
    if (!sound || values.size() != evaluated->variable_count(index) + 1)
        return refuse("the values of the expression can't be read", true);
    if (const std::string& fault = evaluated->fault(index); !fault.empty()) return refuse(fault, false);
    answer_value(sequence, evaluated->evaluate(index, std::move(values)));
    const bool slow = monotonic_ns() - status_.since_ns > slow_ns;
    if (!big && !slow) return;
    evaluated->forget_values(index);
    if (slow) ::malloc_trim(0);
}

void Worker::answer_value(std::uint64_t sequence, jv value) {
    if (!jv_is_valid(value)) {
        jv message = jv_invalid_get_msg(value);
        answer_failure(sequence, false, jq_string_bytes(message));
        jv_free(message);
        return;
    }
    std::string& out = channel_.answers();
    FrameWriter answer(out);
    answer.begin(WorkerFrame::value);
    answer.number(sequence);
    answer.begin_text();
    const JqWriting writing = append_jq_value(out, value, limits_.output_bytes);
    jv_free(value);
    answer.end_text();
    answer.end();
    if (writing == JqWriting::written) return;
    answer.drop();
    if (writing == JqWriting::too_deep)
        return answer_failure(sequence, false, "the value is nested deeper than 1000 levels");
    answer_failure(sequence, true, "the value is larger than " + std::to_string(limits_.output_bytes >> 20) + " MB");
}

void Worker::answer_skipped(std::uint64_t sequence) {
    FrameWriter answer(channel_.answers());
    answer.begin(WorkerFrame::skipped);
    answer.number(sequence);
    answer.end();
}

void Worker::answer_failure(std::uint64_t sequence, bool stopped, std::string_view message,
                            const std::vector<std::string>& violations) {
    const auto cut = [](std::string_view text) {
        std::size_t length = std::min(text.size(), max_message_bytes);
        // Not in the middle of a character.
        while (length < text.size() && length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80) --length;
        return text.substr(0, length);
    };
    FrameWriter answer(channel_.answers());
    answer.begin(WorkerFrame::failure);
    answer.number(sequence);
    answer.number(static_cast<std::uint8_t>(stopped));
    answer.text(cut(message));
    answer.number(static_cast<std::uint32_t>(violations.size()));
    for (const std::string& violation : violations) answer.text(cut(violation));
    answer.end();
}

/// The value of a schema frame, which never stands in a slot.
std::optional<std::string_view> Worker::read_text(FrameReader& frame) {
    if (static_cast<WorkerValue>(frame.number<std::uint8_t>()) != WorkerValue::inline_text) return std::nullopt;
    return frame.text();
}

void Worker::check_schema(FrameReader& frame, std::uint64_t sequence) {
    WorkerProgram* const holder = program(frame.number<std::uint32_t>());
    const auto index = frame.number<std::uint32_t>();
    const auto value = read_text(frame);
    if (skipping_) return answer_skipped(sequence);
    const Schema* const schema = holder ? holder->schema(index) : nullptr;
    if (!schema || !value) return answer_failure(sequence, true, "the worker has no such schema");
    const SchemaOutcome outcome = schema->check(*value);
    if (outcome.valid) return answer_value(sequence, jv_true());
    answer_failure(sequence, false, outcome.message, outcome.violations);
}

} // namespace orkestr
