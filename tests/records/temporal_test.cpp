#include "core/adapters/temporal/temporal_history.h"
#include "core/base/sha256.h"
#include "tests/records/record_samples.h"
#include "tests/support/test.h"

#include <QTest>

namespace orkestr {

namespace {

/// Writes histories event by event, with the enumerations of either JSON form.
class History {
public:
    enum class Words { old_form, new_form, numbers };
    explicit History(Words words = Words::old_form) : words_(words) {}

    /// `name`: `ACTIVITY_TASK_SCHEDULED`; `attributes`: JSON with ' for ". Returns the event's id.
    int add(const std::string& name, int number, std::string attributes = "{}", const std::string& more = {}) {
        std::replace(attributes.begin(), attributes.end(), '\'', '"');
        const int id = ++count_;
        std::string type = words_ == Words::new_form ? "\"EVENT_TYPE_" + name + "\"" : words_ == Words::numbers ? std::to_string(number) : "\"" + camel(name) + "\"";
        std::string member = camel(name) + "EventAttributes";
        member[0] = static_cast<char>(member[0] - 'A' + 'a');
        const std::string at = words_ == Words::numbers ? "{\"seconds\":\"" + std::to_string(1'700'000'000 + id) + "\",\"nanos\":5000000}"
                                                        : "\"2023-11-14T22:13:" + two(20 + id) + ".005Z\"";
        events_ += (events_.empty() ? "" : ",") + std::string("{\"eventId\":") + (words_ == Words::numbers ? std::to_string(id) : "\"" + std::to_string(id) + "\"") +
                   ",\"eventTime\":" + at + ",\"eventType\":" + type + ",\"" + member + "\":" + attributes + more + "}";
        return id;
    }

    /// A workflow task, whole; the id that its orders name.
    int task() {
        const int scheduled = add("WORKFLOW_TASK_SCHEDULED", 5, "{'taskQueue':{'name':'q','kind':" + word("TASK_QUEUE_KIND_NORMAL", "Normal") + "}}");
        const int started = add("WORKFLOW_TASK_STARTED", 6, "{'scheduledEventId':'" + std::to_string(scheduled) + "'}");
        return add("WORKFLOW_TASK_COMPLETED", 7, "{'scheduledEventId':'" + std::to_string(scheduled) + "','startedEventId':'" + std::to_string(started) + "'}");
    }
    std::string word(const std::string& new_form, const std::string& old_form) const { return "'" + (words_ == Words::old_form ? old_form : new_form) + "'"; }
    std::string text() const { return "{\"events\":[" + events_ + "]}"; }
    std::string bare() const { return "[" + events_ + "]"; }

    static std::string camel(const std::string& upper) {
        std::string out;
        bool capital = true;
        for (const char c : upper) {
            if (c == '_') capital = true;
            else out += std::exchange(capital, false) ? c : static_cast<char>(c - 'A' + 'a');
        }
        return out;
    }

private:
    static std::string two(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

    Words words_;
    int count_ = 0;
    std::string events_;
};

std::string payload(const std::string& json) {
    return "{'payloads':[{'metadata':{'encoding':'" + to_base64("json/plain") + "'},'data':'" + to_base64(json) + "'}]}";
}
std::string number(int id) { return "'" + std::to_string(id) + "'"; }

/// A history with most of what there is.
History order_history(History::Words words = History::Words::old_form) {
    History h(words);
    h.add("WORKFLOW_EXECUTION_STARTED", 1, "{'workflowType':{'name':'Order'},'workflowId':'order-1','originalExecutionRunId':'r-1','identity':'me','input':" + payload(R"({"sku":7})") + "}");
    const int first = h.task();
    const std::string by_first = "'workflowTaskCompletedEventId':" + number(first);
    const int reserve = h.add("ACTIVITY_TASK_SCHEDULED", 10, "{'activityType':{'name':'reserve'},'input':" + payload("1") + "," + by_first + "}");
    const int timer = h.add("TIMER_STARTED", 17, "{'timerId':'t','startToFireTimeout':'30s'," + by_first + "}");
    const int reserving = h.add("ACTIVITY_TASK_STARTED", 11,
                                "{'scheduledEventId':" + number(reserve) + ",'attempt':3,'lastFailure':{'message':'busy','stackTrace':'at x','applicationFailureInfo':{'type':'Busy'}}}");
    h.add("ACTIVITY_TASK_COMPLETED", 12, "{'scheduledEventId':" + number(reserve) + ",'startedEventId':" + number(reserving) + ",'result':" + payload(R"("ok")") + "}");
    const int second = h.task();
    const std::string by_second = "'workflowTaskCompletedEventId':" + number(second);
    h.add("TIMER_CANCELED", 19, "{'timerId':'t','startedEventId':" + number(timer) + "," + by_second + "}");
    const int child = h.add("START_CHILD_WORKFLOW_EXECUTION_INITIATED", 29, "{'workflowType':{'name':'Ship'},'workflowId':'ship-1'," + by_second + "}");
    const int pay = h.add("ACTIVITY_TASK_SCHEDULED", 10, "{'activityType':{'name':'pay'}," + by_second + "}");
    h.add("CHILD_WORKFLOW_EXECUTION_STARTED", 31, "{'initiatedEventId':" + number(child) + "}");
    h.add("WORKFLOW_EXECUTION_SIGNALED", 26, "{'signalName':'hurry','input':" + payload("true") + "}");
    const int paying = h.add("ACTIVITY_TASK_STARTED", 11, "{'scheduledEventId':" + number(pay) + ",'attempt':1}");
    h.add("ACTIVITY_TASK_FAILED", 13,
          "{'scheduledEventId':" + number(pay) + ",'startedEventId':" + number(paying) + ",'retryState':" + h.word("RETRY_STATE_MAXIMUM_ATTEMPTS_REACHED", "MaximumAttemptsReached") +
              ",'failure':{'message':'no money','stackTrace':'at pay','applicationFailureInfo':{'type':'Declined'},'cause':{'message':'balance 0'}}}");
    h.add("CHILD_WORKFLOW_EXECUTION_COMPLETED", 32, "{'initiatedEventId':" + number(child) + "}");
    const int third = h.task();
    h.add("MARKER_RECORDED", 25, "{'markerName':'LocalActivity','details':{'data':" + payload(R"({"ActivityType":"undo"})") + ",'result':" + payload("5") + "},'workflowTaskCompletedEventId':" + number(third) + "}");
    h.add("WORKFLOW_EXECUTION_FAILED", 3, "{'failure':{'message':'not paid'},'workflowTaskCompletedEventId':" + number(third) + "}");
    return h;
}

Records read(const std::string& text) {
    auto records = read_temporal(text);
    if (!records) qFatal("%s", records.error().message.c_str());
    return std::move(*records);
}

} // namespace

class TemporalTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void steps_edges_and_the_run() {
        const Records records = read(order_history().text());
        QCOMPARE(records.damage, std::string());
        QCOMPARE(test::wrong_in(records), std::string());
        const RecordedRun& run = records.runs.front();
        QCOMPARE(test::steps_text(run), std::string("/activity/5:reserve:call:completed\n/timer/6:timer 30s:wait:cancelled\n/child/13:Ship:run:completed\n"
                                                    "/activity/14:pay:call:faulted\n/signal/16:hurry:listen:completed\n/local-activity/23:undo:call:completed\n"));
        QCOMPARE(test::edges_text(run), std::string("/activity/14>/local-activity/23 /activity/5>/activity/14 /activity/5>/child/13 /child/13>/local-activity/23 "
                                                    "/local-activity/23>/end /signal/16>/local-activity/23 /start>/activity/5 /start>/timer/6 /timer/6>/local-activity/23"));
        const RunView& view = *run.view;
        QCOMPARE(view.ns + "/" + view.name, std::string("temporal/Order"));
        QCOMPARE(view.status, std::string("faulted"));
        QCOMPARE(view.error->detail, std::string("not paid"));
        QCOMPARE(view.input.text(), std::string(R"({"sku":7})"));
        QCOMPARE(run.foreign_id, std::string("order-1/r-1"));
        QVERIFY(view.started_by.find("order-1/r-1") != std::string::npos);
        QCOMPARE(view.nodes.at("/end").status, std::string("faulted"));
        QCOMPARE(to_iso8601(view.started), std::string("2023-11-14T22:13:21.005Z"));
        QCOMPARE(view.steps[1].waits_until->ms - view.steps[1].started->ms, 30'000);
    }

    void a_steps_detail() {
        const Records records = read(order_history().text());
        const StepDetail reserve = test::detail_of(records, "reserve");
        QCOMPARE(reserve.step.input->text(), std::string("1"));
        QCOMPARE(reserve.step.output->text(), std::string(R"("ok")"));
        QCOMPARE(reserve.attempts.size(), std::size_t{2});
        QCOMPARE(reserve.attempts[0].number, 2u);
        QCOMPARE(reserve.attempts[0].error->detail, std::string("busy"));
        QCOMPARE(reserve.attempts[0].error->title, std::string("ApplicationFailure: Busy"));
        QCOMPARE(reserve.attempts[0].log, std::string("at x"));
        QCOMPARE(reserve.attempts[1].number, 3u);
        QVERIFY(reserve.attempts[1].queued < reserve.attempts[1].started && reserve.attempts[1].started < reserve.attempts[1].ended);
        const StepDetail pay = test::detail_of(records, "pay");
        QCOMPARE(pay.attempts.back().error->detail, std::string("no money; caused by: balance 0"));
        QCOMPARE(pay.attempts.back().log, std::string("at pay"));
        QCOMPARE(test::detail_of(records, "undo").step.output->text(), std::string("5"));
        QCOMPARE(test::detail_of(records, "hurry").step.output->text(), std::string("true"));
    }

    void either_form_of_enumerations_gives_the_same() {
        const Records old_form = read(order_history(History::Words::old_form).text());
        for (const auto words : {History::Words::new_form, History::Words::numbers}) {
            const History history = order_history(words);
            for (const std::string& text : {history.text(), history.bare(), "{\"history\":" + history.text() + "}"}) {
                const Records other = read(text);
                QCOMPARE(other.damage, old_form.damage);
                QCOMPARE(test::steps_text(other.runs[0]), test::steps_text(old_form.runs[0]));
                QCOMPARE(test::edges_text(other.runs[0]), test::edges_text(old_form.runs[0]));
                QCOMPARE(test::events_text(other.runs[0]), test::events_text(old_form.runs[0]));
                QCOMPARE(other.runs[0].view->run.text, old_form.runs[0].view->run.text);
                for (std::size_t i = 0; i < other.runs[0].events.size(); ++i) {
                    const JsonValue a = JsonValue::of(other.runs[0].events[i].data);
                    const JsonValue b = JsonValue::of(old_form.runs[0].events[i].data);
                    QCOMPARE(a.find("attributes")->json().text(), b.find("attributes")->json().text());
                    QCOMPARE(other.runs[0].events[i].at.ms, old_form.runs[0].events[i].at.ms);
                }
            }
        }
    }

    /// Every type that there is opens, closes or touches what it should, and none is lost.
    void every_type_is_read() {
        static const std::vector<std::string> names = {
            "WORKFLOW_EXECUTION_STARTED", "WORKFLOW_EXECUTION_COMPLETED", "WORKFLOW_EXECUTION_FAILED", "WORKFLOW_EXECUTION_TIMED_OUT", "WORKFLOW_TASK_SCHEDULED", "WORKFLOW_TASK_STARTED",
            "WORKFLOW_TASK_COMPLETED", "WORKFLOW_TASK_TIMED_OUT", "WORKFLOW_TASK_FAILED", "ACTIVITY_TASK_SCHEDULED", "ACTIVITY_TASK_STARTED", "ACTIVITY_TASK_COMPLETED", "ACTIVITY_TASK_FAILED",
            "ACTIVITY_TASK_TIMED_OUT", "ACTIVITY_TASK_CANCEL_REQUESTED", "ACTIVITY_TASK_CANCELED", "TIMER_STARTED", "TIMER_FIRED", "TIMER_CANCELED", "WORKFLOW_EXECUTION_CANCEL_REQUESTED",
            "WORKFLOW_EXECUTION_CANCELED", "REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED", "REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_FAILED",
            "EXTERNAL_WORKFLOW_EXECUTION_CANCEL_REQUESTED", "MARKER_RECORDED", "WORKFLOW_EXECUTION_SIGNALED", "WORKFLOW_EXECUTION_TERMINATED", "WORKFLOW_EXECUTION_CONTINUED_AS_NEW",
            "START_CHILD_WORKFLOW_EXECUTION_INITIATED", "START_CHILD_WORKFLOW_EXECUTION_FAILED", "CHILD_WORKFLOW_EXECUTION_STARTED", "CHILD_WORKFLOW_EXECUTION_COMPLETED",
            "CHILD_WORKFLOW_EXECUTION_FAILED", "CHILD_WORKFLOW_EXECUTION_CANCELED", "CHILD_WORKFLOW_EXECUTION_TIMED_OUT", "CHILD_WORKFLOW_EXECUTION_TERMINATED",
            "SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED", "SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_FAILED", "EXTERNAL_WORKFLOW_EXECUTION_SIGNALED", "UPSERT_WORKFLOW_SEARCH_ATTRIBUTES",
            "WORKFLOW_EXECUTION_UPDATE_ACCEPTED", "WORKFLOW_EXECUTION_UPDATE_REJECTED", "WORKFLOW_EXECUTION_UPDATE_COMPLETED", "WORKFLOW_PROPERTIES_MODIFIED_EXTERNALLY",
            "ACTIVITY_PROPERTIES_MODIFIED_EXTERNALLY", "WORKFLOW_PROPERTIES_MODIFIED", "WORKFLOW_EXECUTION_UPDATE_ADMITTED", "NEXUS_OPERATION_SCHEDULED", "NEXUS_OPERATION_STARTED",
            "NEXUS_OPERATION_COMPLETED", "NEXUS_OPERATION_FAILED", "NEXUS_OPERATION_CANCELED", "NEXUS_OPERATION_TIMED_OUT", "NEXUS_OPERATION_CANCEL_REQUESTED", "WORKFLOW_EXECUTION_OPTIONS_UPDATED",
            "NEXUS_OPERATION_CANCEL_REQUEST_COMPLETED", "NEXUS_OPERATION_CANCEL_REQUEST_FAILED", "WORKFLOW_EXECUTION_PAUSED", "WORKFLOW_EXECUTION_UNPAUSED"};
        for (const auto words : {History::Words::old_form, History::Words::new_form, History::Words::numbers}) {
            for (std::size_t i = 0; i < names.size(); ++i) {
                History h(words);
                h.add("WORKFLOW_EXECUTION_STARTED", 1, "{'workflowType':{'name':'W'}}");
                h.add(names[i], static_cast<int>(i + 1), "{'scheduledEventId':1,'initiatedEventId':1,'startedEventId':1}");
                const Records records = read(h.text());
                QCOMPARE(test::wrong_in(records), std::string());
                QCOMPARE(records.runs[0].events.size(), std::size_t{2});
                QCOMPARE(records.runs[0].events[1].type, History::camel(names[i]));
            }
        }
    }

    void closing_events_decide_the_status_data() {
        QTest::addColumn<QString>("event");
        QTest::addColumn<QString>("status");
        QTest::newRow("completed") << "WORKFLOW_EXECUTION_COMPLETED" << "completed";
        QTest::newRow("failed") << "WORKFLOW_EXECUTION_FAILED" << "faulted";
        QTest::newRow("timed out") << "WORKFLOW_EXECUTION_TIMED_OUT" << "faulted";
        QTest::newRow("cancelled") << "WORKFLOW_EXECUTION_CANCELED" << "cancelled";
        QTest::newRow("terminated") << "WORKFLOW_EXECUTION_TERMINATED" << "cancelled";
        QTest::newRow("continued") << "WORKFLOW_EXECUTION_CONTINUED_AS_NEW" << "completed";
        QTest::newRow("none") << "WORKFLOW_TASK_SCHEDULED" << "running";
    }
    void closing_events_decide_the_status() {
        QFETCH(QString, event);
        QFETCH(QString, status);
        History h;
        h.add("WORKFLOW_EXECUTION_STARTED", 1, "{'workflowType':{'name':'W'}}");
        const int task = h.task();
        h.add("ACTIVITY_TASK_SCHEDULED", 10, "{'activityType':{'name':'a'},'workflowTaskCompletedEventId':" + number(task) + "}");
        h.add(event.toStdString(), 0, "{'reason':'because','identity':'someone','newExecutionRunId':'r-2'}");
        const Records records = read(h.text());
        const RunView& view = *records.runs[0].view;
        QCOMPARE(QString::fromStdString(view.status), status);
        QCOMPARE(view.steps[0].status, status == "running" ? std::string("pending") : std::string("cancelled"));
        if (status == "cancelled") QCOMPARE(view.reason, std::string("because"));
        if (event.endsWith("AS_NEW")) QCOMPARE(view.reason, std::string("continued as run r-2"));
    }

    void unknown_types_are_shown_as_they_are() {
        History h;
        h.add("WORKFLOW_EXECUTION_STARTED", 1, "{'workflowType':{'name':'W'}}");
        const int task = h.task();
        const int activity = h.add("ACTIVITY_TASK_SCHEDULED", 10, "{'activityType':{'name':'a'},'workflowTaskCompletedEventId':" + number(task) + "}");
        std::string text = h.text();
        text.insert(text.size() - 2, ",{\"eventId\":\"6\",\"eventTime\":\"2023-11-14T22:14:00Z\",\"eventType\":\"EVENT_TYPE_MOON_LANDED\",\"moonLandedEventAttributes\":{\"scheduledEventId\":\"" +
                                         std::to_string(activity) + "\",\"crater\":\"Tycho\"},\"surprise\":[1,2]}");
        const Records records = read(text);
        QCOMPARE(records.damage, std::string());
        const RecordedEvent& event = records.runs[0].events.back();
        QCOMPARE(event.type, std::string("EVENT_TYPE_MOON_LANDED"));
        QCOMPARE(event.step, StepId{1});
        QCOMPARE(event.data.text(), std::string(R"({"attributes":{"crater":"Tycho","scheduledEventId":"5"},"eventId":"6","eventTime":"2023-11-14T22:14:00Z","eventType":"EVENT_TYPE_MOON_LANDED","surprise":[1,2]})"));
    }

    void payloads_that_are_no_json_stay_as_they_are() {
        History h;
        h.add("WORKFLOW_EXECUTION_STARTED", 1,
              "{'workflowType':{'name':'W'},'input':{'payloads':[{'metadata':{'encoding':'" + to_base64("binary/encrypted") + "','key':'" + to_base64("k1") + "'},'data':'q6s='},{'metadata':{'encoding':'" +
                  to_base64("binary/null") + "'}},{'metadata':{'encoding':'" + to_base64("json/plain") + "'},'data':'" + to_base64("{broken") + "'},{'metadata':{'encoding':'" +
                  to_base64("json/protobuf") + "','messageType':'eA=='},'data':'" + to_base64("{\"a\":1}") + "'}]}}");
        const Records records = read(h.text());
        QCOMPARE(records.runs[0].view->input.text(),
                 std::string(R"([{"data":"q6s=","metadata":{"encoding":"binary/encrypted","key":"k1"}},null,{"data":"e2Jyb2tlbg==","metadata":{"encoding":"json/plain"}},{"a":1}])"));
    }

    void what_is_wrong_is_told() {
        const auto damage = [](const std::string& events) { return read("{\"events\":[" + events + "]}").damage; };
        const std::string start = R"({"eventId":"1","eventTime":"2023-01-01T00:00:00Z","eventType":"WorkflowExecutionStarted","workflowExecutionStartedEventAttributes":{"workflowType":{"name":"W"}}})";
        QVERIFY(damage(start + ",7").find("Element 2 at byte") != std::string::npos);
        QVERIFY(damage(start + R"(,{"eventId":"9","eventTime":"2023-01-01T00:00:00Z","eventType":"TimerFired"})").find("events between them are missing") != std::string::npos);
        QVERIFY(damage(start + R"(,{"eventId":"2","eventTime":"2023-01-01T00:00:00Z","eventType":"TimerFired","timerFiredEventAttributes":{"startedEventId":"77"}})")
                    .find("is about a step that is not in the history") != std::string::npos);
        QVERIFY(damage(start + R"(,{"eventTime":"yesterday","eventType":"TimerFired"})").find("has no time that can be read") != std::string::npos);
        QVERIFY(damage(R"({"eventId":"1","eventTime":"2023-01-01T00:00:00Z","eventType":"TimerFired"})").find("does not begin with WorkflowExecutionStarted") != std::string::npos);
        QVERIFY(damage(start + R"(,{"eventId":99999999999999999999999,"eventTime":{"seconds":99999999999999,"nanos":-1},"eventType":12345})").find("has no eventId") != std::string::npos);
        const std::string text = order_history().text();
        const Records cut = read(text.substr(0, text.size() * 2 / 3));
        QVERIFY(cut.damage.find("the text breaks off") != std::string::npos);
        QVERIFY(cut.runs[0].events.size() > 8);
        QCOMPARE(cut.runs[0].view->status, std::string("running"));
    }

    void what_has_no_event_is_an_error() {
        for (const char* text : {"", "{}", "[]", "{\"events\":[]}", "{\"events\":7}", "[1,2]", "7", "{\"events\":[{", "\"events\""}) {
            const auto records = read_temporal(text);
            QVERIFY(!records.ok());
            QCOMPARE(records.error().code, ErrorCode::invalid_json);
        }
    }

    void reading_can_be_stopped() {
        std::string text = "{\"events\":[";
        for (int i = 1; i < 20'000; ++i) text += std::string(i > 1 ? "," : "") + "{\"eventId\":\"" + std::to_string(i) + "\",\"eventTime\":\"2023-01-01T00:00:00Z\",\"eventType\":\"WorkflowTaskScheduled\",\"pad\":\"" + std::string(80, 'x') + "\"}";
        text += "]}";
        std::stop_source stop;
        const auto records = read_temporal(text, {stop.get_token(), [&stop](std::uint64_t bytes) {
                                                      if (bytes > 0) stop.request_stop();
                                                  }});
        QVERIFY(!records.ok());
        QCOMPARE(records.error().code, ErrorCode::cancelled);
    }

    void spoiled_histories_are_read_or_refused() { QCOMPARE(test::spoil(order_history(History::Words::new_form).text(), [](std::string_view text) { return read_temporal(text); }), std::string()); }

    void samples_are_whole_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("events");
        QTest::addColumn<int>("steps");
        QTest::newRow("continue as new") << "bad-continue-as-new-2" << 5 << 0;
        QTest::newRow("cancel timer") << "cancel-timer-after-activity" << 13 << 2;
        QTest::newRow("update") << "non_deterministic_update" << 12 << 2;
        QTest::newRow("new enums") << "openai-tools" << 23 << 3;
        QTest::newRow("local activities") << "parallel-local-activities" << 15 << 10;
        QTest::newRow("python") << "python-complete" << 11 << 1;
        QTest::newRow("versions") << "version-loop-workflow-10" << 30 << 21;
    }
    void samples_are_whole() {
        QFETCH(QString, name);
        QFETCH(int, events);
        QFETCH(int, steps);
        const std::string text = test::record_sample("temporal/" + name.toStdString() + ".json");
        if (text.empty()) QSKIP("the shared samples are not here");
        const Records records = read(text);
        QCOMPARE(records.damage, std::string());
        QCOMPARE(test::wrong_in(records), std::string());
        QCOMPARE(static_cast<int>(records.runs[0].events.size()), events);
        QCOMPARE(static_cast<int>(records.runs[0].view->steps.size()), steps);
        QCOMPARE(records.runs[0].view->status, std::string("completed"));
        // The end is caused by something, and so is every step but signals.
        QVERIFY(test::edges_text(records.runs[0]).find(">/end") != std::string::npos);
    }
};

ORKESTR_TEST(TemporalTest)

} // namespace orkestr

#include "temporal_test.moc"
