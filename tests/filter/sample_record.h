// A record of which a test says what it holds.
#pragma once

#include "core/base/json.h"
#include "core/filter/filter.h"

#include <map>

namespace orkestr::test {

/// The time that filters count from in these tests: 2026-11-21T12:00:00Z.
inline constexpr Instant noon{1'795'262'400'000};

class SampleRecord final : public FilterRecord {
public:
    explicit SampleRecord(FilterSubject subject = FilterSubject::run) : subject_(subject) {}

    SampleRecord& text(std::string_view field, std::string value);
    SampleRecord& number(std::string_view field, std::int64_t value);
    SampleRecord& time(std::string_view field, std::string_view iso8601);
    SampleRecord& truth(std::string_view field, bool value);
    SampleRecord& json(std::string_view field, std::string_view value);

    FilterValue field(std::size_t index, Instant now) const override;

    /// Whether the filter holds; a test that asks with a filter that can't be read ends.
    bool holds(std::string_view filter) const;

private:
    std::size_t index_of(std::string_view field) const;

    FilterSubject subject_;
    std::map<std::size_t, std::string> texts_;
    std::map<std::size_t, std::int64_t> numbers_;
    std::map<std::size_t, bool> truths_;
    std::map<std::size_t, Json> jsons_;
};

/// A run that faulted after a minute, an hour before noon.
SampleRecord faulted_run();

} // namespace orkestr::test
