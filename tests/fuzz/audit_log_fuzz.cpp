// libFuzzer target for the readers of audit logs: any bytes open as far as they go or are refused, and are judged; never a
// crash, a hang, or an event that isn't there. Compressed files too, by their first bytes.
#include "core/adapters/archive/zstd_bytes.h"
#include "core/history/audit_log_index.h"
#include "core/history/audit_log_verifier.h"
#include "core/history/redaction.h"
#include "tests/fuzz/text_bytes.h"

#include <algorithm>
#include <cstdlib>

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void check_index(const std::shared_ptr<const orkestr::ByteSource>& source) {
    const auto index = orkestr::AuditLogIndex::build(source);
    require(index.ok() || !index.error().message.empty());
    if (!index) return;
    require(index->memory_bytes() <= 131072 + 4 * source->size_bytes());
    std::uint64_t events = 0;
    for (std::size_t at = 0; at < index->run_count(); ++at) {
        const auto run = index->run_at(at);
        require(index->find(run) == at);
        events += index->place_at(at).events;
        if (at >= 50) continue;
        (void)index->runs(at, 1);
        std::uint64_t after = 0;
        const auto rows = index->rows(run, 0, 20);
        for (std::size_t i = 0; rows && i < rows->size(); ++i) {
            require((*rows)[i].seq > after);
            after = (*rows)[i].seq;
            (void)index->redacted(run, after);
        }
        if (after > 0) (void)index->rows(run, after - 1, 1);
    }
    require(events == index->event_count());
    for (const auto& one : index->definitions()) (void)index->definition(one.hash);
    (void)index->proofs();
    const auto quick = orkestr::AuditLogIndex::open_quickly(source);
    for (std::size_t at = 0; quick && at < std::min<std::size_t>(quick->run_count(), 20); ++at) (void)quick->rows(quick->run_at(at), 1, 3);
}

void check_verifier(const orkestr::ByteSource& source) {
    const auto verdict = orkestr::verify_audit_log(source, {});
    require(verdict.ok() || !verdict.error().message.empty());
    if (verdict && verdict->finding) require(verdict->finding->record >= 1 && !verdict->finding->message.empty());
    (void)orkestr::verify_audit_log(source, {.run = orkestr::RunId{"01KDTMWQG00000000000000120"}});
}

/// The first line as a JSONPath, the rest as a payload.
void check_redaction(std::string_view text) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto redaction = orkestr::Redaction::create({std::string(text.substr(0, end))});
    require(redaction.ok() || redaction.error().span.has_value());
    if (!redaction || end == text.size()) return;
    auto value = orkestr::Json::parse(text.substr(end + 1));
    if (!value) return;
    orkestr::EventRow row{1, "x", {}, orkestr::Json::trusted("{}"), *value, {}};
    const auto pointers = redaction->apply(row);
    require(pointers.empty() == (*row.value == *value));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (text.starts_with("$")) {
        check_redaction(text);
        return 0;
    }
    std::shared_ptr<const orkestr::ByteSource> source = std::make_shared<orkestr::test::TextBytes>(text);
    if (size >= 4 && orkestr::read_u32(text.data()) == orkestr::zstd_frame_magic) {
        const auto opened = orkestr::ZstdBytes::open(source);
        require(opened.ok() || !opened.error().message.empty());
        if (!opened || (*opened)->size_bytes() > (std::uint64_t{8} << 20)) return 0;
        source = *opened;
    }
    check_index(source);
    check_verifier(*source);
    return 0;
}
