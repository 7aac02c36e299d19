#include "core/adapters/otlp/otlp_traces.h"
#include "core/ports/filter_records.h"
#include "tests/records/record_samples.h"
#include "tests/support/test.h"

#include <QTest>

#include <algorithm>

namespace orkestr {

namespace {

constexpr const char* trace_id = "5b8efff798038103d269b633813fc60c";

/// A span with ' for "; times in milliseconds after 1,700,000,000 s.
std::string span(const std::string& id, const std::string& parent, const std::string& name, int start, int end, const std::string& more = {}, const std::string& trace = trace_id) {
    const auto nanos = [](int ms) { return std::to_string(1'700'000'000'000LL + ms) + "000000"; };
    std::string text = "{'traceId':'" + trace + "','spanId':'" + id + "','parentSpanId':'" + parent + "','name':'" + name + "','startTimeUnixNano':'" + nanos(start) + "'";
    if (end > 0) text += ",'endTimeUnixNano':'" + nanos(end) + "'";
    return text + (more.empty() ? "" : "," + more) + "}";
}

std::string document(const std::string& spans, const std::string& scopes = "scopeSpans") {
    std::string text = "{'resourceSpans':[{'resource':{'attributes':[{'key':'service.name','value':{'stringValue':'shop'}},{'key':'service.version','value':{'stringValue':'1.2'}}]},'" + scopes +
                       "':[{'scope':{'name':'lib'},'spans':[" + spans + "]}]}]}";
    std::replace(text.begin(), text.end(), '\'', '"');
    return text;
}

Records read(const std::string& text) {
    auto records = read_otlp(text);
    if (!records) qFatal("%s", records.error().message.c_str());
    return std::move(*records);
}

const std::string root = "eee19b7ec3c1b174";
const std::string child = "eee19b7ec3c1b175";
const std::string leaf = "eee19b7ec3c1b176";

std::string shop_trace() {
    return document(span(leaf, child, "SELECT", 30, 40, "'kind':3,'status':{'code':2,'message':'gone'},'events':[{'timeUnixNano':'1700000000035000000','name':'exception',"
                                                        "'attributes':[{'key':'exception.stacktrace','value':{'stringValue':'at db'}},{'key':'exception.type','value':{'stringValue':'Lost'}}]}]") +
                    "," + span(child, root, "load", 20, 50, "'kind':'SPAN_KIND_INTERNAL','links':[{'traceId':'" + std::string(trace_id) + "','spanId':'" + leaf + "'}]") + "," +
                    span(root, "", "GET /", 10, 60, "'kind':2,'attributes':[{'key':'n','value':{'intValue':'9007199254740993'}},{'key':'list','value':{'arrayValue':{'values':[{'boolValue':true},{'doubleValue':1.5}]}}},"
                                                    "{'key':'map','value':{'kvlistValue':{'values':[{'key':'a','value':{'stringValue':'b'}}]}}},{'key':'bytes','value':{'bytesValue':'AAE='}},{'key':'none','value':{}}]"));
}

} // namespace

class OtlpTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void a_trace_is_a_run() {
        const Records records = read(shop_trace());
        QCOMPARE(records.damage, std::string());
        QCOMPARE(test::wrong_in(records), std::string());
        QCOMPARE(records.runs.size(), std::size_t{1});
        const RecordedRun& run = records.runs[0];
        QCOMPARE(run.view->ns + "/" + run.view->name + ":" + run.view->version, std::string("shop/GET /:1.2"));
        QCOMPARE(run.view->status, std::string("completed")); // what failed inside was dealt with by the root
        QCOMPARE(run.foreign_id, std::string(trace_id));
        QCOMPARE(test::steps_text(run), "/" + root + ":GET /:listen:completed\n/" + child + ":load::completed\n/" + leaf + ":SELECT:call:faulted\n");
        QCOMPARE(run.view->steps[1].parent, StepId{1});
        QCOMPARE(run.view->steps[2].parent, StepId{2});
        QCOMPARE(test::edges_text(run), "/" + root + ">/" + child + " /" + child + ">/" + leaf + " /" + leaf + ">/" + child);
        QCOMPARE(test::events_text(run), std::string("1 span.started 1\n2 span.started 2\n3 span.started 3\n4 exception 3\n5 span.failed 3\n6 span.ended 2\n7 span.ended 1\n"));
        QCOMPARE(run.view->ended->ms - run.view->started.ms, 50);
        QCOMPARE(run.view->steps[2].error->title, std::string("Lost"));
        QCOMPARE(run.view->steps[2].error->detail, std::string("gone"));
    }

    void times_are_kept_to_the_nanosecond() {
        const auto at = [](const char* id, const char* parent, const char* start, const char* end) {
            return "{'traceId':'" + std::string(trace_id) + "','spanId':'" + id + "','parentSpanId':'" + parent + "','name':'" + start + "','startTimeUnixNano':'1700000000" + start +
                   "','endTimeUnixNano':'1700000000" + end + "'}";
        };
        const Records records = read(document(at(leaf.c_str(), root.c_str(), "000007250", "000012500") + "," + at(child.c_str(), root.c_str(), "000001000", "000006000") + "," +
                                              at(root.c_str(), "", "000000000", "000020001")));
        const RunView& view = *records.runs.at(0).view;
        QCOMPARE(view.steps.at(1).name, std::string("000001000")); // in the order in which they began
        QVERIFY((*view.steps.at(1).ended - *view.steps.at(1).started == Duration{0, 5'000}));
        QVERIFY((*view.steps.at(2).ended - *view.steps.at(2).started == Duration{0, 5'250}));
        QVERIFY((*view.ended - view.started == Duration{0, 20'001}));
        QVERIFY((records.runs[0].events.at(1).at == Instant{1'700'000'000'000, 1'000}));
        const auto holds = [&](const char* filter) { return read_filter(filter, FilterSubject::step)->matches(StepRecord(view.steps.at(2)), Instant{}); };
        QVERIFY(holds("duration > 5us and duration < 6us and duration == 5250ns"));
        QVERIFY(!holds("duration > 5250ns or duration == 0"));
        const auto row = [&](const char* filter) { return read_filter(filter, FilterSubject::run)->matches(RunRecord(records.runs[0].row), Instant{}); };
        QVERIFY(row("duration > 20us and duration < 21us"));
    }

    void attributes_become_plain_json() {
        const StepDetail detail = test::detail_of(read(shop_trace()), "GET /");
        QCOMPARE(detail.step.input->text(), std::string(R"({"bytes":"AAE=","list":[true,1.5],"map":{"a":"b"},"n":9007199254740993,"none":null})"));
        const StepDetail failed = test::detail_of(read(shop_trace()), "SELECT");
        QCOMPARE(failed.step.log, std::string("at db"));
        QCOMPARE(failed.attempts.size(), std::size_t{1});
    }

    void other_ways_to_write_the_same() {
        const Records plain = read(shop_trace());
        std::string older = shop_trace();
        older.replace(older.find("scopeSpans"), 10, "instrumentationLibrarySpans");
        std::string base64 = shop_trace();
        for (std::size_t at = 0; (at = base64.find(trace_id, at)) != std::string::npos;) base64.replace(at, 32, "W47/95gDgQPSabYzgT/GDA==");
        std::string upper = shop_trace();
        for (std::size_t at = 0; (at = upper.find(trace_id, at)) != std::string::npos;) upper.replace(at, 32, "5B8EFFF798038103D269B633813FC60C");
        std::string numbers = shop_trace();
        for (std::size_t at = 0; (at = numbers.find("UnixNano\":\"", at)) != std::string::npos;) {
            numbers.erase(at + 10, 1);
            numbers.erase(numbers.find('"', at + 10), 1);
        }
        for (const std::string& text : {older, base64, upper, numbers, "[" + shop_trace() + "]", "\xEF\xBB\xBF" + shop_trace()}) {
            const Records other = read(text);
            QCOMPARE(other.damage, std::string());
            QCOMPARE(test::steps_text(other.runs.at(0)), test::steps_text(plain.runs[0]));
            QCOMPARE(test::events_text(other.runs[0]), test::events_text(plain.runs[0]));
            QCOMPARE(test::edges_text(other.runs[0]), test::edges_text(plain.runs[0]));
            QCOMPARE(other.runs[0].row.run.text, plain.runs[0].row.run.text);
        }
    }

    void lines_are_read_one_by_one_and_a_broken_one_breaks_no_other() {
        const std::string other_trace = "00000000000000000000000000000001";
        const std::string one = document(span(root, "", "one", 1, 2));
        const std::string two = document(span(child, root, "two", 3, 4));
        const std::string three = document(span(leaf, "", "three", 5, 6, {}, other_trace));
        const Records whole = read(one + "\n" + two + "\n" + three + "\n");
        QCOMPARE(whole.damage, std::string());
        QCOMPARE(whole.runs.size(), std::size_t{2});
        QCOMPARE(whole.runs[0].view->steps.size(), std::size_t{2});
        const Records broken = read(one + "\n" + two.substr(0, two.size() - 30) + "\n" + three + "\n");
        QVERIFY2(broken.damage.find("is not what JSON has there") != std::string::npos, broken.damage.c_str());
        QCOMPARE(broken.runs.size(), std::size_t{2});
        // Indented by nothing, what stands in an array is no line of its own.
        std::string flat = one;
        flat.insert(flat.find("{\"resource\""), "\n");
        QCOMPARE(read(flat).damage, std::string());
    }

    void what_is_wrong_is_told() {
        const auto damage = [](const std::string& spans) {
            const Records records = read(document(spans));
            const std::string wrong = test::wrong_in(records);
            return wrong.empty() ? records.damage : "WRONG " + wrong;
        };
        QVERIFY(damage(span(child, root, "a", 1, 2)).find("has a parent that is not in the file") != std::string::npos);
        QVERIFY(damage(span(root, root, "a", 1, 2)).find("is below itself") != std::string::npos);
        QVERIFY(damage(span(root, child, "a", 1, 2) + "," + span(child, root, "b", 1, 2)).find("is below itself") != std::string::npos);
        QVERIFY(damage(span(root, "", "a", 1, 2) + "," + span(root, "", "b", 1, 2)).find("stands more than once") != std::string::npos);
        QVERIFY(damage(span(root, "", "a", 5, 2)).find("ends before it starts") != std::string::npos);
        QVERIFY(damage(span("", "", "a", 1, 2)).find("has no id") != std::string::npos);
        QVERIFY(damage(span(root, "", "a", 1, 2, {}, "")).find("has no trace id") != std::string::npos);
        QVERIFY(damage("{'spanId':'" + root + "'}").find("has no start") != std::string::npos);
        QVERIFY(damage(span(root, "", "a", 1, 2) + ",7").find("can't be read") != std::string::npos);
        QVERIFY(damage(span(root, "", "a", 1, 2, "'events':[{},7,{'name':3}],'links':[7,{}],'attributes':[{'key':1}],'status':7,'kind':99")).find("an event without a time") != std::string::npos);
    }

    void a_span_without_an_end_is_running() {
        const Records records = read(document(span(root, "", "a", 1, 0)));
        QCOMPARE(records.runs[0].view->status, std::string("running"));
        QVERIFY(!records.runs[0].view->ended);
    }

    void a_root_that_failed_faults_the_run() {
        const Records records = read(document(span(root, "", "a", 1, 2, "'status':{'code':'STATUS_CODE_ERROR','message':'boom'}")));
        QCOMPARE(records.runs[0].view->status, std::string("faulted"));
        QCOMPARE(records.runs[0].row.error, std::string("boom"));
    }

    void a_long_chain_of_parents_is_no_trouble() {
        std::string spans;
        for (int i = 1; i <= 20'000; ++i) {
            const auto hex = [](int number) { return QByteArray::number(number, 16).rightJustified(16, '0').toStdString(); };
            spans += (i > 1 ? "," : "") + span(hex(i), hex(i % 20'000 + 1), "s", i, i + 1);
        }
        const Records records = read(document(spans));
        QCOMPARE(records.runs[0].view->steps.size(), std::size_t{20'000});
        QVERIFY(records.damage.find("is below itself") != std::string::npos);
    }

    void what_has_no_span_is_an_error() {
        for (const char* text : {"", "{}", "[]", R"({"resourceSpans":[]})", R"({"resourceSpans":7})", R"({"resourceLogs":[{}]})", "7", "{"}) {
            const auto records = read_otlp(text);
            QVERIFY(!records.ok());
            QCOMPARE(records.error().code, ErrorCode::invalid_json);
        }
    }

    void spoiled_traces_are_read_or_refused() { QCOMPARE(test::spoil(shop_trace(), [](std::string_view text) { return read_otlp(text); }), std::string()); }

    void samples_are_read() {
        for (const char* name : {"otlp/trace.json", "otlp/otel_traces_01.json"}) {
            const std::string text = test::record_sample(name);
            if (text.empty()) QSKIP("the shared samples are not here");
            const Records records = read(text);
            QCOMPARE(test::wrong_in(records), std::string());
            QVERIFY(records.damage.find("has a parent that is not in the file") != std::string::npos);
        }
        const Records records = read(test::record_sample("otlp/otel_traces_01.json"));
        QCOMPARE(records.runs.size(), std::size_t{2});
        QCOMPARE(records.runs[0].row.status, std::string("faulted"));
    }
};

ORKESTR_TEST(OtlpTest)

} // namespace orkestr

#include "otlp_test.moc"
