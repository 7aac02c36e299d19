// Exports by the exporter of programs with windows: from a workspace and from a log, stopped, twice, of what is damaged.
#include "app/workspace/run_exporter.h"

#include "core/adapters/archive/open_archive.h"
#include "core/adapters/sqlite/sqlite_store.h"
#include "core/history/audit_log_verifier.h"
#include "core/history/chain.h"
#include "tests/history/log_sample.h"
#include "tests/support/test.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <future>

namespace orkestr::test {

namespace {

/// Puts a sample run into a workspace, as its engine would: salted with its key.
void put_run(SqliteStore& store, SampleRun& run) {
    run.key = run_key(*store.workspace_key(), run.run, JsonValue::of(run.rows.front().data).string_at("nonce"));
    Digest head = chain_start(run.run);
    seal(run.rows, run.key, head);
    DefinitionRow definition{"test", "order-1", "1.0.0", to_hex(sha256("order-1")), "text", "order.yaml", Instant{1}};
    if (!store.put_definition(definition)) qFatal("the definition can't be put");
    AppendBatch batch;
    batch.run = run.run;
    batch.events = run.rows;
    batch.row = {run.run, "test", "order-1", "1.0.0", definition.hash, run.faults ? "faulted" : "completed", run.rows.front().at, run.rows.back().at, run.faults ? "Broken: card 41x1 was refused" : "", {}, run.rows.size()};
    const auto done = store.append({batch});
    if (!done.front()) qFatal("the run can't be put: %s", done.front().error().message.c_str());
}

} // namespace

class RunExporterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void all_some_and_filtered();
    void the_same_twice();
    void redacted_in_the_row_too();
    void forks_give_away_no_salts();
    void a_part_of_a_log_keeps_its_proof();
    void nothing_is_left_of_what_fails();
    void a_damaged_history_is_not_signed();

private:
    std::string path(const char* name) const { return folder_->filePath(name).toStdString(); }
    std::string text(const char* name) const {
        QFile file(folder_->filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
    }
    static Result<Exported> wait_for(RunExporter& exporter, ExportRequest request, std::stop_token stop = {}) {
        std::promise<Result<Exported>> promise;
        auto answer = promise.get_future();
        exporter.export_runs(std::move(request), std::move(stop), {}, [&](Result<Exported> done) { promise.set_value(std::move(done)); });
        return answer.get();
    }
    AuditVerdict verdict(const char* name) const {
        const auto source = open_archive(path(name));
        return *verify_audit_log(**source, {});
    }
    std::unique_ptr<QTemporaryDir> folder_;
    std::vector<SampleRun> runs_;
};

void RunExporterTest::init() {
    folder_ = std::make_unique<QTemporaryDir>();
    runs_ = {sample_run(1, 2), sample_run(2, 3, true), sample_run(3, 1)};
    QDir().mkpath(folder_->filePath("workspace"));
    auto store = SqliteStore::open(path("workspace/workspace.sqlite"), SqliteStore::Mode::read_write_create);
    QVERIFY(store.ok());
    for (auto& run : runs_) put_run(**store, run);
}

void RunExporterTest::all_some_and_filtered() {
    ThreadRunExporter exporter(path("workspace"));
    const auto all = wait_for(exporter, {.path = path("all")});
    QVERIFY2(all.ok(), all ? "" : all.error().message.c_str());
    QCOMPARE(all->runs, std::uint64_t{3});
    QCOMPARE(all->events, std::uint64_t{7 + 9 + 5});
    QVERIFY(!verdict("all").finding);
    QCOMPARE(to_hex(verdict("all").sha256), all->sha256);
    const auto some = wait_for(exporter, {.runs = {runs_[2].run, runs_[0].run}, .compressed = true, .path = path("some")});
    QVERIFY(some.ok() && some->runs == 2 && !verdict("some").finding);
    QVERIFY(text("some").size() < some->size_bytes);
    const auto filter = read_filter("status == faulted", FilterSubject::run);
    const auto found = wait_for(exporter, {.filter = *filter, .path = path("faulted")});
    QVERIFY(found.ok() && found->runs == 1);
    QVERIFY(verdict("faulted").head == runs_[1].rows.back().hash);
    const auto none = wait_for(exporter, {.runs = {runs_[0].run}, .filter = *filter, .path = path("none")});
    QVERIFY(none.ok() && none->runs == 0 && !verdict("none").finding);
}

void RunExporterTest::the_same_twice() {
    ThreadRunExporter exporter(path("workspace"));
    for (const bool compressed : {false, true}) {
        QVERIFY(wait_for(exporter, {.compressed = compressed, .path = path("one")}).ok());
        QVERIFY(wait_for(exporter, {.compressed = compressed, .path = path("two")}).ok());
        QVERIFY(text("one") == text("two") && !text("one").empty());
    }
}

void RunExporterTest::redacted_in_the_row_too() {
    ThreadRunExporter exporter(path("workspace"));
    const auto done = wait_for(exporter, {.redactions = {"$..card", "$.error.detail"}, .path = path("redacted")});
    QVERIFY(done.ok() && done->redacted > 0);
    QVERIFY(!verdict("redacted").finding);
    QVERIFY(text("redacted").find("41x1") == std::string::npos);
    QVERIFY(text("redacted").find("\"error\":\"[redacted]\"") != std::string::npos);
    // Again, and what was taken out before stays out.
    ThreadRunExporter again(path("workspace"), path("redacted"));
    QVERIFY(wait_for(again, {.redactions = {"$..name"}, .path = path("twice")}).ok());
    QVERIFY(!verdict("twice").finding);
    QVERIFY(text("twice").find("41x1") == std::string::npos && text("twice").find("Ana") == std::string::npos);
    QVERIFY(text("redacted").find("Ana") != std::string::npos);
    QVERIFY(text("twice").find(R"("redacted":["/value/card","/value/customer/name"])") != std::string::npos);
}

void RunExporterTest::forks_give_away_no_salts() {
    // A run with the nonce of another, as a fork has: its salts are others all the same.
    SampleRun fork = sample_run(1, 3, false, 'A');
    std::string data = fork.rows[0].data.text();
    const std::string nonce = JsonValue::of(runs_[0].rows[0].data).string_at("nonce");
    const std::string own = JsonValue::of(fork.rows[0].data).string_at("nonce");
    fork.rows[0].data = Json::trusted(data.replace(data.find(own), own.size(), nonce));
    {
        auto store = SqliteStore::open(path("workspace/workspace.sqlite"), SqliteStore::Mode::read_write);
        put_run(**store, fork);
    }
    QVERIFY(fork.key != runs_[0].key);
    ThreadRunExporter exporter(path("workspace"));
    QVERIFY(wait_for(exporter, {.redactions = {"$.customer.name"}, .path = path("family")}).ok());
    QVERIFY(!verdict("family").finding);
    const std::string log = text("family");
    const auto shows_salt = [&log](const SampleRun& run, std::uint64_t seq) { return log.find(to_hex(salt_of(run.key, seq))) != std::string::npos; };
    // What is shown whole carries its salt, what was taken out none; and one of the two opens nothing of the other.
    for (const SampleRun* run : {static_cast<const SampleRun*>(&fork), static_cast<const SampleRun*>(&runs_[0])}) {
        QVERIFY(!shows_salt(*run, 1));
        QVERIFY(shows_salt(*run, 2));
        QVERIFY(log.find(to_hex(run->key)) == std::string::npos);
    }
}

void RunExporterTest::a_part_of_a_log_keeps_its_proof() {
    ThreadRunExporter exporter(path("workspace"));
    QVERIFY(wait_for(exporter, {.path = path("all")}).ok());
    // Another workspace cuts it.
    QDir().mkpath(folder_->filePath("other"));
    QVERIFY(SqliteStore::open(path("other/workspace.sqlite"), SqliteStore::Mode::read_write_create).ok());
    ThreadRunExporter cutter(path("other"), path("all"));
    const auto part = wait_for(cutter, {.runs = {runs_[1].run}, .path = path("part")});
    QVERIFY2(part.ok(), part ? "" : part.error().message.c_str());
    const AuditVerdict whole = verdict("all");
    const AuditVerdict cut = verdict("part");
    QVERIFY(!cut.finding);
    QVERIFY(cut.head == runs_[1].rows.back().hash);
    QVERIFY(cut.key != whole.key);
    QCOMPARE(cut.vouchers.size(), std::size_t{1});
    QVERIFY(cut.vouchers[0].is_signed && cut.vouchers[0].key == *whole.key && cut.vouchers[0].runs == 1);
    const auto filter = read_filter("status == completed and input.customer.id == 42", FilterSubject::run);
    const auto filtered = wait_for(cutter, {.filter = *filter, .path = path("filtered")});
    QVERIFY(filtered.ok());
    QCOMPARE(filtered->runs, std::uint64_t{2});
    QVERIFY(!wait_for(cutter, {.path = path("all")}).ok()); // onto itself
    QVERIFY(!verdict("all").finding);
}

void RunExporterTest::nothing_is_left_of_what_fails() {
    const QStringList before = QDir(folder_->path()).entryList(QDir::Files | QDir::Hidden);
    ThreadRunExporter exporter(path("workspace"));
    std::stop_source stop;
    stop.request_stop();
    QCOMPARE(wait_for(exporter, {.path = path("x")}, stop.get_token()).error().code, ErrorCode::cancelled);
    QCOMPARE(wait_for(exporter, {.runs = {RunId{"01KDTMWQG0000000000000000G"}}, .path = path("x")}).error().code, ErrorCode::not_found);
    QCOMPARE(wait_for(exporter, {.redactions = {"nope"}, .path = path("x")}).error().code, ErrorCode::invalid_argument);
    QCOMPARE(wait_for(exporter, {.path = path("no/folder")}).error().code, ErrorCode::not_found);
    ThreadRunExporter nowhere(path("nothing"));
    QVERIFY(!wait_for(nowhere, {.path = path("x")}).ok());
    // Asked to stop by going away: every callback comes all the same.
    std::promise<Result<Exported>> promise;
    {
        ThreadRunExporter gone(path("workspace"));
        gone.export_runs({.path = path("y")}, {}, {}, [&](Result<Exported> done) { promise.set_value(std::move(done)); });
    }
    const auto last = promise.get_future().get();
    QFile::remove(folder_->filePath("y"));
    QVERIFY(last.ok() || last.error().code == ErrorCode::cancelled);
    QCOMPARE(QDir(folder_->path()).entryList(QDir::Files | QDir::Hidden), before);
}

void RunExporterTest::a_damaged_history_is_not_signed() {
    ThreadRunExporter exporter(path("workspace"));
    QVERIFY(wait_for(exporter, {.path = path("all")}).ok());
    std::string log = text("all");
    log[log.find("Ana")] = 'E';
    QFile file(folder_->filePath("edited"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(log.data(), static_cast<qint64>(log.size()));
    file.close();
    ThreadRunExporter launderer(path("workspace"), path("edited"));
    const auto done = wait_for(launderer, {.path = path("signed")});
    QVERIFY(!done.ok());
    QCOMPARE(done.error().code, ErrorCode::corrupt);
    QVERIFY(!QFile::exists(folder_->filePath("signed")));
}

ORKESTR_TEST(RunExporterTest)

} // namespace orkestr::test

#include "run_exporter_test.moc"
