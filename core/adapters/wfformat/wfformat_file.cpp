#include "core/adapters/wfformat/wfformat_file.h"

#include "core/adapters/wfformat/wfformat_run.h"
#include "core/base/json_walk.h"

#include <unordered_map>

namespace orkestr {

namespace {

constexpr std::size_t wf_progress_step = std::size_t{1} << 20;

class WfReader {
public:
    WfReader(std::string_view text, const RecordReading& reading) : walk_(text), reading_(reading) {}

    Result<Records> read() {
        document_.header = JsonValue(JsonObject{});
        if (walk_.enter_object()) read_document();
        if (cancelled_) return Error{ErrorCode::cancelled, "the reading was stopped", {}};
        if (!walk_.ok())
            findings_.add("At byte " + std::to_string(walk_.offset()) + " " + walk_.why() + "; what is before it is shown.");
        else if (!walk_.at_end())
            findings_.add("At byte " + std::to_string(walk_.offset()) + " something follows the record; it is left out.");
        if (document_.tasks.empty()) {
            const std::string why = findings_.text();
            return Error{ErrorCode::invalid_json, "there is no task in this record" + (why.empty() ? "" : ". " + why), {}};
        }
        Records records;
        records.kind = SourceState::Kind::wfformat;
        records.detail = wf_step_detail;
        records.runs.push_back(wf_run(std::move(document_), findings_, records.note));
        records.damage = findings_.text();
        return records;
    }

private:
    void read_document() {
        while (const auto name = walk_.next_member()) {
            if (*name == "workflow" && walk_.enter_object())
                read_workflow();
            else
                keep(*name);
            if (cancelled_) return;
        }
    }

    /// A member that concerns the whole.
    void keep(std::string_view name) {
        const std::string_view text = walk_.take();
        if (text.empty()) return;
        auto value = JsonValue::parse(text);
        if (!value) return findings_.add("can't be read and is left out: " + value.error().message, "member " + quoted_part(name));
        if (name == "executedAt") {
            document_.executed = foreign_instant(*value);
            if (!document_.executed) findings_.add("is no time (RFC 3339)", "executedAt " + quoted_part(value->json().text()));
        } else if (name == "makespanInSeconds" || name == "makespan") {
            const auto seconds = value->as_double();
            document_.makespan = seconds ? duration_of_seconds(*seconds) : std::nullopt;
            if (!document_.makespan) findings_.add("is no number of seconds", "the makespan");
        }
        if (!is_plain(name) || document_.header.find(name)) return findings_.add("stands twice; the first is kept", "member " + quoted_part(name));
        document_.header.set(std::string(name), std::move(*value));
    }

    static bool is_plain(std::string_view name) { return name.find('\\') == std::string_view::npos; }

    void read_workflow() {
        while (const auto name = walk_.next_member()) {
            if ((*name == "tasks" || *name == "jobs") && walk_.enter_array())
                read_tasks(true, true);
            else if (*name == "specification" && walk_.enter_object())
                read_part(true);
            else if (*name == "execution" && walk_.enter_object())
                read_part(false);
            else
                keep(*name);
            if (cancelled_) return;
        }
    }

    void read_part(bool specification) {
        document_.has_execution = document_.has_execution || !specification;
        while (const auto name = walk_.next_member()) {
            if (*name == "tasks" && walk_.enter_array())
                read_tasks(specification, !specification);
            else
                keep(*name);
            if (cancelled_) return;
        }
    }

    void read_tasks(bool specification, bool execution) {
        while (walk_.next_element()) {
            const std::size_t offset = walk_.offset();
            const std::string_view text = walk_.take();
            if (text.empty()) return;
            const auto value = JsonValue::parse(text);
            if (value && value->is_object())
                take_task(*value, specification, execution);
            else
                findings_.add("can't be read and is left out: " + (value ? std::string("it is of the type ") + value->type_name() : value.error().message),
                              "the task at byte " + std::to_string(offset));
            if (offset - told_ < wf_progress_step) continue;
            told_ = offset;
            if (reading_.progress) reading_.progress(offset);
            cancelled_ = reading_.stop.stop_requested();
            if (cancelled_) return;
        }
    }

    void take_task(const JsonValue& value, bool specification, bool execution) {
        std::string id = value.string_at("id", value.string_at("name"));
        if (id.empty()) {
            id = "task-" + std::to_string(document_.tasks.size() + 1);
            findings_.add("has neither id nor name", "the task that is shown as " + id);
        }
        const auto [found, added] = by_id_.try_emplace(id, document_.tasks.size());
        std::size_t number = found->second;
        const bool there = !added && ((specification && document_.tasks[number].is_specified) || (!specification && document_.tasks[number].is_executed));
        if (there) findings_.add("stands more than once; all are shown", "task " + quoted_part(id));
        if (added || there) {
            number = document_.tasks.size();
            document_.tasks.emplace_back();
            document_.tasks.back().id = there ? id + "~" + std::to_string(number + 1) : id;
            document_.tasks.back().name = id;
        }
        WfTask& task = document_.tasks[number];
        if (specification) read_wf_specification(value, execution, task);
        // Before 1.5 a task says both; without any time it was only planned.
        const bool both = specification && execution;
        const bool executed = execution && (!both || value.find("runtime") || value.find("runtimeInSeconds") || value.find("executedAt"));
        if (executed) read_wf_execution(value, task, findings_);
        if (both && executed) document_.has_execution = true;
    }

    JsonWalk walk_;
    const RecordReading& reading_;
    RecordFindings findings_;
    WfDocument document_;
    std::unordered_map<std::string, std::size_t> by_id_;
    std::size_t told_ = 0;
    bool cancelled_ = false;
};

} // namespace

Result<Records> read_wfformat(std::string_view text, const RecordReading& reading) { return WfReader(text, reading).read(); }

} // namespace orkestr
