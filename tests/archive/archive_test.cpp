// Files that logs are read from: plain ones that change meanwhile, compressed ones that are cut off, damaged or lie.
#include "core/adapters/archive/open_archive.h"
#include "core/adapters/archive/seekable_writer.h"
#include "core/adapters/archive/zstd_frames.h"
#include "core/base/random.h"
#include "core/history/audit_log_index.h"
#include "core/history/audit_log_verifier.h"
#include "tests/history/log_sample.h"
#include "tests/support/test.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace orkestr::test {

namespace {

std::string packed(const std::string& text) {
    std::string out;
    SeekableWriter writer([&](std::string_view bytes) {
        out += bytes;
        return Result<void>();
    });
    // In pieces, as a log is written.
    for (std::size_t at = 0; at < text.size(); at += 5000)
        if (!writer.write(std::string_view(text).substr(at, 5000))) return {};
    if (!writer.finish()) return {};
    return out;
}

std::string all_of(const ByteSource& source) {
    std::string out(source.size_bytes(), '\0');
    const auto count = source.read(0, out);
    return count && *count == out.size() ? out : "?";
}

/// Lines whose frames differ from one another: about six megabytes, and one of five.
std::string long_text() {
    std::string text;
    for (int i = 0; i < 60'000; ++i) text += "line " + std::to_string(i) + std::string(static_cast<std::size_t>(i % 199), 'x') + "\n";
    text += std::string(5'000'000, 'y') + "\n";
    return text + "end\n";
}

} // namespace

class ArchiveTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reads_what_was_compressed();
    void other_programs_read_it();
    void frames_hold_whole_lines();
    void cut_off_it_opens_as_far_as_it_goes();
    void a_damaged_frame_is_an_error();
    void a_lying_table_is_refused();
    void bombs_are_refused();
    void logs_in_compressed_files();
    void a_file_that_changes_is_an_error();
    void what_is_no_file_is_refused();

private:
    std::string write(const char* name, const std::string& bytes) const {
        QFile file(folder_.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes.data(), static_cast<qint64>(bytes.size())) != static_cast<qint64>(bytes.size())) qFatal("the test can't write");
        return file.fileName().toStdString();
    }
    QTemporaryDir folder_;
};

void ArchiveTest::reads_what_was_compressed() {
    const std::string text = long_text();
    const auto source = open_archive(write("long", packed(text)));
    QVERIFY(source.ok());
    QCOMPARE((*source)->size_bytes(), std::uint64_t{text.size()});
    QVERIFY((*source)->damage().empty());
    QVERIFY(all_of(**source) == text);
    // At random, across frames, and at the end.
    Random random(7);
    for (int i = 0; i < 300; ++i) {
        const std::uint64_t at = random.below(text.size() + 10);
        std::string piece(random.below(i % 10 == 0 ? 3'000'000 : 5000), '\0');
        const auto count = (*source)->read(at, piece);
        QVERIFY(count.ok());
        piece.resize(*count);
        QVERIFY(piece == (at < text.size() ? text.substr(at, piece.size()) : std::string()));
    }
}

void ArchiveTest::other_programs_read_it() {
    const std::string text = long_text();
    QProcess zstd;
    zstd.start("zstd", {"-dcq", QString::fromStdString(write("other.zst", packed(text)))});
    if (!zstd.waitForFinished(-1)) QSKIP("the program zstd is not installed");
    QCOMPARE(zstd.exitCode(), 0);
    QVERIFY(zstd.readAllStandardOutput().toStdString() == text);
}

void ArchiveTest::frames_hold_whole_lines() {
    const std::string text = long_text();
    const MemoryBytes file(packed(text));
    const auto frames = find_zstd_frames(file);
    QVERIFY(frames.ok() && frames->damage.empty());
    QVERIFY(frames->frames.size() > 6);
    int split = 0;
    for (std::size_t i = 1; i < frames->frames.size(); ++i) {
        const auto length = frames->frames[i].text_at - frames->frames[i - 1].text_at;
        QVERIFY(length <= std::uint64_t{4} << 20);
        split += text[frames->frames[i].text_at - 1] != '\n';
    }
    QCOMPARE(split, 1); // the line of five megabytes
}

void ArchiveTest::cut_off_it_opens_as_far_as_it_goes() {
    const std::string text = long_text();
    const std::string whole = packed(text);
    std::size_t before = 0;
    for (std::size_t length = 4; length < whole.size(); length += whole.size() / 40) {
        const auto source = open_archive(write("cut", whole.substr(0, length)));
        QVERIFY(source.ok());
        QVERIFY(!(*source)->damage().empty());
        const std::string got = all_of(**source);
        QVERIFY(text.starts_with(got));
        QVERIFY(got.size() >= before);
        before = got.size();
    }
    QVERIFY(before > text.size() / 2);
    // Only the table is missing.
    const MemoryBytes file(whole);
    const auto frames = find_zstd_frames(file);
    const auto source = open_archive(write("no table", whole.substr(0, frames->frames.back().at)));
    QVERIFY(source.ok() && all_of(**source) == text);
}

void ArchiveTest::a_damaged_frame_is_an_error() {
    const std::string text = long_text();
    std::string bytes = packed(text);
    const auto frames = find_zstd_frames(MemoryBytes(bytes));
    bytes[frames->frames[2].at + 500] ^= 1;
    const auto source = open_archive(write("damaged", bytes));
    QVERIFY(source.ok());
    std::string piece(10, '\0');
    QVERIFY((*source)->read(frames->frames[1].text_at, piece).ok());
    const auto failed = (*source)->read(frames->frames[2].text_at, piece);
    QVERIFY(!failed.ok());
    QCOMPARE(failed.error().code, ErrorCode::corrupt);
    QVERIFY((*source)->read(frames->frames[3].text_at, piece).ok());
}

void ArchiveTest::a_lying_table_is_refused() {
    const std::string text = long_text();
    const std::string whole = packed(text);
    const auto frames = find_zstd_frames(MemoryBytes(whole));
    const std::size_t table = frames->frames.back().at + 8;
    // Sizes of text that the frames don't have: no frame is read that has another size than the table says.
    std::string bytes = whole;
    bytes[table + 4] ^= 1;
    auto source = open_archive(write("lying", bytes));
    std::string piece(10, '\0');
    QVERIFY(source.ok() && !(*source)->read(0, piece).ok());
    // More frames than there is file: the table is none, and the frames are gone through one by one.
    bytes = whole;
    bytes[bytes.size() - 9] = '\xff';
    bytes[bytes.size() - 6] = '\xff';
    source = open_archive(write("lying", bytes));
    QVERIFY(source.ok() && !(*source)->damage().empty() && all_of(**source) == text);
    bytes = whole;
    bytes[table] ^= 1;
    source = open_archive(write("lying", bytes));
    QVERIFY(source.ok() && !(*source)->damage().empty() && all_of(**source) == text);
}

void ArchiveTest::bombs_are_refused() {
    // Zeros shrink to almost nothing.
    const std::string bomb = packed(std::string(200'000'000, '\0'));
    QVERIFY(bomb.size() < 100'000);
    const auto source = open_archive(write("bomb", bomb));
    QVERIFY(!source.ok());
    QCOMPARE(source.error().code, ErrorCode::limit);
    const auto frames = find_zstd_frames(MemoryBytes(bomb.substr(0, bomb.size() - 9)));
    QVERIFY(!frames.ok());
    QCOMPARE(frames.error().code, ErrorCode::limit);
}

void ArchiveTest::logs_in_compressed_files() {
    const std::string text = written_log(usual_log());
    const auto source = open_archive(write("log", packed(text)));
    QVERIFY(source.ok());
    const auto index = AuditLogIndex::build(*source);
    QVERIFY(index.ok() && index->damage().empty());
    QCOMPARE(index->event_count(), std::uint64_t{21});
    const auto verdict = verify_audit_log(**source, {});
    QVERIFY(verdict.ok() && !verdict->finding);
    const auto plain = verify_audit_log(MemoryBytes(text), {});
    QVERIFY(verdict->whole_sha256 == plain->whole_sha256);
    const std::string bytes = packed(text);
    for (std::size_t length = bytes.size() / 2; length < bytes.size() - 60; length += 100) {
        const auto cut = open_archive(write("log", bytes.substr(0, length)));
        const auto opened = AuditLogIndex::build(*cut);
        if (!opened) continue; // nothing of the only frame
        QVERIFY(!opened->damage().empty());
    }
    std::string flipped = bytes;
    flipped[200] ^= 1;
    const auto damaged = open_archive(write("log", flipped));
    const auto found = verify_audit_log(**damaged, {});
    QVERIFY(found.ok() && found->finding);
    QCOMPARE(std::string(to_string(found->finding->kind)), std::string("edited"));
    QCOMPARE(found->finding->record, std::uint64_t{1});
}

void ArchiveTest::a_file_that_changes_is_an_error() {
    const std::string path = write("growing", std::string(10'000, 'a'));
    const auto source = open_archive(path);
    QVERIFY(source.ok());
    std::string piece(100, '\0');
    QVERIFY((*source)->read(0, piece).ok());
    QFile file(QString::fromStdString(path));
    QVERIFY(file.resize(50));
    const auto shrunk = (*source)->read(0, piece);
    QVERIFY(!shrunk.ok());
    QCOMPARE(shrunk.error().code, ErrorCode::conflict);
    QVERIFY(!(*source)->read(5000, piece).ok());
    QVERIFY(file.resize(20'000));
    QCOMPARE((*source)->read(0, piece).error().code, ErrorCode::conflict);
}

void ArchiveTest::what_is_no_file_is_refused() {
    QCOMPARE(open_archive(folder_.filePath("none").toStdString()).error().code, ErrorCode::not_found);
    QCOMPARE(open_archive(folder_.path().toStdString()).error().code, ErrorCode::invalid_argument);
}

ORKESTR_TEST(ArchiveTest)

} // namespace orkestr::test

#include "archive_test.moc"
