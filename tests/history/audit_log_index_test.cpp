// Audit logs opened for reading: whole, cut off, damaged, larger than 4 GB.
#include "core/history/audit_log_index.h"

#include "core/history/chain.h"
#include "core/history/history_fold.h"
#include "tests/history/log_sample.h"
#include "tests/support/test.h"

#include <QTest>
#include <algorithm>
#include <cstring>

namespace orkestr::test {

namespace {

std::shared_ptr<const ByteSource> bytes_of_log(std::string text) { return std::make_shared<MemoryBytes>(std::move(text)); }

bool same_rows(const std::vector<EventRow>& a, const std::vector<EventRow>& b) {
    const auto same = [](const EventRow& x, const EventRow& y) {
        return x.seq == y.seq && x.type == y.type && x.at == y.at && x.data == y.data && x.value == y.value && x.hash == y.hash;
    };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), same);
}

/// One real record, and as many like it as make five gigabytes, without holding them: line i is the record with number
/// and sequence i, padded to the same length.
class FiveGigabytes final : public ByteSource {
public:
    static constexpr std::uint64_t line_bytes = 65536;
    static constexpr std::uint64_t lines = 80'000;

    std::uint64_t size_bytes() const override { return line_bytes * lines; }
    Result<std::size_t> read(std::uint64_t offset, std::span<char> into) const override {
        std::size_t done = 0;
        while (done < into.size() && offset + done < size_bytes()) {
            const std::uint64_t at = offset + done;
            const std::string& text = line(at / line_bytes + 1);
            const auto skip = static_cast<std::size_t>(at % line_bytes);
            const std::size_t count = std::min(into.size() - done, text.size() - skip);
            std::memcpy(into.data() + done, text.data() + skip, count);
            done += count;
        }
        return done;
    }

private:
    const std::string& line(std::uint64_t number) const {
        thread_local std::uint64_t known = 0;
        thread_local std::string text;
        if (known == number) return text;
        known = number;
        text = number == 1 ? std::string("{\"n\":1,\"orklog\":1,\"definitions\":[],\"proofs\":[],\"pad\":\"")
                           : "{\"n\":" + std::to_string(number) + ",\"run\":\"01KDTMWQG0000000000000000G\",\"seq\":" + std::to_string(number - 1) +
                                 ",\"type\":\"task.started\",\"at\":1,\"hash\":\"" + std::string(64, '0') + "\",\"salt\":\"" + std::string(64, '0') + "\",\"data\":{\"pad\":\"";
        const std::string end = number == 1 ? "\"}\n" : "\"}}\n";
        text.resize(line_bytes - end.size(), 'x');
        text += end;
        return text;
    }
};

} // namespace

class AuditLogIndexTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void opens_what_was_written();
    void a_quick_index_reads_as_the_complete_one();
    void says_what_was_redacted();
    void folds_though_redacted();
    void cut_anywhere_it_opens_as_far_as_it_goes();
    void a_damaged_line_hides_only_itself();
    void a_damaged_index_is_done_without();
    void a_missing_record_is_known_of_its_run();
    void unknown_events_are_kept();
    void larger_than_four_gigabytes();
    void what_is_no_log_is_refused();
    void stops_when_asked();
};

void AuditLogIndexTest::opens_what_was_written() {
    const SampleLog sample = usual_log();
    const auto index = AuditLogIndex::build(bytes_of_log(written_log(sample)));
    QVERIFY(index.ok());
    QVERIFY(index->complete() && index->damage().empty());
    QCOMPARE(index->run_count(), std::size_t{3});
    QCOMPARE(index->event_count(), std::uint64_t{5 + 7 + 9});
    QCOMPARE(index->header().title, std::string("sample"));
    QCOMPARE(index->definitions().size(), std::size_t{2});
    const auto definition = index->definition(index->definitions()[1].hash);
    QVERIFY(definition.ok());
    QCOMPARE(definition->name, std::string("order-2"));
    const std::string resources = R"({"https://example.com/f":"a: \"b\""})";
    QCOMPARE(definition->resources.text(), resources);
    QVERIFY(!index->definition("none").ok());
    const auto runs = index->runs(0, 10);
    QVERIFY(runs.ok());
    QCOMPARE(runs->size(), std::size_t{3});
    QCOMPARE((*runs)[2].row.status, std::string("faulted"));
    QCOMPARE((*runs)[2].row.error, std::string("Broken"));
    QCOMPARE((*runs)[1].place.events, std::uint64_t{7});
    for (const std::size_t at : {std::size_t{0}, std::size_t{2}}) { // the second is redacted
        const SampleRun& run = sample.runs[at];
        const auto rows = index->rows(run.run, 0, 1000);
        QVERIFY(rows.ok() && same_rows(*rows, run.rows));
        const auto some = index->rows(run.run, 2, 2);
        QVERIFY(some.ok() && same_rows(*some, {run.rows[2], run.rows[3]}));
        QVERIFY(index->rows(run.run, run.rows.size(), 10)->empty());
    }
    QCOMPARE(index->rows(RunId{"01KDTMWQG0000000000000000G"}, 0, 1).error().code, ErrorCode::not_found);
    const auto proofs = index->proofs();
    QVERIFY(proofs.ok() && proofs->size() == 1 && proofs->front() == sample.proof);
}

void AuditLogIndexTest::a_quick_index_reads_as_the_complete_one() {
    const SampleLog sample = usual_log();
    const auto source = bytes_of_log(written_log(sample));
    const auto quick = AuditLogIndex::open_quickly(source);
    const auto complete = AuditLogIndex::build(source);
    QVERIFY(quick.ok() && complete.ok());
    QVERIFY(!quick->complete() && quick->damage().empty());
    QCOMPARE(quick->run_count(), complete->run_count());
    for (std::size_t at = 0; at < quick->run_count(); ++at) {
        QVERIFY(quick->place_at(at) == complete->place_at(at));
        QCOMPARE(quick->find(quick->run_at(at)).value(), at);
        for (std::uint64_t after = 0; after < 9; ++after) {
            const auto a = quick->rows(quick->run_at(at), after, 3);
            const auto b = complete->rows(quick->run_at(at), after, 3);
            QVERIFY(a.ok() && b.ok() && same_rows(*a, *b));
        }
    }
    QCOMPARE(quick->runs(1, 1)->front().row.run, complete->runs(1, 1)->front().row.run);
}

void AuditLogIndexTest::says_what_was_redacted() {
    const SampleLog sample = usual_log();
    const auto index = AuditLogIndex::build(bytes_of_log(written_log(sample)));
    const RunId run = sample.runs[1].run;
    QCOMPARE(index->redacted(run, 1).value(), (std::vector<std::string>{"/value/card"}));
    QCOMPARE(index->redacted(run, 4).value(), std::vector<std::string>{});
    QCOMPARE(index->redacted(sample.runs[0].run, 1).value(), std::vector<std::string>{});
    const auto first = index->rows(run, 0, 1);
    const std::string mark = R"({"card":{"$redacted":true},)";
    QVERIFY(first->front().value->text().starts_with(mark));
    QVERIFY(first->front().hash == sample.runs[1].rows[0].hash);
}

void AuditLogIndexTest::folds_though_redacted() {
    SampleLog sample{{sample_run(1, 3, true)}, {"$", "$..*"}};
    const auto index = AuditLogIndex::build(bytes_of_log(written_log(sample)));
    HistoryFold fold;
    const auto rows = index->rows(sample.runs[0].run, 0, 100);
    for (const auto& row : *rows) QVERIFY2(fold.add(row).ok(), row.type.c_str());
    QVERIFY(fold.state().status == RunStatus::faulted);
    QVERIFY(written_log(sample).find("41x1") == std::string::npos);
}

void AuditLogIndexTest::cut_anywhere_it_opens_as_far_as_it_goes() {
    const SampleLog sample = usual_log();
    const std::string whole = written_log(sample);
    const auto lines = lines_of(whole);
    std::vector<std::size_t> ends;
    for (const auto& line : lines) ends.push_back((ends.empty() ? 0 : ends.back()) + line.size() + 1);
    for (std::size_t length = ends[0]; length < whole.size(); length += 7) {
        const auto index = AuditLogIndex::build(bytes_of_log(whole.substr(0, length)));
        QVERIFY(index.ok());
        QVERIFY(!index->damage().empty());
        const auto complete_lines = static_cast<std::size_t>(std::upper_bound(ends.begin(), ends.end(), length) - ends.begin());
        std::uint64_t events = 0;
        for (std::size_t i = 0; i < complete_lines; ++i) events += name_audit_line(lines[i]).kind == AuditLineKind::record;
        QCOMPARE(index->event_count(), events);
        for (std::size_t at = 0; at < index->run_count(); ++at) QVERIFY(index->rows(index->run_at(at), 0, 100)->size() == index->place_at(at).events);
        // Rows that the index does not have come from the events.
        const auto runs = index->runs(0, 10);
        QVERIFY(runs.ok() && runs->size() == index->run_count());
        if (!runs->empty()) QCOMPARE(runs->front().row.name, std::string("order-1"));
        if (runs->size() > 1) QCOMPARE(runs->front().row.status, std::string("completed"));
        const auto quick = AuditLogIndex::open_quickly(bytes_of_log(whole.substr(0, length)));
        QVERIFY(quick.ok() && quick->run_count() == 0 && !quick->damage().empty());
    }
}

void AuditLogIndexTest::a_damaged_line_hides_only_itself() {
    const SampleLog sample = usual_log();
    auto lines = lines_of(written_log(sample));
    const std::size_t third = 4 + 5 + 7; // header, definitions, proof, two runs
    for (const std::string& garbage : {std::string("garbage"), std::string(), std::string("{\"n\":19,\"future\":1}")}) {
        auto damaged = lines;
        damaged[third + 3] = garbage;
        const auto index = AuditLogIndex::build(bytes_of_log(text_of_lines(damaged)));
        QVERIFY(index.ok());
        QVERIFY(!index->damage().empty());
        QCOMPARE(index->event_count(), std::uint64_t{20});
        const auto rows = index->rows(sample.runs[2].run, 0, 100);
        QVERIFY(rows.ok());
        QCOMPARE(rows->size(), std::size_t{8});
        QCOMPARE((*rows)[3].seq, std::uint64_t{5});
        QCOMPARE(index->rows(sample.runs[2].run, 4, 1)->front().seq, std::uint64_t{5});
        QCOMPARE(index->rows(sample.runs[1].run, 0, 100)->size(), std::size_t{7});
    }
    // A run that begins again elsewhere is shown where it stood first.
    auto strayed = lines;
    strayed.insert(strayed.end() - 1, lines[4]);
    const auto index = AuditLogIndex::build(bytes_of_log(text_of_lines(strayed)));
    QVERIFY(index.ok() && index->run_count() == 3 && index->damage().find("wrong place") != std::string::npos);
}

void AuditLogIndexTest::a_damaged_index_is_done_without() {
    auto lines = lines_of(written_log(usual_log()));
    for (const char* instead : {"", "garbage", "{\"n\":26,\"index\":\"01KDTMWQG00000000000000120\",\"offset\":99999999999,\"line\":1,\"events\":5,\"row\":{},\"sum\":\"x\"}"}) {
        auto damaged = lines;
        damaged[lines.size() - 3] = instead;
        const auto source = bytes_of_log(text_of_lines(damaged));
        const auto quick = AuditLogIndex::open_quickly(source);
        QVERIFY(quick.ok());
        QVERIFY(!quick->damage().empty());
        const auto index = AuditLogIndex::build(source);
        QVERIFY(index.ok());
        QCOMPARE(index->runs(0, 3)->at(1).row.status, std::string("completed"));
    }
}

void AuditLogIndexTest::a_missing_record_is_known_of_its_run() {
    const SampleLog sample = usual_log();
    const std::vector<std::string> lines = lines_of(written_log(sample));
    int records = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto name = name_audit_line(lines[i]);
        if (name.kind != AuditLineKind::record) continue;
        ++records;
        std::vector<std::string> now = lines;
        now.erase(now.begin() + static_cast<std::ptrdiff_t>(i));
        const auto index = AuditLogIndex::build(bytes_of_log(text_of_lines(now)));
        QVERIFY(index.ok());
        QVERIFY(!index->damage().empty());
        const auto runs = index->runs(0, 10);
        QVERIFY(runs.ok());
        QCOMPARE(runs->size(), sample.runs.size());
        for (const AuditRun& run : *runs) {
            const bool other = run.row.run.text != name.name;
            QCOMPARE(run.whole, other);
            QCOMPARE(run.settled, other);
        }
        // Its events can be read up to there, and not beyond as if there were none.
        const RunId damaged{std::string(name.name)};
        const auto before = index->rows(damaged, 0, static_cast<std::uint32_t>(name.seq - 1));
        QVERIFY(before.ok());
        QCOMPARE(before->size(), std::size_t(name.seq - 1));
        const auto behind = index->rows(damaged, name.seq - 1, 1);
        QVERIFY(behind.ok() ? behind->front().seq == name.seq + 1 : behind.error().code == ErrorCode::corrupt);
    }
    QCOMPARE(records, 5 + 7 + 9);
}

void AuditLogIndexTest::unknown_events_are_kept() {
    SampleRun run = sample_run(1, 1);
    run.rows[3].type = "task.improved";
    Digest head = chain_start(run.run);
    seal(run.rows, run.key, head);
    const auto source = bytes_of_log(written_log({{run}, {}}));
    const auto index = AuditLogIndex::build(source);
    QVERIFY(index.ok() && index->damage().empty());
    QCOMPARE(index->rows(run.run, 3, 1)->front().type, std::string("task.improved"));
    const auto verdict = verify_audit_log(*source, {});
    QVERIFY(verdict.ok() && !verdict->finding);
    QCOMPARE(verdict->unread, std::uint64_t{1});
}

void AuditLogIndexTest::larger_than_four_gigabytes() {
    const auto source = std::make_shared<FiveGigabytes>();
    QVERIFY(source->size_bytes() > std::uint64_t{5} << 30 || source->size_bytes() > 5'000'000'000ULL);
    const auto index = AuditLogIndex::build(source);
    QVERIFY(index.ok());
    QCOMPARE(index->event_count(), FiveGigabytes::lines - 1);
    const RunId run{"01KDTMWQG0000000000000000G"};
    for (const std::uint64_t seq : {std::uint64_t{1}, std::uint64_t{65537}, FiveGigabytes::lines - 1}) {
        const auto rows = index->rows(run, seq - 1, 1);
        QVERIFY(rows.ok());
        QCOMPARE(rows->front().seq, seq);
    }
}

void AuditLogIndexTest::what_is_no_log_is_refused() {
    for (const char* text : {"", "hello\n", "{}\n", "[1]\n", "SQLite format 3", "PK\x03\x04"}) {
        const auto index = AuditLogIndex::build(bytes_of_log(text));
        QVERIFY(!index.ok());
        QCOMPARE(index.error().code, ErrorCode::invalid_argument);
        const auto verdict = verify_audit_log(MemoryBytes(text), {});
        QVERIFY(!verdict.ok());
        QCOMPARE(verdict.error().code, ErrorCode::invalid_argument);
    }
    const std::string newer = "{\"n\":1,\"orklog\":2}\n";
    QCOMPARE(AuditLogIndex::build(bytes_of_log(newer)).error().code, ErrorCode::newer_version);
    QCOMPARE(verify_audit_log(MemoryBytes(newer), {}).error().code, ErrorCode::newer_version);
}

void AuditLogIndexTest::stops_when_asked() {
    std::stop_source stop;
    stop.request_stop();
    const auto source = std::make_shared<FiveGigabytes>();
    QCOMPARE(AuditLogIndex::build(source, {}, stop.get_token()).error().code, ErrorCode::cancelled);
    QCOMPARE(verify_audit_log(*source, {}, {}, stop.get_token()).error().code, ErrorCode::cancelled);
}

ORKESTR_TEST(AuditLogIndexTest)

} // namespace orkestr::test

#include "audit_log_index_test.moc"
