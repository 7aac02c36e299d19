// libFuzzer target for the filter language: any bytes must give a filter or diagnostics with places inside the text,
// and what is read can be judged by, completed and explained. The first byte says what the filter is about, the next two
// where the cursor stands. Run with a corpus: filter_fuzz tests/fuzz/corpus/filter
#include "core/filter/complete.h"
#include "core/filter/explain.h"

#include <cstdlib>

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

/// Holds something in each field; in open ones the filter's own text, which is hardly ever canonical JSON.
class FuzzRecord final : public orkestr::FilterRecord {
public:
    FuzzRecord(orkestr::FilterSubject subject, std::string_view text) : subject_(subject), text_(text) {}

    orkestr::FilterValue field(std::size_t index, orkestr::Instant) const override {
        switch (orkestr::filter_fields(subject_)[index].type) {
        case orkestr::FilterType::text: return text_;
        case orkestr::FilterType::json: return orkestr::JsonText{text_};
        case orkestr::FilterType::boolean: return true;
        default: return std::int64_t{1'795'262'400'000};
        }
    }

private:
    orkestr::FilterSubject subject_;
    std::string_view text_;
};

void check_completion(std::string_view text, std::size_t cursor, orkestr::FilterSubject subject) {
    const orkestr::SeenFilterValues seen{{"status", {"faulted"}}, {"input.id", {"42", "\"x\"", "{"}}, {"tag[\"a b\"]", {"null"}}};
    const auto completion = orkestr::complete_filter(text, cursor, subject, seen);
    require(completion.begin <= completion.end && completion.end <= text.size());
    require(completion.items.size() <= orkestr::most_filter_suggestions);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 3 || size > 8192) return 0;
    const auto subject = static_cast<orkestr::FilterSubject>(data[0] % 3);
    const std::size_t cursor = data[1] * std::size_t{256} + data[2];
    const std::string_view text(reinterpret_cast<const char*>(data + 3), size - 3);
    const orkestr::ParsedFilter parsed = orkestr::parse_filter(text, subject);
    bool errors = false;
    for (const auto& one : parsed.diagnostics) {
        require(one.begin <= one.end && one.end <= text.size() && !one.message.empty());
        errors = errors || !one.is_warning();
    }
    require(errors == !parsed.filter.has_value());
    check_completion(text, cursor, subject);
    check_completion(text, cursor % (text.size() + 1), subject);
    if (!parsed.filter) return 0;
    const std::string words = explain_filter(*parsed.filter);
    require(!words.empty());
    const auto again = orkestr::read_filter(parsed.filter->text(), subject);
    require(again.ok() && explain_filter(*again) == words);
    const FuzzRecord record(subject, text);
    const orkestr::Instant now{1'795'262'400'000};
    require(parsed.filter->matches(record, now) == again->matches(record, now));
    const auto turned = orkestr::read_filter("not (" + std::string(text) + ")", subject);
    if (turned.ok() && !parsed.filter->is_empty()) require(turned->matches(record, now) != parsed.filter->matches(record, now));
    return 0;
}
