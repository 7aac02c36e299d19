#include "core/adapters/otlp/otlp_traces.h"

#include "core/adapters/otlp/otlp_run.h"
#include "core/base/json_walk.h"

#include <unordered_map>

namespace orkestr {

namespace {

constexpr std::size_t otlp_progress_step = std::size_t{1} << 20;

class TraceReader {
public:
    TraceReader(std::string_view text, const RecordReading& reading) : text_(text), reading_(reading) {}

    Result<Records> read() {
        const bool lines = JsonWalk(text_).peek() == '{';
        for (std::size_t begin = 0; begin < text_.size() && !cancelled_;) {
            const std::size_t end = lines ? end_of_value(begin) : text_.size();
            read_part(begin, end);
            begin = end;
        }
        if (cancelled_) return Error{ErrorCode::cancelled, "the reading was stopped", {}};
        if (spans_.empty()) return Error{ErrorCode::invalid_json, no_spans(), {}};
        Records records;
        records.kind = SourceState::Kind::otlp;
        records.detail = otlp_step_detail;
        for (std::size_t i = 0; i < spans_.size(); ++i) {
            if (traces_[i].empty()) findings_.add("has no trace id; such spans are shown as one run", "a span");
            records.runs.push_back(otlp_run(traces_[i], std::move(spans_[i]), origins_, findings_));
        }
        records.damage = findings_.text();
        return records;
    }

private:
    /// Where the next line begins that holds a value of its own (JSON Lines): so that a broken line breaks no other.
    std::size_t end_of_value(std::size_t begin) const {
        for (std::size_t at = begin;;) {
            at = text_.find("\n{", at);
            if (at == std::string_view::npos) return text_.size();
            const std::size_t before = text_.find_last_not_of(" \t\r\n", at);
            constexpr std::string_view goes_on = ",[:";
            if (before != std::string_view::npos && goes_on.find(text_[before]) == std::string_view::npos) return at + 1;
            ++at;
        }
    }

    void read_part(std::size_t begin, std::size_t end) {
        JsonWalk walk(text_.substr(begin, end - begin));
        walk_ = &walk;
        begin_ = begin;
        do {
            if (walk.enter_array())
                while (walk.next_element()) read_document();
            else
                read_document();
        } while (!cancelled_ && walk.next_value());
        if (!walk.ok())
            findings_.add("is not what JSON has there (" + walk.why() + "); the spans before it are shown", "byte " + std::to_string(begin + walk.offset()));
    }

    void read_document() {
        JsonWalk& walk = *walk_;
        if (!walk.enter_object()) return;
        while (const auto name = walk.next_member()) {
            if ((*name == "resourceSpans" || *name == "resource_spans") && walk.enter_array())
                while (!cancelled_ && walk.next_element()) read_resource_spans();
            else if (*name == "resourceLogs" || *name == "resourceMetrics")
                findings_.add("are not shown: only traces are", std::string(*name));
            if (cancelled_) return;
        }
    }

    static bool holds_scopes(std::string_view name) {
        return name == "scopeSpans" || name == "scope_spans" || name == "instrumentationLibrarySpans" || name == "instrumentation_library_spans";
    }

    void read_resource_spans() {
        JsonWalk& walk = *walk_;
        if (!walk.enter_object()) return;
        const std::size_t number = origins_.resources.size();
        origins_.resources.emplace_back();
        while (const auto name = walk.next_member()) {
            if (*name == "resource")
                take_origin(origins_.resources[number]);
            else if (holds_scopes(*name) && walk.enter_array())
                while (!cancelled_ && walk.next_element()) read_scope_spans(static_cast<std::uint32_t>(number));
            if (cancelled_) return;
        }
    }

    void read_scope_spans(std::uint32_t resource) {
        JsonWalk& walk = *walk_;
        if (!walk.enter_object()) return;
        const std::size_t number = origins_.scopes.size();
        origins_.scopes.emplace_back();
        while (const auto name = walk.next_member()) {
            if (*name == "scope" || *name == "instrumentationLibrary" || *name == "instrumentation_library")
                take_origin(origins_.scopes[number]);
            else if (*name == "spans" && walk.enter_array())
                while (walk.next_element() && read_span(resource, static_cast<std::uint32_t>(number))) {}
            if (cancelled_) return;
        }
    }

    void take_origin(JsonValue& into) {
        const auto value = JsonValue::parse(walk_->take());
        if (value) into = with_plain_attributes(*value);
    }

    bool read_span(std::uint32_t resource, std::uint32_t scope) {
        const std::size_t offset = begin_ + walk_->offset();
        const std::string_view text = walk_->take();
        if (text.empty()) return false;
        auto span = read_otlp_span(text);
        if (span) {
            span->resource = resource;
            span->scope = scope;
            const auto [found, added] = by_trace_.try_emplace(span->trace, spans_.size());
            if (added) {
                traces_.push_back(span->trace);
                spans_.emplace_back();
            }
            spans_[found->second].push_back(std::move(*span));
        } else {
            findings_.add("can't be read and is left out: " + span.error().message, "the span at byte " + std::to_string(offset));
        }
        if (offset - told_ >= otlp_progress_step) {
            told_ = offset;
            if (reading_.progress) reading_.progress(offset);
            cancelled_ = reading_.stop.stop_requested();
        }
        return !cancelled_;
    }

    std::string no_spans() const {
        const std::string why = findings_.text();
        return "there is no span in this file" + (why.empty() ? "" : ". " + why);
    }

    std::string_view text_;
    const RecordReading& reading_;
    JsonWalk* walk_ = nullptr;
    std::size_t begin_ = 0;
    std::size_t told_ = 0;
    bool cancelled_ = false;
    RecordFindings findings_;
    OtlpOrigins origins_;
    std::unordered_map<std::string, std::size_t> by_trace_;
    std::vector<std::string> traces_;
    std::vector<std::vector<OtlpSpan>> spans_; ///< by trace
};

} // namespace

Result<Records> read_otlp(std::string_view text, const RecordReading& reading) { return TraceReader(text, reading).read(); }

} // namespace orkestr
