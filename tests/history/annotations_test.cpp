// Bookmarks and notes as text, changed, and as a case's first line: one form only; what is damaged, hostile or newer is refused
// with what is wrong.
#include "core/history/case_file.h"
#include "core/base/random.h"
#include "tests/support/test.h"

#include <QTest>

namespace orkestr::test {

namespace {

RunId noted_run(int number) { return RunId{make_ulid(Instant{1'700'000'000'000 + number}, "0123456789")}; }

Bookmark bookmark(int number, std::uint64_t seq = 0, const std::string& label = "why") {
    Bookmark out;
    out.id = make_ulid(Instant{1'800'000'000'000 + number}, "abcdefghij");
    out.run = noted_run(1);
    out.seq = seq;
    out.label = label;
    out.created = Instant{1'800'000'000'000 + number};
    return out;
}

CaseContent usual_content() {
    CaseContent content;
    Bookmark full = bookmark(2, 7, "the first \"bad\" answer");
    full.step = "/do/0/loop/do/1/call#3.2";
    full.shape = MarkShape::diamond;
    full.note = "two\nlines, and \xC3\xA7";
    full.author = "ada";
    content.annotations.bookmarks = {bookmark(1), full};
    content.annotations.notes = "Orders stood still.";
    content.view = {"status == faulted", "type ~ \"fail\"", true, noted_run(1).text, "events", "/do/0/loop", 7};
    return content;
}

const Ed25519Seed& seed() {
    static const Ed25519Seed one = [] {
        Ed25519Seed out{};
        out.fill(7);
        return out;
    }();
    return one;
}

std::string usual_line() { return *case_line(usual_content(), sha256("log"), seed()); }

std::string with(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    if (at == std::string::npos) qFatal("'%s' is not there", from.c_str());
    return text.replace(at, from.size(), to);
}

/// As somebody would who knows the format, and has no key: the sum fits again.
std::string summed_again(const std::string& line) {
    const auto at = line.find(",\"sum\":\"");
    return line.substr(0, at) + ",\"sum\":\"" + to_hex(sha256(std::string_view(line).substr(0, at))) + line.substr(at + 8 + 64);
}

} // namespace

class AnnotationsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void what_is_read_writes_the_same();
    void they_are_changed_one_by_one();
    void what_can_not_be_kept_data();
    void what_can_not_be_kept();
    void refused_data();
    void refused();
    void there_are_bounds();
    void a_case_line_and_back();
    void the_line_s_length_does_not_depend_on_the_log();
    void edits_of_the_line_are_found_data();
    void edits_of_the_line_are_found();
    void any_byte_of_the_line();
    void any_mutant_is_refused_or_the_same();
};

void AnnotationsTest::what_is_read_writes_the_same() {
    const Annotations annotations = usual_content().annotations;
    const std::string text = notes_text(annotations);
    const auto back = read_notes(text);
    QVERIFY2(back.ok(), back.ok() ? "" : back.error().message.c_str());
    QVERIFY(*back == annotations);
    QCOMPARE(notes_text(*back), text);
    QCOMPARE(std::count(text.begin(), text.end(), '\n'), std::ptrdiff_t{4});
    const auto none = read_notes(notes_text({}));
    QVERIFY(none.ok() && none->is_empty());
    // Another order of members and white space: the same notes.
    const auto loose = read_notes("{ \"orknotes\": 1, \"notes\": \"a\", \"bookmarks\": [] }\n\n");
    QVERIFY(loose.ok() && loose->notes == "a");
}

void AnnotationsTest::they_are_changed_one_by_one() {
    Annotations all;
    QVERIFY(change_annotations(all, PutBookmark{bookmark(3, 9)}).ok());
    QVERIFY(change_annotations(all, PutBookmark{bookmark(4, 2)}).ok());
    QVERIFY(change_annotations(all, PutBookmark{bookmark(5)}).ok());
    QCOMPARE(all.bookmarks.size(), std::size_t{3});
    QCOMPARE(all.bookmarks[0].seq, std::uint64_t{0});
    QCOMPARE(all.bookmarks[1].seq, std::uint64_t{2});
    Bookmark moved = bookmark(3, 1, "other");
    QVERIFY(change_annotations(all, PutBookmark{moved}).ok());
    QCOMPARE(all.bookmarks.size(), std::size_t{3});
    QCOMPARE(all.bookmarks[1].label, std::string("other"));
    QVERIFY(change_annotations(all, RemoveBookmark{moved.id}).ok());
    QVERIFY(change_annotations(all, RemoveBookmark{moved.id}).ok());
    QCOMPARE(all.bookmarks.size(), std::size_t{2});
    QVERIFY(change_annotations(all, SetNotes{"a", ""}).ok());
    QCOMPARE(change_annotations(all, SetNotes{"b", "not a"}).error().code, ErrorCode::conflict);
    QVERIFY(change_annotations(all, SetNotes{"a", "whatever"}).ok()); // what is wanted is there
    QCOMPARE(all.notes, std::string("a"));
    QVERIFY(annotations_of(all, {noted_run(2)}).bookmarks.empty());
    QCOMPARE(annotations_of(all, {noted_run(0), noted_run(1)}), all);
}

void AnnotationsTest::what_can_not_be_kept_data() {
    QTest::addColumn<int>("member");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("id") << 0 << QByteArray("12") << QByteArray("ULID");
    QTest::newRow("run") << 1 << QByteArray("../../etc/passwd") << QByteArray("run");
    QTest::newRow("label of two lines") << 2 << QByteArray("a\nb") << QByteArray("line");
    QTest::newRow("label with an escape") << 2 << QByteArray("a\x1B[31m") << QByteArray("control");
    QTest::newRow("long label") << 2 << QByteArray(401, 'x') << QByteArray("400");
    QTest::newRow("long note") << 3 << QByteArray(64 * 1024 + 1, 'x') << QByteArray("65536");
    QTest::newRow("long step") << 4 << QByteArray(5000, 'x') << QByteArray("step");
    QTest::newRow("author") << 5 << QByteArray("a\tb") << QByteArray("name");
}

void AnnotationsTest::what_can_not_be_kept() {
    QFETCH(int, member);
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, said);
    Bookmark wrong = bookmark(1);
    std::string* members[] = {&wrong.id, &wrong.run.text, &wrong.label, &wrong.note, &wrong.step, &wrong.author};
    *members[member] = text.toStdString();
    Annotations all;
    const auto done = change_annotations(all, PutBookmark{wrong});
    QVERIFY(!done.ok());
    QCOMPARE(done.error().code, ErrorCode::invalid_argument);
    QVERIFY2(done.error().message.find(said.toStdString()) != std::string::npos, done.error().message.c_str());
    QVERIFY(all.is_empty());
    // Nor read, when a file says so.
    all.bookmarks.push_back(wrong);
    const auto read = read_notes(notes_text(all));
    QVERIFY(!read.ok() && read.error().message.find("bookmark 1") != std::string::npos);
}

void AnnotationsTest::refused_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("said");
    const std::string good = notes_text(usual_content().annotations);
    const auto row = [&](const char* name, const std::string& text, const char* said) { QTest::newRow(name) << QByteArray::fromStdString(text) << QByteArray(said); };
    row("nothing", "", "");
    row("no JSON", "hello", "");
    row("cut off", good.substr(0, good.size() / 2), "");
    row("an array", "[]", "orknotes");
    row("no notes", "{\"a\":1}", "orknotes");
    row("newer", with(good, "\"orknotes\":1", "\"orknotes\":2"), "newer Orkestr");
    row("a member more", with(good, "\"orknotes\":1", "\"orknotes\":1,\"x\":2"), "just the members");
    row("a member of a bookmark more", with(good, "\"at\":", "\"as\":1,\"at\":"), "bookmark 1: it has a member that this version does not know");
    row("a mark of none", with(good, "diamond", "skull"), "bookmark 2: 'mark'");
    row("a number of none", with(good, "\"seq\":7", "\"seq\":-7"), "bookmark 2: 'seq'");
    row("a number beyond all", with(good, "\"seq\":7", "\"seq\":18446744073709551616"), "bookmark 2: 'seq'");
    row("a label of none", with(good, "\"label\":\"why\"", "\"label\":[]"), "bookmark 1: 'label' is no text");
    row("a bookmark of none", with(good, "[\n", "[7,\n"), "bookmark 1: it is no object");
    row("no list", "{\"bookmarks\":{},\"notes\":\"\",\"orknotes\":1}", "'bookmarks' is no list");
    row("notes of none", "{\"bookmarks\":[],\"notes\":3,\"orknotes\":1}", "'notes' is no text");
    row("twice", with(good, bookmark(2).id, bookmark(1).id), "two bookmarks");
    row("deep", "{\"bookmarks\":" + std::string(5000, '[') + std::string(5000, ']') + ",\"notes\":\"\",\"orknotes\":1}", "");
}

void AnnotationsTest::refused() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, said);
    const auto read = read_notes(text.toStdString());
    QVERIFY(!read.ok());
    QVERIFY2(read.error().message.find(said.toStdString()) != std::string::npos && !read.error().message.empty(), read.error().message.c_str());
}

void AnnotationsTest::there_are_bounds() {
    Annotations all;
    for (int i = 0; i < static_cast<int>(most_bookmarks); ++i) all.bookmarks.push_back(bookmark(i));
    QVERIFY(read_notes(notes_text(all)).ok());
    QCOMPARE(change_annotations(all, PutBookmark{bookmark(20'000)}).error().code, ErrorCode::limit);
    QVERIFY(change_annotations(all, PutBookmark{bookmark(5, 0, "changed")}).ok());
    all.bookmarks.push_back(bookmark(20'000));
    QCOMPARE(read_notes(notes_text(all)).error().code, ErrorCode::limit);
    Annotations notes;
    QCOMPARE(change_annotations(notes, SetNotes{std::string(longest_notes + 1, 'x'), ""}).error().code, ErrorCode::limit);
    QCOMPARE(read_notes(std::string(longest_annotations + 1, ' ')).error().code, ErrorCode::limit);
    QCOMPARE(read_case_line(std::string(case_beginning) + std::string(longest_case_line, ' ')).error().code, ErrorCode::limit);
}

void AnnotationsTest::a_case_line_and_back() {
    const std::string line = usual_line();
    QVERIFY(line.starts_with("{\"orkcase\":1,\"log\":\"" + to_hex(sha256("log")) + "\",\"bookmarks\":["));
    QVERIFY(JsonValue::parse(line).ok());
    QVERIFY(line.find('\n') == std::string::npos);
    const auto read = read_case_line(line);
    QVERIFY2(read.ok(), read.ok() ? "" : read.error().message.c_str());
    QVERIFY(!read->finding);
    QVERIFY(read->content == usual_content());
    QCOMPARE(read->log, sha256("log"));
    QCOMPARE(read->key, ed25519_public_key(seed()));
    QCOMPARE(*case_line(read->content, read->log, seed()), line);
    const auto empty = read_case_line(*case_line({}, sha256("log"), seed()));
    QVERIFY(empty.ok() && empty->content == CaseContent{});
}

void AnnotationsTest::the_line_s_length_does_not_depend_on_the_log() {
    for (int i = 0; i < 50; ++i) QCOMPARE(case_line(usual_content(), sha256(std::to_string(i)), seed())->size(), usual_line().size());
}

void AnnotationsTest::edits_of_the_line_are_found_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("kind");
    const std::string line = usual_line();
    const auto row = [](const char* name, const std::string& text, const char* kind) { QTest::newRow(name) << QByteArray::fromStdString(text) << QString::fromLatin1(kind); };
    const std::string edited = with(line, "Orders stood still.", "All went well.");
    row("notes", edited, "edited");
    row("notes, and the sum", summed_again(edited), "signature");
    row("another log", with(line, to_hex(sha256("log")), to_hex(sha256("gol"))), "edited");
    row("another log, and the sum", summed_again(with(line, to_hex(sha256("log")), to_hex(sha256("gol")))), "signature");
    Ed25519Seed other{};
    const auto signed_by = [](const Ed25519Seed& who) { return *case_line(usual_content(), sha256("log"), who); };
    const std::string mine = signed_by(other);
    row("another's signature", line.substr(0, line.size() - 130) + mine.substr(mine.size() - 130), "signature");
    // Who signs it anew is not the one who did: the key says so, and is for the reader to know.
    row("signed anew", mine, "");
}

void AnnotationsTest::edits_of_the_line_are_found() {
    QFETCH(QByteArray, line);
    QFETCH(QString, kind);
    const auto read = read_case_line(line.toStdString());
    QVERIFY2(read.ok(), read.ok() ? "" : read.error().message.c_str());
    QCOMPARE(read->finding ? QString::fromLatin1(to_string(read->finding->kind)) : QString(), kind);
    if (read->finding) QCOMPARE(read->finding->record, std::uint64_t{0});
}

void AnnotationsTest::any_byte_of_the_line() {
    const std::string line = usual_line();
    for (std::size_t at = 0; at < line.size(); ++at)
        for (const char byte : {'\0', '"', '0', 'a', '}'}) {
            if (line[at] == byte) continue;
            std::string changed = line;
            changed[at] = byte;
            const auto read = read_case_line(changed);
            if (read) QVERIFY2(read->finding.has_value(), changed.c_str());
            else QVERIFY(!read.error().message.empty());
        }
    for (std::size_t size = 0; size < line.size(); ++size) QVERIFY(!read_case_line(line.substr(0, size)).ok());
}

/// Pieces of lines put together: whatever is read without a finding is what was written.
void AnnotationsTest::any_mutant_is_refused_or_the_same() {
    const std::string line = usual_line();
    const std::string notes = notes_text(usual_content().annotations);
    Random random(20261121);
    const auto below = [&random](std::size_t bound) { return static_cast<std::size_t>(random.below(bound)); };
    for (int i = 0; i < 3000; ++i) {
        for (const std::string& text : {line, notes}) {
            std::string mutant = text;
            const std::size_t from = below(mutant.size());
            const std::size_t count = 1 + below(40);
            switch (below(4)) {
            case 0: mutant.erase(from, count); break;
            case 1: mutant.insert(below(mutant.size()), text.substr(from, count)); break;
            case 2: mutant[from] = static_cast<char>(below(256)); break;
            default: std::swap(mutant[from], mutant[below(mutant.size())]); break;
            }
            if (const auto read = read_case_line(mutant); read && !read->finding) QCOMPARE(mutant, line);
            if (const auto read = read_notes(mutant)) QVERIFY(*read_notes(notes_text(*read)) == *read);
        }
    }
}

ORKESTR_TEST(AnnotationsTest)

} // namespace orkestr::test

#include "annotations_test.moc"
