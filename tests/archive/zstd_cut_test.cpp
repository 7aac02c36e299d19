// A compressed log that was cut off, at every byte: it is truncated, and opens as far as it can be read.
#include "core/adapters/archive/open_archive.h"
#include "core/adapters/archive/seekable_writer.h"
#include "core/history/audit_log_index.h"
#include "core/history/audit_log_verifier.h"
#include "tests/history/log_sample.h"
#include "tests/support/test.h"

#include <QTest>
#include <algorithm>

namespace orkestr::test {

namespace {

std::string compressed_log(const std::string& text) {
    std::string out;
    SeekableWriter writer([&](std::string_view bytes) {
        out += bytes;
        return Result<void>();
    });
    if (!writer.write(text) || !writer.finish()) return {};
    return out;
}

std::string text_left(const ByteSource& source) {
    std::string text(source.size_bytes(), '\0');
    const auto read = source.read(0, text);
    return read && *read == text.size() ? text : "unreadable";
}

/// What is wrong with how a prefix of the log is taken; empty when nothing is.
std::string wrong_with(const std::string& packed, std::size_t length, const std::string& whole, std::size_t& left) {
    const auto source = text_of_archive(std::make_shared<MemoryBytes>(packed.substr(0, length)));
    if (!source) return "it does not open: " + source.error().message;
    const auto verdict = verify_audit_log(**source, {});
    if (length < 4) return !verdict && verdict.error().code == ErrorCode::invalid_argument ? "" : "it is no log yet";
    const std::string text = text_left(**source);
    if (!whole.starts_with(text)) return "it is read as something else";
    if (text.size() < left) return "less can be read of more";
    left = text.size();
    if (!verdict) return "it can't be verified: " + verdict.error().message;
    if (!verdict->finding || verdict->finding->kind != AuditFault::truncated) return "it is not found to be truncated";
    const auto lines = static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
    if (verdict->finding->record != lines + 1) return "it is said to end at record " + std::to_string(verdict->finding->record);
    const auto quick = AuditLogIndex::open_quickly(*source);
    const auto index = AuditLogIndex::build(*source);
    if (!quick || !index) return "it does not open as a log";
    if (quick->damage().empty() || index->damage().empty()) return "the damage is not said";
    if (text == whole && index->run_count() == 0) return "its runs are not there";
    return "";
}

} // namespace

class ZstdCutTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void at_every_byte_of_a_small_log();
    void within_a_frame_what_stands_before_is_read();
    void in_a_later_frame();
};

void ZstdCutTest::at_every_byte_of_a_small_log() {
    const std::string whole = written_log(usual_log());
    const std::string packed = compressed_log(whole);
    QVERIFY(verify_audit_log(**text_of_archive(std::make_shared<MemoryBytes>(packed)), {})->finding == std::nullopt);
    std::size_t left = 0;
    for (std::size_t length = 0; length < packed.size(); ++length) {
        const std::string wrong = wrong_with(packed, length, whole, left);
        QVERIFY2(wrong.empty(), (std::to_string(length) + " of " + std::to_string(packed.size()) + " bytes: " + wrong).c_str());
    }
    QCOMPARE(left, whole.size()); // only the table is missing at last
}

void ZstdCutTest::within_a_frame_what_stands_before_is_read() {
    SampleLog sample;
    for (int number = 1; number <= 9; ++number) sample.runs.push_back(sample_run(number, 20));
    const std::string whole = written_log(sample);
    QVERIFY(whole.size() > 100'000 && whole.size() < 1'000'000); // one frame
    const std::string packed = compressed_log(whole);
    std::size_t left = 0;
    for (std::size_t length = 0; length < packed.size(); length += 389) {
        const std::string wrong = wrong_with(packed, length, whole, left);
        QVERIFY2(wrong.empty(), (std::to_string(length) + " of " + std::to_string(packed.size()) + " bytes: " + wrong).c_str());
    }
    // Cut off in the middle, about half of it is had.
    const auto half = text_of_archive(std::make_shared<MemoryBytes>(packed.substr(0, packed.size() / 2)));
    QVERIFY(half.ok());
    QVERIFY((*half)->size_bytes() > whole.size() / 4);
    const auto index = AuditLogIndex::build(*half);
    QVERIFY(index.ok());
    QVERIFY(index->run_count() > 2);
    QCOMPARE(index->rows(index->run_at(0), 0, 1000)->size(), sample.runs[0].rows.size());
}

void ZstdCutTest::in_a_later_frame() {
    SampleLog sample;
    for (int number = 1; number <= 40; ++number) sample.runs.push_back(sample_run(number, 140));
    const std::string whole = written_log(sample);
    QVERIFY(whole.size() > 2'000'000); // two frames and more
    const std::string packed = compressed_log(whole);
    std::size_t left = 0;
    for (const std::size_t tenth : {4U, 6U, 8U, 9U}) {
        const std::string wrong = wrong_with(packed, packed.size() * tenth / 10, whole, left);
        QVERIFY2(wrong.empty(), (std::to_string(tenth) + " tenths: " + wrong).c_str());
        QVERIFY(left > whole.size() * (tenth - 2) / 10);
    }
}

ORKESTR_TEST(ZstdCutTest)

} // namespace orkestr::test

#include "zstd_cut_test.moc"
