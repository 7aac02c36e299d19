#include "core/runtime/unjudged_runs.h"

#include "core/base/json_value.h"
#include "core/definition/reader.h"
#include "core/filter/hidden_fields.h"
#include "core/history/hidden_values.h"
#include "core/ports/run_record.h"

#include <map>

namespace orkestr {

namespace {

constexpr std::uint32_t runs_judged_at_once = 1000;
constexpr std::size_t most_tags_kept = 64;

class UnjudgedCount {
public:
    UnjudgedCount(HistoryReader& reader, const Filter& filter, Instant now) : reader_(reader), filter_(filter), now_(now) {}

    void take(const RunRow& row) {
        const RunRecord record(row, [&](std::size_t field) { return payload(row, field); });
        if (!judged(filter_, record, now_, [](std::string_view value) { return text_holds_mark(value); })) ++count_;
    }
    std::uint64_t count() const { return count_; }

private:
    std::optional<Json> payload(const RunRow& row, std::size_t field) {
        if (field == run_field::input) return value_at(row.run, 1);
        if (field == run_field::output) return row.status == "completed" && row.events > 0 ? value_at(row.run, row.events) : std::nullopt;
        return field == run_field::tag ? tags(row.definition) : std::nullopt;
    }

    std::optional<Json> value_at(const RunId& run, std::uint64_t seq) {
        // An event refers to one that holds the bytes.
        for (int followed = 0; seq >= 1 && followed < 2; ++followed) {
            const auto rows = reader_.events(run, seq - 1, 1);
            if (!rows || rows->empty()) return std::nullopt;
            if (rows->front().value) return rows->front().value;
            seq = static_cast<std::uint64_t>(std::max<std::int64_t>(0, JsonValue::of(rows->front().data).integer_at("value_of")));
        }
        return std::nullopt;
    }

    std::optional<Json> tags(const std::string& hash) {
        if (const auto known = tags_.find(hash); known != tags_.end()) return known->second;
        std::optional<Json> tags;
        if (const auto found = reader_.definition(hash)) {
            const auto read = read_definition(found->text, found->file_name);
            if (read.definition && read.definition->document.tags) tags = to_json(*read.definition->document.tags).json();
        }
        if (tags_.size() >= most_tags_kept) tags_.clear();
        return tags_.emplace(hash, std::move(tags)).first->second;
    }

    HistoryReader& reader_;
    const Filter& filter_;
    Instant now_;
    std::map<std::string, std::optional<Json>> tags_; ///< by definition
    std::uint64_t count_ = 0;
};

} // namespace

Result<std::uint64_t> count_unjudged(HistoryReader& reader, RunQuery query, std::stop_token stop) {
    const Filter filter = std::exchange(query.filter, {});
    UnjudgedCount count(reader, filter, query.now);
    query.limit = runs_judged_at_once;
    query.before.reset();
    for (bool more = !filter.is_empty(); more;) {
        if (stop.stop_requested()) return Error{ErrorCode::cancelled, "the search was stopped", {}};
        const auto page = reader.runs(query);
        if (!page) return page.error();
        for (const RunRow& row : page->runs) count.take(row);
        more = page->more && (page->next || !page->runs.empty());
        if (more) query.before = page->next ? page->next : std::optional(page->runs.back().run);
    }
    return count.count();
}

} // namespace orkestr
