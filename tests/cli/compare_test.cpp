// `orkestr diff` and `orkestr paths`: of workspaces, logs and others' records.
#include "tests/cli/scratch.h"
#include "tests/support/test.h"

#include <QTest>

namespace orkestr::test {

class CompareTest : public QObject, Scratch {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void equal_runs();
    void the_first_difference();
    void another_branch();
    void versions_are_compared_by_name();
    void runs_of_logs();
    void what_was_redacted();
    void data_that_looks_redacted();
    void records_of_others();
    void what_is_not_there();
    void what_was_compared();
    void durations_of_equal_steps();
    void one_is_no_plural();
    void paths_of_a_definition();
    void paths_are_told_apart();
    void paths_by_any_name();
    void paths_of_a_log();
    void paths_that_are_refused();

private:
    QString started(const QString& definition, const QString& input) { return QString::fromStdString(run(definition, {"--input", input}).json().string_at("run")); }
    Ran diff(const QString& a, const QString& b) const { return in_workspace({"diff", a, b}); }
    JsonValue paths(const QStringList& more) const { return in_workspace(QStringList{"paths"} + more).json(); }
    static std::string first(const JsonValue& diff) { return diff.find("first") ? diff.find("first")->json().text() : ""; }

    QString order_;
    QString low_, low_again_, high_, changed_;
};

void CompareTest::initTestCase() {
    renew();
    const QString tasks = "  - total: {set: '${ {total: (.price * .count), at: $workflow.startedAt.iso8601, run: $workflow.id} }'}\n"
                          "  - size: {switch: [{small: {when: .total < 10, then: tell}}, {large: {then: continue}}]}\n"
                          "  - check: {set: '${ . + {checked: true} }'}\n"
                          "  - tell: {emit: {event: {with: {type: com.example.told, data: '${ . }'}}}}\n"
                          "  - end: {set: '${ {told: .id} }'}\n";
    order_ = file("order.yaml", header("order") + "do:\n" + tasks);
    low_ = started(order_, R"({"price":2,"count":3})");
    low_again_ = started(order_, R"({"price":2,"count":3})");
    high_ = started(order_, R"({"price":5,"count":3})");
    const QString later = file("later.yaml", header("order", "1.1.0") + "do:\n  - before: {set: '${ . }'}\n" + tasks);
    changed_ = started(later, R"({"price":2,"count":3})");
}

void CompareTest::equal_runs() {
    const Ran ran = diff(low_, low_again_);
    const JsonValue found = ran.json();
    QVERIFY2(found.bool_at("equal") && found.find("first")->is_null() && found.find("steps")->as_array()->empty(), ran.out.c_str());
    QVERIFY(found.find("durations")->as_array());
    QCOMPARE(ran.exit_code, 0);
    const Ran text = orkestr({"diff", low_, low_again_, "--workspace", workspace()});
    QCOMPARE(text.exit_code, 0);
    QVERIFY(text.out.find("Equal: 4 steps") != std::string::npos);
}

void CompareTest::the_first_difference() {
    const Ran ran = diff(low_, high_);
    QCOMPARE(ran.exit_code, 1);
    const JsonValue found = ran.json();
    for (const char* member : {"equal", "first", "steps", "a", "b", "durations"}) QVERIFY2(found.find(member), member);
    QVERIFY(!found.bool_at("equal", true));
    QCOMPARE(first(found), std::string(R"({"a":2,"b":5,"path":"$.input.price","step":"/"})"));
    bool total = false, only_b = false;
    for (const JsonValue& step : *found.find("steps")->as_array()) {
        const std::string text = step.json().text();
        total = total || text.find(R"("a":6,"b":15,"path":"$.output.total")") != std::string::npos;
        only_b = only_b || (step.string_at("step") == "/do/2/check" && step.string_at("difference") == "only_b");
    }
    QVERIFY(total && only_b);
    const Ran text = orkestr({"diff", low_, high_, "--workspace", workspace()});
    QCOMPARE(text.exit_code, 1);
    for (const char* said : {"First difference: /\n    $.input.price\n      a: 2\n      b: 5", "~ /do/0/total", "$.chosen", "+ /do/2/check  only in b"})
        QVERIFY2(text.out.find(said) != std::string::npos, (said + ("\n" + text.out)).c_str());
}

void CompareTest::another_branch() {
    const QString definition = file("branch.yaml", header("branch") + "do:\n  - choose: {switch: [{a: {when: '$context == null', then: last}}, {b: {then: continue}}]}\n  - middle: {set: {n: 1}}\n  - last: {set: {n: 2}}\n");
    const QString other = file("branch2.yaml", header("branch", "2.0.0") + "do:\n  - choose: {switch: [{a: {when: '$context != null', then: last}}, {b: {then: continue}}]}\n  - middle: {set: {n: 1}}\n  - last: {set: {n: 2}}\n");
    const JsonValue found = diff(started(definition, "{}"), started(other, "{}")).json();
    QCOMPARE(first(found), std::string(R"({"a":"a","b":"b","path":"$.chosen","step":"/do/0/choose"})"));
}

void CompareTest::versions_are_compared_by_name() {
    const JsonValue found = diff(low_, changed_).json();
    QCOMPARE(first(found), std::string(R"({"a":null,"b":"completed","path":"$","step":"/do/0/before"})"));
    QCOMPARE(found.find("steps")->as_array()->size(), std::size_t{1});
}

void CompareTest::runs_of_logs() {
    const QString log = path("all.orklog");
    QCOMPARE(orkestr({"export", "--workspace", workspace(), "-o", log}).exit_code, 0);
    QCOMPARE(diff(log + "#" + low_, low_again_).exit_code, 0);
    const Ran in_log = diff(log + "#" + low_, log + "#" + high_);
    QCOMPARE(in_log.out, diff(low_, high_).out);
    QCOMPARE(diff(workspace() + "#" + low_, low_).exit_code, 0);
    const Ran which = diff(log, low_);
    QCOMPARE(which.exit_code, 2);
    QVERIFY(which.err.find("name one") != std::string::npos);
    const QString redacted = path("redacted.orklog");
    QCOMPARE(orkestr({"redact", log, "--redact", "$..price", "-o", redacted, "--workspace", workspace()}).exit_code, 0);
    // Of one run the hashes say that the events are the same.
    QCOMPARE(diff(redacted + "#" + low_, low_).exit_code, 0);
    const JsonValue same = diff(low_, redacted + "#" + low_).json();
    QVERIFY(same.bool_at("equal") && same.find("steps")->as_array()->empty() && !same.find("redacted"));
}

void CompareTest::what_was_redacted() {
    const QString log = path("taken.orklog");
    QCOMPARE(orkestr({"export", "--workspace", workspace(), "--redact", "$..price", "--redact", "$..total", "-o", log}).exit_code, 0);
    const auto undecided = [&](const QString& a, const QString& b) {
        const Ran ran = diff(a, b);
        const JsonValue found = ran.json();
        const auto* steps = found.find("steps");
        return ran.exit_code == 3 && found.find("equal") && found.find("equal")->is_null() && found.integer_at("redacted") > 0 && steps && steps->as_array()->empty();
    };
    QVERIFY(undecided(log + "#" + low_, low_again_));
    QVERIFY(undecided(low_again_, log + "#" + low_));
    QVERIFY(undecided(log + "#" + low_, log + "#" + low_again_));
    const Ran text = orkestr({"diff", log + "#" + low_, log + "#" + low_again_, "--workspace", workspace()});
    QCOMPARE(text.exit_code, 3);
    QVERIFY2(text.out.find("Equal as far as can be seen: 4 steps") != std::string::npos && text.out.find("redacted values could not be compared") != std::string::npos, text.out.c_str());
    // What else differs is told, and so is what could not be compared.
    const Ran other = diff(log + "#" + low_, log + "#" + high_);
    QCOMPARE(other.exit_code, 1);
    QVERIFY(!other.json().bool_at("equal", true) && other.json().integer_at("redacted") > 0);
    QVERIFY(other.out.find("$.input.price") == std::string::npos);
}

void CompareTest::data_that_looks_redacted() {
    const QString echo = file("echo.yaml", header("echo") + "do:\n  - say: {set: '${ {v: .v} }'}\n");
    const auto ran = [&](const QString& v) { return started(echo, "{\"v\":" + v + "}"); };
    const QString text = ran(R"("[redacted]")"), object = ran(R"({"$redacted":true})"), secret = ran(R"("secret9")"), paid = ran(R"({"paid":500})");
    QCOMPARE(diff(text, secret).exit_code, 1);
    QCOMPARE(first(diff(text, secret).json()), std::string(R"({"a":"[redacted]","b":"secret9","path":"$.input.v","step":"/"})"));
    QCOMPARE(diff(object, paid).exit_code, 1);
    QCOMPARE(diff(object, text).exit_code, 1);
    QCOMPARE(diff(object, ran(R"({"$redacted":true})")).exit_code, 0);
    // Nor are they taken for that in a log with something else redacted.
    const QString log = path("looks.orklog");
    QCOMPARE(orkestr({"export", object, paid, "--workspace", workspace(), "--redact", "$..nothing", "-o", log}).exit_code, 0);
    QCOMPARE(diff(log + "#" + object, log + "#" + paid).exit_code, 1);
}

void CompareTest::records_of_others() {
    const auto record = [&](const QString& name, const QString& result) {
        return file(name, QString(R"({"events":[{"eventId":"1","eventTime":"2024-01-01T00:00:00Z","eventType":"EVENT_TYPE_WORKFLOW_EXECUTION_STARTED",
            "workflowExecutionStartedEventAttributes":{"workflowType":{"name":"W"}}},
            {"eventId":"2","eventTime":"2024-01-01T00:00:01Z","eventType":"EVENT_TYPE_ACTIVITY_TASK_SCHEDULED","activityTaskScheduledEventAttributes":{"activityId":"1","activityType":{"name":"Charge"}}},
            {"eventId":"3","eventTime":"2024-01-01T00:00:02Z","eventType":"EVENT_TYPE_ACTIVITY_TASK_STARTED","activityTaskStartedEventAttributes":{"scheduledEventId":"2"}},
            {"eventId":"4","eventTime":"2024-01-01T00:00:03Z","eventType":"EVENT_TYPE_ACTIVITY_TASK_COMPLETED","activityTaskCompletedEventAttributes":{"scheduledEventId":"2",
             "result":{"payloads":[{"metadata":{"encoding":"anNvbi9wbGFpbg=="},"data":"%1"}]}}},
            {"eventId":"5","eventTime":"2024-01-01T00:00:04Z","eventType":"EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED","workflowExecutionCompletedEventAttributes":{}}]})")
                              .arg(QString::fromLatin1(result.toUtf8().toBase64())));
    };
    const QString one = record("one.json", R"({"total":1})"), same = record("same.json", R"({"total":1})"), other = record("other.json", R"({"total":2})");
    QCOMPARE(diff(one, same).exit_code, 0);
    const JsonValue found = diff(one, other).json();
    QVERIFY2(first(found).find(R"("a":1,"b":2,"path":"$.output.total")") != std::string::npos, first(found).c_str());
    const Ran counted = orkestr({"paths", "W", "--workspace", one, "--format", "json"});
    QCOMPARE(counted.json().integer_at("runs"), std::int64_t{1});
}

void CompareTest::what_is_not_there() {
    const Ran missing = diff(low_, "01JD2X3M4N5P6Q7R8S9T0V1W2X");
    QCOMPARE(missing.exit_code, 4);
    QVERIFY(missing.err.find("01JD2X3M4N5P6Q7R8S9T0V1W2X") != std::string::npos && missing.out.empty());
    QCOMPARE(diff(low_, "nothing.orklog#" + low_).exit_code, 4);
    QCOMPARE(in_workspace({"diff", low_}).exit_code, 2);
}

void CompareTest::paths_of_a_definition() {
    const JsonValue found = paths({"test/order:1.0.0"});
    QCOMPARE(found.integer_at("runs"), std::int64_t{3});
    QCOMPARE(found.find("by_status")->integer_at("completed"), std::int64_t{3});
    const auto task = [&](const std::string& pointer) {
        for (const JsonValue& one : *found.find("tasks")->as_array())
            if (one.string_at("task") == pointer) return one;
        return JsonValue();
    };
    QCOMPARE(task("/do/0/total").integer_at("runs"), std::int64_t{3});
    QCOMPARE(task("/do/2/check").integer_at("runs"), std::int64_t{1});
    QCOMPARE(task("/do/1/size").find("chosen")->integer_at("small"), std::int64_t{2});
    QVERIFY(task("/do/0/total").find("duration_ms")->bool_at("exact"));
    const JsonArray& ways = *found.find("paths")->as_array();
    QCOMPARE(ways.size(), std::size_t{2});
    QCOMPARE(ways[0].integer_at("runs"), std::int64_t{2});
    QCOMPARE(ways[0].find("tasks")->json().text(), std::string(R"(["/do/0/total","/do/1/size","/do/3/tell","/do/4/end"])"));
    QVERIFY(found.find("never")->find("tasks")->as_array()->empty());
    const Ran text = orkestr({"paths", "test/order:1.0.0", "--workspace", workspace()});
    for (const char* said : {"test/order:1.0.0  3 runs", "TASK", "P95", "66.7 %", "total > size > tell > end", "/start -> /do/0/total"})
        QVERIFY2(text.out.find(said) != std::string::npos, (said + ("\n" + text.out)).c_str());
}

void CompareTest::what_was_compared() {
    const JsonValue found = diff(low_, changed_).json();
    QCOMPARE(found.find("a")->string_at("run"), low_.toStdString());
    QCOMPARE(found.find("a")->string_at("name"), std::string("test/order:1.0.0"));
    QCOMPARE(found.find("b")->string_at("run"), changed_.toStdString());
    QCOMPARE(found.find("b")->string_at("name"), std::string("test/order:1.1.0"));
    QVERIFY(found.find("a")->string_at("definition") != found.find("b")->string_at("definition"));
    // Where a step stands in b, too.
    const QString other = started(file("moved.yaml", header("moved") + "do:\n  - before: {set: '${ . }'}\n  - total: {set: {total: 1}}\n"), R"({"price":2,"count":3})");
    const JsonValue moved = diff(low_, other).json();
    QCOMPARE(moved.find("first")->find("step_b") != nullptr, moved.find("first")->string_at("step") == "/do/0/total");
    bool told = false;
    for (const JsonValue& step : *moved.find("steps")->as_array()) told = told || (step.string_at("step") == "/do/0/total" && step.string_at("step_b") == "/do/1/total");
    QVERIFY2(told, moved.json().text().c_str());
}

/// Equal in all that counts, and yet one of them waited.
void CompareTest::durations_of_equal_steps() {
    const QString brief = started(file("brief.yaml", header("waits", "1.0.0") + "do:\n  - pause: {wait: {milliseconds: 1}}\n  - end: {set: {x: 1}}\n"), "{}");
    const QString longer = started(file("longer.yaml", header("waits", "1.1.0") + "do:\n  - pause: {wait: {milliseconds: 400}}\n  - end: {set: {x: 1}}\n"), "{}");
    const Ran ran = diff(brief, longer);
    QCOMPARE(ran.exit_code, 0);
    const JsonValue* named = nullptr;
    const JsonValue found = ran.json();
    for (const JsonValue& one : *found.find("durations")->as_array())
        if (one.string_at("step") == "/do/0/pause") named = &one;
    QVERIFY2(named, ran.out.c_str());
    QVERIFY(named->find("duration_ms")->integer_at("b") >= 400);
    QVERIFY(named->find("duration_ms")->integer_at("a") < named->find("duration_ms")->integer_at("b"));
    const Ran text = orkestr({"diff", brief, longer, "--workspace", workspace()});
    QVERIFY2(text.out.find("Durations, a and b") != std::string::npos && text.out.find("/do/0/pause") != std::string::npos, text.out.c_str());
}

void CompareTest::one_is_no_plural() {
    const QString file_name = file("single.yaml", header("single") + "do:\n  - only: {set: {x: 1}}\n");
    const QString a = started(file_name, "{}");
    QVERIFY2(orkestr({"paths", "single", "--workspace", workspace()}).out.find("test/single:1.0.0  1 run, ") != std::string::npos, "paths");
    const QString b = started(file_name, "{}");
    QVERIFY(orkestr({"diff", a, b, "--workspace", workspace()}).out.find("Equal: 1 step\n") != std::string::npos);
    const QString log = path("single.orklog");
    QVERIFY(orkestr({"export", a, "--workspace", workspace(), "-o", log}).out.find(": 1 run, ") != std::string::npos);
}

/// A loop that goes over nothing is gone through all the same; what was skipped is counted neither as a run nor as a step.
void CompareTest::paths_are_told_apart() {
    const QString text = file("apart.yaml", header("apart") + "do:\n  - pick: {set: '${ . }'}\n  - loop: {if: '.in', for: {each: one, in: '.list'}, do: [{waiter: {set: '${ . }'}}]}\n"
                                                              "  - other: {if: '.also', do: [{waiter: {set: '${ . }'}}]}\n  - end: {if: '.in', set: '${ . }'}\n");
    for (const char* input : {R"({"in":true,"list":[1],"also":false})", R"({"in":false,"list":[],"also":true})", R"({"in":true,"list":[],"also":false})"}) started(text, input);
    const Ran ran = orkestr({"paths", "apart", "--workspace", workspace()});
    for (const char* said : {"pick > /do/1/loop/do/0/waiter > end\n", "pick > /do/2/other/do/0/waiter\n", "pick > loop > end\n", "(skipped"})
        QVERIFY2((ran.out.find(said) != std::string::npos) == (std::string(said) != "(skipped"), (said + ("\n" + ran.out)).c_str());
    const JsonValue found = in_workspace({"paths", "apart"}).json();
    for (const JsonValue& task : *found.find("tasks")->as_array()) {
        if (task.string_at("task") != "/do/3/end") continue;
        QCOMPARE(task.integer_at("runs"), std::int64_t{2});
        QCOMPARE(task.integer_at("steps"), std::int64_t{2});
        QCOMPARE(task.integer_at("skipped"), std::int64_t{1});
    }
}

void CompareTest::paths_by_any_name() {
    const Ran latest = in_workspace({"paths", "order"});
    QCOMPARE(latest.json().integer_at("runs"), std::int64_t{1});
    QCOMPARE(latest.json().string_at("definition"), std::string("test/order:1.1.0"));
    QVERIFY(latest.err.find("test/order:1.0.0") != std::string::npos);
    const std::string hash = paths({"test/order:1.0.0"}).string_at("hash");
    QCOMPARE(hash.size(), std::size_t{64});
    QCOMPARE(paths({QString::fromStdString(hash)}).integer_at("runs"), std::int64_t{3});
    QCOMPARE(paths({QString::fromStdString(hash.substr(0, 12))}).integer_at("runs"), std::int64_t{3});
    QCOMPARE(paths({order_}).integer_at("runs"), std::int64_t{3});
    QCOMPARE(paths({"test/order:1.0.0", "--filter", "input.price == 5"}).integer_at("runs"), std::int64_t{1});
    const Ran some = in_workspace({"paths", "test/order:1.0.0", "--limit", "2"});
    QCOMPARE(some.json().integer_at("runs"), std::int64_t{2});
    QVERIFY(some.json().bool_at("more"));
}

void CompareTest::paths_of_a_log() {
    const QString log = path("paths.orklog");
    QCOMPARE(orkestr({"export", "--workspace", workspace(), "-o", log}).exit_code, 0);
    const Ran of_log = orkestr({"paths", "test/order:1.0.0", "--workspace", log, "--format", "json"});
    QCOMPARE(of_log.out, in_workspace({"paths", "test/order:1.0.0"}).out);
}

void CompareTest::paths_that_are_refused() {
    const Ran nothing = in_workspace({"paths", "test/nothing"});
    QCOMPARE(nothing.exit_code, 4);
    QVERIFY(nothing.err.find("test/order") != std::string::npos);
    QCOMPARE(in_workspace({"paths", "order", "--filter", "status =="}).exit_code, 2);
    QCOMPARE(in_workspace({"paths", "order", "--limit", "0"}).exit_code, 2);
    QCOMPARE(in_workspace({"paths"}).exit_code, 2);
    QCOMPARE(orkestr({"paths", "order", "--workspace", path("no-workspace")}).exit_code, 4);
}

ORKESTR_TEST(CompareTest)

} // namespace orkestr::test

#include "compare_test.moc"
