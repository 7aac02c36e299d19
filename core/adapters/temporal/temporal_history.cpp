#include "core/adapters/temporal/temporal_history.h"

#include "core/adapters/temporal/temporal_fold.h"
#include "core/adapters/temporal/temporal_step.h"
#include "core/base/json_walk.h"

namespace orkestr {

namespace {

constexpr std::size_t progress_step = std::size_t{1} << 20;

class TemporalReader {
public:
    TemporalReader(std::string_view text, const RecordReading& reading) : walk_(text), reading_(reading), fold_(findings_) {}

    Result<Records> read() {
        if (walk_.peek() == '[')
            read_events();
        else if (walk_.enter_object())
            read_members(true);
        if (cancelled_) return Error{ErrorCode::cancelled, "the reading was stopped", {}};
        if (fold_.size() == 0) return no_events();
        if (!walk_.ok())
            findings_.add("At byte " + std::to_string(walk_.offset()) + " " + walk_.why() + "; the " + std::to_string(fold_.size()) +
                          " events before it are shown.");
        else if (!walk_.at_end())
            findings_.add("At byte " + std::to_string(walk_.offset()) + " something follows the history; it is left out.");
        Records records;
        records.kind = SourceState::Kind::temporal;
        records.runs.push_back(fold_.take());
        records.damage = findings_.text();
        records.detail = temporal_step_detail;
        return records;
    }

private:
    void read_members(bool top) {
        while (const auto name = walk_.next_member()) {
            const char first = walk_.peek();
            if (*name == "events" && first == '[')
                read_events();
            else if (top && *name == "history" && first == '{' && walk_.enter_object())
                read_members(false);
            else
                walk_.take();
            if (cancelled_) return;
        }
    }

    void read_events() {
        if (!walk_.enter_array()) return;
        std::size_t told = 0;
        while (walk_.next_element()) {
            const std::size_t offset = walk_.offset();
            const std::string_view text = walk_.take();
            if (text.empty()) return;
            ++number_;
            auto event = read_temporal_event(text);
            if (event)
                fold_.add(std::move(*event));
            else
                findings_.add("can't be read and is left out: " + event.error().message,
                              "element " + std::to_string(number_) + " at byte " + std::to_string(offset));
            if (offset - told < progress_step) continue;
            told = offset;
            if (reading_.progress) reading_.progress(offset);
            cancelled_ = reading_.stop.stop_requested();
            if (cancelled_) return;
        }
    }

    Error no_events() const {
        std::string why = "there is no event in this history";
        if (!walk_.ok()) why += ": at byte " + std::to_string(walk_.offset()) + " " + walk_.why();
        if (!findings_.empty()) why += ". " + findings_.text();
        return {ErrorCode::invalid_json, why, {}};
    }

    JsonWalk walk_;
    const RecordReading& reading_;
    RecordFindings findings_;
    TemporalFold fold_;
    std::size_t number_ = 0;
    bool cancelled_ = false;
};

} // namespace

Result<Records> read_temporal(std::string_view text, const RecordReading& reading) { return TemporalReader(text, reading).read(); }

} // namespace orkestr
