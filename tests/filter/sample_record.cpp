#include "tests/filter/sample_record.h"

#include <QtGlobal>

namespace orkestr::test {

std::size_t SampleRecord::index_of(std::string_view field) const {
    const auto& fields = filter_fields(subject_);
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (fields[i].name == field) return i;
    }
    qFatal("there is no field %s", std::string(field).c_str());
}

SampleRecord& SampleRecord::text(std::string_view field, std::string value) {
    texts_[index_of(field)] = std::move(value);
    return *this;
}
SampleRecord& SampleRecord::number(std::string_view field, std::int64_t value) {
    numbers_[index_of(field)] = value;
    return *this;
}
SampleRecord& SampleRecord::time(std::string_view field, std::string_view iso8601) {
    return number(field, parse_instant(iso8601).value().ms);
}
SampleRecord& SampleRecord::truth(std::string_view field, bool value) {
    truths_[index_of(field)] = value;
    return *this;
}
SampleRecord& SampleRecord::json(std::string_view field, std::string_view value) {
    jsons_[index_of(field)] = Json::parse(value).value();
    return *this;
}

FilterValue SampleRecord::field(std::size_t index, Instant) const {
    if (const auto found = texts_.find(index); found != texts_.end()) return std::string_view(found->second);
    if (const auto found = numbers_.find(index); found != numbers_.end()) return found->second;
    if (const auto found = truths_.find(index); found != truths_.end()) return found->second;
    if (const auto found = jsons_.find(index); found != jsons_.end()) return JsonText{found->second.text()};
    return {};
}

bool SampleRecord::holds(std::string_view filter) const {
    const auto read = read_filter(filter, subject_);
    if (!read) qFatal("%s: %s", std::string(filter).c_str(), read.error().message.c_str());
    return read->matches(*this, noon);
}

SampleRecord faulted_run() {
    SampleRecord run;
    run.text("run", "01JD7Q2K5Z3V8W9X0Y1Z2A3B4C").text("status", "faulted").text("definition", "shop/Order").text("name", "Order");
    run.text("namespace", "shop").text("version", "1.10.0").text("error", "Not Found: the pet \"Milou\" é gone");
    run.time("started", "2026-11-21T11:00:00Z").time("ended", "2026-11-21T11:01:00Z").number("duration", 60'000).number("events", 22);
    run.truth("open", false);
    run.json("input", R"({"customer":{"id":42,"name":"Ada"},"items":[{"sku":"TEA"},{"sku":"MUG"}],"at":"2026-11-21T11:30:00Z",
                          "big":12345678901234567890,"price":12.50,"none":null,"yes":true,"a b":"c\"d","list":["x",1,null]})");
    run.json("tag", R"({"env":"test","level":"1"})");
    return run;
}

} // namespace orkestr::test
