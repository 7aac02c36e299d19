// Cases and notes as files: a case is the same when it is exported again, wherever it is; what is done to it is found; notes
// are written by two at once, taken over, and left alone when they can't be read.
#include "app/workspace/notes_place.h"
#include "app/workspace/run_exporter.h"
#include "app/workspace/thread_notes.h"
#include "core/adapters/archive/case_archive.h"
#include "core/adapters/archive/notes_file.h"
#include "core/adapters/archive/open_archive.h"
#include "core/adapters/sqlite/sqlite_store.h"
#include "tests/history/log_sample.h"
#include "tests/support/test.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <future>
#include <thread>
#include <unistd.h>

namespace orkestr::test {

namespace {

Bookmark made_up(const RunId& run, int number, std::uint64_t seq = 2) {
    Bookmark out;
    out.id = make_ulid(Instant{1'800'000'000'000 + number}, "abcdefghij");
    out.run = run;
    out.seq = seq;
    out.label = "number " + std::to_string(number);
    return out;
}

} // namespace

class CaseTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void exported_again_it_is_the_same_to_the_byte();
    void what_changes_is_signed_anew_and_the_log_stays();
    void a_part_is_a_log_of_its_own();
    void compressed_it_is_the_same_again_too();
    void what_was_done_to_it_is_found();
    void independent_verifiers_read_the_log_in_it();
    void two_write_at_once_and_nothing_is_lost();
    void notes_are_taken_over_with_the_first_change();
    void what_can_not_be_read_is_left_alone();
    void notes_are_found_where_nothing_can_be_written();
    void others_changes_are_news();

private:
    std::string path(const QString& name) const { return folder_->filePath(name).toStdString(); }
    std::string text(const QString& name) const {
        QFile file(folder_->filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
    }
    void write(const QString& name, const std::string& bytes) const {
        QFile file(folder_->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(bytes));
    }
    /// `workspace` signs.
    Result<Exported> exported(const QString& from, const QString& into, ExportRequest request, const QString& workspace = QStringLiteral("workspace")) const {
        ThreadRunExporter exporter(path(workspace), path(from));
        request.path = path(into);
        std::promise<Result<Exported>> promise;
        auto answer = promise.get_future();
        exporter.export_runs(std::move(request), {}, {}, [&](Result<Exported> done) { promise.set_value(std::move(done)); });
        return answer.get();
    }
    /// Of a case as it is.
    ExportRequest same(const QString& from) const {
        ExportRequest request;
        const auto line = read_case(path(from));
        if (line && *line) request.as_case = (*line)->content;
        return request;
    }
    ExportRequest usual() const {
        ExportRequest request;
        request.as_case.emplace();
        request.as_case->annotations.notes = "why?";
        for (int i = 0; i < 3; ++i) request.as_case->annotations.bookmarks.push_back(made_up(log_.runs[static_cast<std::size_t>(i)].run, i));
        request.as_case->view = {"status == faulted", "", false, log_.runs[1].run.text, "events", "", 2};
        return request;
    }
    std::optional<CaseLine> line_of(const QString& name) const {
        auto line = read_case(path(name));
        return line ? *line : std::nullopt;
    }
    static std::string behind_first_line(const std::string& text) { return text.substr(text.find('\n') + 1); }

    std::unique_ptr<QTemporaryDir> folder_;
    SampleLog log_;
};

void CaseTest::init() {
    folder_ = std::make_unique<QTemporaryDir>();
    log_ = usual_log();
    write("a.orklog", written_log(log_));
    for (const char* name : {"workspace", "another"}) {
        QVERIFY(QDir(folder_->path()).mkpath(name));
        QVERIFY(SqliteStore::open(path(QStringLiteral("%1/workspace.sqlite").arg(QLatin1String(name))), SqliteStore::Mode::read_write_create).ok());
    }
}

void CaseTest::exported_again_it_is_the_same_to_the_byte() {
    const auto done = exported("a.orklog", "a.orkcase", usual());
    QVERIFY2(done.ok(), done.ok() ? "" : done.error().message.c_str());
    QCOMPARE(done->bookmarks, std::uint64_t{3});
    QCOMPARE(done->runs, std::uint64_t{3});
    const std::string first = text("a.orkcase");
    QCOMPARE(behind_first_line(first), text("a.orklog"));
    QVERIFY(exported("a.orklog", "again.orkcase", usual()).ok());
    QVERIFY(text("again.orkcase") == first);
    // Elsewhere, by another workspace, and by none.
    QVERIFY(QDir(folder_->path()).mkpath("far/away"));
    write("far/away/b.orkcase", first);
    QVERIFY(exported("far/away/b.orkcase", "c.orkcase", same("far/away/b.orkcase"), "another").ok());
    QVERIFY(text("c.orkcase") == first);
    QVERIFY(exported("far/away/b.orkcase", "d.orkcase", same("far/away/b.orkcase"), "nowhere").ok());
    QVERIFY(text("d.orkcase") == first);
    // Named one by one they are all runs as well.
    ExportRequest named = same("far/away/b.orkcase");
    for (const auto& run : log_.runs) named.runs.push_back(run.run);
    std::swap(named.runs.front(), named.runs.back());
    QVERIFY(exported("far/away/b.orkcase", "e.orkcase", named, "nowhere").ok());
    QVERIFY(text("e.orkcase") == first);
    QCOMPARE(exported("far/away/b.orkcase", "far/away/b.orkcase", same("far/away/b.orkcase")).error().code, ErrorCode::invalid_argument);
}

void CaseTest::what_changes_is_signed_anew_and_the_log_stays() {
    QVERIFY(exported("a.orklog", "a.orkcase", usual()).ok());
    ExportRequest other = same("a.orkcase");
    other.as_case->annotations.notes = "because";
    QVERIFY(exported("a.orkcase", "b.orkcase", other, "another").ok());
    QCOMPARE(behind_first_line(text("b.orkcase")), text("a.orklog"));
    const auto line = line_of("b.orkcase");
    QVERIFY(line && !line->finding);
    QCOMPARE(line->content.annotations.notes, std::string("because"));
    QVERIFY(line->key != line_of("a.orkcase")->key);
    // Nobody is there to sign it.
    QVERIFY(!exported("a.orkcase", "c.orkcase", other, "nowhere").ok());
    QVERIFY(!QFile::exists(folder_->filePath("c.orkcase")));
}

void CaseTest::a_part_is_a_log_of_its_own() {
    QVERIFY(exported("a.orklog", "a.orkcase", usual()).ok());
    ExportRequest part = same("a.orkcase");
    part.runs = {log_.runs[0].run};
    const auto done = exported("a.orkcase", "part.orkcase", part);
    QVERIFY2(done.ok(), done.ok() ? "" : done.error().message.c_str());
    QCOMPARE(done->bookmarks, std::uint64_t{1});
    const auto source = open_archive(path("part.orkcase"));
    QVERIFY(source.ok());
    const auto verdict = verify_audit_log(**source, {});
    QVERIFY(verdict.ok() && !verdict->finding);
    QCOMPARE(verdict->counts.runs, std::uint64_t{1});
    QVERIFY(!verdict->vouchers.empty() && verdict->vouchers.back().is_signed);
    const auto line = line_of("part.orkcase");
    QVERIFY(line && !line->finding);
    QCOMPARE(line->log, verdict->whole_sha256);
    const std::string once = text("part.orkcase");
    QVERIFY(exported("part.orkcase", "again.orkcase", same("part.orkcase"), "nowhere").ok());
    QVERIFY(text("again.orkcase") == once);
    // What is taken out of payloads makes another log too.
    ExportRequest redacted = same("a.orkcase");
    redacted.redactions = {"$..card"};
    QVERIFY(exported("a.orkcase", "redacted.orkcase", redacted).ok());
    QVERIFY(behind_first_line(text("redacted.orkcase")) != text("a.orklog"));
    QVERIFY(line_of("redacted.orkcase")->log == verify_audit_log(**open_archive(path("redacted.orkcase")), {})->whole_sha256);
}

void CaseTest::compressed_it_is_the_same_again_too() {
    ExportRequest packed = usual();
    packed.compressed = true;
    QVERIFY(exported("a.orklog", "a.orkcase", packed).ok());
    const std::string first = text("a.orkcase");
    QVERIFY(behind_first_line(first).starts_with("\x28\xB5\x2F\xFD"));
    QVERIFY(exported("a.orkcase", "b.orkcase", same("a.orkcase"), "nowhere").ok());
    QVERIFY(text("b.orkcase") == first);
    const auto source = open_archive(path("a.orkcase"));
    QVERIFY(source.ok());
    const auto verdict = verify_audit_log(**source, {});
    QVERIFY(verdict.ok() && !verdict->finding);
    QCOMPARE(verdict->whole_sha256, line_of("a.orkcase")->log);
    ExportRequest part = packed;
    part.runs = {log_.runs[2].run};
    QVERIFY(exported("a.orklog", "part.orkcase", part).ok());
    QCOMPARE(line_of("part.orkcase")->log, verify_audit_log(**open_archive(path("part.orkcase")), {})->whole_sha256);
}

void CaseTest::what_was_done_to_it_is_found() {
    QVERIFY(exported("a.orklog", "a.orkcase", usual()).ok());
    const std::string good = text("a.orkcase");
    std::string edited = good;
    edited.replace(edited.find("why?"), 4, "who?");
    write("edited.orkcase", edited);
    QCOMPARE(to_string(line_of("edited.orkcase")->finding->kind), to_string(AuditFault::edited));
    // It is not written again as if it were whole, though its log is.
    QVERIFY(!exported("edited.orkcase", "x.orkcase", same("edited.orkcase"), "nowhere").ok());
    QVERIFY(exported("edited.orkcase", "x.orkcase", same("edited.orkcase")).ok());
    // A log that does not hold is not signed for.
    std::string broken = good;
    broken.replace(broken.rfind("\"at\":"), 5, "\"at\":1");
    write("broken.orkcase", broken);
    QCOMPARE(exported("broken.orkcase", "y.orkcase", same("broken.orkcase")).error().code, ErrorCode::corrupt);
    write("cut.orkcase", good.substr(0, 200));
    QCOMPARE(open_archive(path("cut.orkcase")).error().code, ErrorCode::corrupt);
    // Another log behind the line.
    SampleLog other = usual_log();
    other.runs.pop_back();
    write("swapped.orkcase", good.substr(0, good.find('\n') + 1) + written_log(other));
    const auto source = open_archive(path("swapped.orkcase"));
    const auto verdict = verify_audit_log(**source, {});
    QVERIFY(!verdict->finding && verdict->whole_sha256 != line_of("swapped.orkcase")->log);
    QVERIFY(!exported("swapped.orkcase", "z.orkcase", same("swapped.orkcase"), "nowhere").ok());
}

void CaseTest::independent_verifiers_read_the_log_in_it() {
    const QString python = QStandardPaths::findExecutable(QStringLiteral("python3"));
    if (python.isEmpty()) QSKIP("there is no python3");
    QVERIFY(exported("a.orklog", "a.orkcase", usual()).ok());
    write("tail.orklog", behind_first_line(text("a.orkcase")));
    QProcess process;
    process.start(python, {QString::fromStdString(source_dir()) + "/tests/history/verify_orklog.py", folder_->filePath("tail.orklog")});
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitCode(), 0);
}

void CaseTest::two_write_at_once_and_nothing_is_lost() {
    const NotesFile one(path("two.orknotes"));
    const NotesFile two(path("two.orknotes"));
    constexpr int each = 40;
    const RunId run = log_.runs[0].run;
    std::atomic<int> failed = 0;
    const auto add = [&](const NotesFile& file, int first) {
        for (int i = 0; i < each; ++i)
            if (!file.change(PutBookmark{made_up(run, first + i)})) ++failed;
    };
    std::thread other([&] { add(two, 1000); });
    add(one, 0);
    other.join();
    QCOMPARE(failed.load(), 0);
    const auto all = one.read();
    QVERIFY(all.ok());
    QCOMPARE(all->bookmarks.size(), std::size_t{2 * each});
    // Only the file itself is left.
    QCOMPARE(QDir(folder_->path()).entryList({"*two*"}, QDir::Files | QDir::Hidden), QStringList{"two.orknotes"});
}

void CaseTest::notes_are_taken_over_with_the_first_change() {
    const RunId run = log_.runs[0].run;
    Annotations base;
    base.bookmarks = {made_up(run, 1)};
    const NotesFile file(path("new/home.orknotes"), {path("elsewhere.orknotes")}, base);
    QCOMPARE(*file.read(), base);
    QVERIFY(NotesFile(path("elsewhere.orknotes")).change(PutBookmark{made_up(run, 2)}).ok());
    QCOMPARE(file.read()->bookmarks.front().label, std::string("number 2"));
    const std::string before = file.stamp();
    QVERIFY(file.change(PutBookmark{made_up(run, 3)}).ok());
    QVERIFY(file.stamp() != before);
    QCOMPARE(file.read()->bookmarks.size(), std::size_t{2});
    QCOMPARE(NotesFile(path("elsewhere.orknotes")).read()->bookmarks.size(), std::size_t{1});
    // What comes to nothing leaves nothing.
    const NotesFile none(path("none.orknotes"));
    QVERIFY(none.change(RemoveBookmark{made_up(run, 9).id}).ok());
    QVERIFY(!QFile::exists(folder_->filePath("none.orknotes")));
    // Of a case: what it brings along, until something is written beside it.
    QVERIFY(exported("a.orklog", "a.orkcase", usual()).ok());
    const std::string bytes = text("a.orkcase");
    const auto beside = notes_of(path("a.orkcase"));
    QVERIFY(beside.ok());
    QCOMPARE(beside->path(), path("a.orkcase") + notes_suffix);
    QCOMPARE(beside->read()->notes, std::string("why?"));
    const auto brought = beside->read();
    for (const Bookmark& bookmark : brought->bookmarks) QVERIFY(beside->change(RemoveBookmark{bookmark.id}).ok());
    QVERIFY(notes_of(path("a.orkcase"))->read()->bookmarks.empty());
    QVERIFY(text("a.orkcase") == bytes);
}

void CaseTest::what_can_not_be_read_is_left_alone() {
    const RunId run = log_.runs[0].run;
    for (const char* bad : {"hello", "{\"orknotes\":2,\"bookmarks\":[],\"notes\":\"\"}", "{\"orknotes\":1}"}) {
        write("bad.orknotes", bad);
        const NotesFile file(path("bad.orknotes"));
        const auto read = file.read();
        QVERIFY(!read.ok());
        QVERIFY(read.error().message.find("bad.orknotes") != std::string::npos);
        QVERIFY(!file.change(PutBookmark{made_up(run, 1)}).ok());
        QCOMPARE(text("bad.orknotes"), std::string(bad));
    }
    QVERIFY(QDir(folder_->path()).mkpath("folder.orknotes"));
    QVERIFY(!NotesFile(path("folder.orknotes")).change(PutBookmark{made_up(run, 1)}).ok());
    QVERIFY(QFile::link(folder_->filePath("a.orklog"), folder_->filePath("link.orknotes")));
    QVERIFY(!NotesFile(path("link.orknotes")).change(PutBookmark{made_up(run, 1)}).ok());
    QCOMPARE(text("a.orklog"), written_log(log_));
}

void CaseTest::notes_are_found_where_nothing_can_be_written() {
    if (::geteuid() == 0) QSKIP("root writes everywhere");
    QVERIFY(QDir(folder_->path()).mkpath("locked"));
    QVERIFY(QFile::copy(folder_->filePath("a.orklog"), folder_->filePath("locked/a.orklog")));
    const auto all = QFile::ReadOwner | QFile::ExeOwner;
    QVERIFY(QFile::setPermissions(folder_->filePath("locked"), all));
    const auto file = notes_of(path("locked/a.orklog"));
    QVERIFY(file.ok() && !QString::fromStdString(file->path()).startsWith(folder_->path()));
    const auto changed = file->change(PutBookmark{made_up(log_.runs[0].run, 1)});
    QVERIFY(QFile::setPermissions(folder_->filePath("locked"), all | QFile::WriteOwner));
    QVERIFY(changed.ok());
    // The same file elsewhere finds them.
    QVERIFY(QFile::copy(folder_->filePath("locked/a.orklog"), folder_->filePath("moved.orklog")));
    QCOMPARE(notes_of(path("moved.orklog"))->read()->bookmarks.size(), std::size_t{1});
    QVERIFY(QFile::remove(QString::fromStdString(file->path())));
}

void CaseTest::others_changes_are_news() {
    ThreadNotes notes(path("a.orklog"));
    std::atomic<int> told = 0;
    notes.watch([&] { ++told; });
    std::promise<Result<KeptNotes>> promise;
    notes.read({}, [&](Result<KeptNotes> answer) { promise.set_value(std::move(answer)); });
    const auto first = promise.get_future().get();
    QVERIFY(first.ok() && first->annotations.is_empty());
    QCOMPARE(first->path, path("a.orklog") + notes_suffix);
    QVERIFY(NotesFile(first->path).change(PutBookmark{made_up(log_.runs[0].run, 1)}).ok());
    QTRY_VERIFY(told > 0);
    notes.watch({});
}

ORKESTR_TEST(CaseTest)

} // namespace orkestr::test

#include "case_test.moc"
