#include "core/adapters/wfformat/wfformat_file.h"
#include "tests/records/record_samples.h"
#include "tests/support/test.h"

#include <QTest>

#include <algorithm>

namespace orkestr {

namespace {

std::string quoted(std::string text) {
    std::replace(text.begin(), text.end(), '\'', '"');
    return text;
}

/// Three tasks in a row and one beside: split -> work -> join, and note.
std::string small_record(const std::string& executions =
                             "{'id':'1','runtimeInSeconds':2,'command':{'program':'split','arguments':['-n']},'machines':['m1']},{'id':'2','runtimeInSeconds':1.5},"
                             "{'id':'3','runtimeInSeconds':0.25,'executedAt':'2024-01-01T00:01:00Z'},{'id':'4','runtimeInSeconds':1}") {
    return quoted("{'name':'small','schemaVersion':'1.5','author':{'name':'ada'},'runtimeSystem':{'name':'Make'},'workflow':{'specification':{'tasks':["
                  "{'name':'split','id':'1','parents':[],'children':['2'],'inputFiles':['in'],'outputFiles':['a']},"
                  "{'name':'PIPE.WORK','id':'2','parents':['1'],'children':['3'],'inputFiles':['a'],'outputFiles':['b']},"
                  "{'name':'join','id':'3','parents':['2'],'children':[],'inputFiles':['b'],'outputFiles':['c']},{'name':'note','id':'4','parents':[],'children':[]}],"
                  "'files':[{'id':'in','sizeInBytes':5},{'id':'a','sizeInBytes':6}]}" +
                  std::string(executions.empty() ? "" : ",'execution':{'makespanInSeconds':90,'executedAt':'2024-01-01T00:00:00Z','tasks':[" + executions + "],'machines':[{'nodeName':'m1'}]}") + "}}");
}

Records read(const std::string& text) {
    auto records = read_wfformat(text);
    if (!records) qFatal("%s", records.error().message.c_str());
    return std::move(*records);
}

std::string times_text(const RecordedRun& run) {
    std::string out;
    for (const StepView& step : run.view->steps) {
        out += step.name;
        if (step.started) out += " " + std::to_string(step.started->ms - run.view->started.ms) + "+" + std::to_string(step.ended->ms - step.started->ms);
        out += "\n";
    }
    return out;
}

} // namespace

class WfFormatTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void steps_times_and_the_run() {
        const Records records = read(small_record());
        QCOMPARE(records.damage, std::string());
        QCOMPARE(test::wrong_in(records), std::string());
        const RecordedRun& run = records.runs[0];
        QCOMPARE(run.view->ns + "/" + run.view->name, std::string("Make/small"));
        QCOMPARE(run.view->status, std::string("completed"));
        QCOMPARE(run.view->ended->ms - run.view->started.ms, 90'000);
        QVERIFY(run.view->started_by.find("ada") != std::string::npos);
        QCOMPARE(test::edges_text(run), std::string("/1>/2 /2>/3"));
        // What has a time has it; what has none starts when what it waits for has ended.
        QCOMPARE(times_text(run), std::string("split 0+2000\nnote 0+1000\nPIPE.WORK 2000+1500\njoin 60000+250\n"));
        QVERIFY(records.note.find("3 of its tasks") != std::string::npos);
        QCOMPARE(run.view->graph->nodes[2].label, std::string("WORK"));
        QCOMPARE(test::events_text(run), std::string("1 task.started 1\n2 task.started 2\n3 task.completed 2\n4 task.completed 1\n5 task.started 3\n6 task.completed 3\n7 task.started 4\n8 task.completed 4\n"));
    }

    void a_steps_detail() {
        const Records records = read(small_record());
        const StepDetail split = test::detail_of(records, "split");
        QCOMPARE(split.step.input->text(), std::string(R"({"files":[{"id":"in","sizeInBytes":5}]})"));
        QCOMPARE(split.step.output->text(), std::string(R"({"files":[{"id":"a","sizeInBytes":6}]})"));
        QVERIFY(split.attempts.at(0).request->text().find(R"("program":"split")") != std::string::npos);
        QCOMPARE(test::detail_of(records, "join").step.output->text(), std::string(R"({"files":["c"]})"));
    }

    void without_an_execution_tasks_are_pending() {
        const Records records = read(small_record(""));
        QCOMPARE(test::wrong_in(records), std::string());
        QCOMPARE(records.runs[0].view->status, std::string("pending"));
        QCOMPARE(test::steps_text(records.runs[0]), std::string("/1:split:run:pending\n/4:note:run:pending\n/2:PIPE.WORK:run:pending\n/3:join:run:pending\n"));
        QCOMPARE(records.runs[0].events.front().type, std::string("task.recorded"));
        QCOMPARE(records.note, std::string());
    }

    void older_versions_say_all_in_one_list() {
        const std::string text = quoted("{'name':'old','schemaVersion':'1.4','wms':{'name':'Pegasus'},'createdAt':'2020-12-20T05:00:07.134581','workflow':{'makespanInSeconds':9,'executedAt':'2020-12-20T04:00:00Z','tasks':["
                                        "{'name':'a','type':'compute','runtimeInSeconds':3,'parents':[],'children':['b'],'files':[{'link':'input','name':'x','size':1},{'link':'output','name':'y','size':2}]},"
                                        "{'name':'b','type':'compute','runtime':4,'parents':['a'],'files':[{'link':'input','name':'y','size':2}]}]}}");
        const Records records = read(text);
        QCOMPARE(records.damage, std::string());
        QCOMPARE(test::wrong_in(records), std::string());
        QCOMPARE(records.runs[0].view->ns, std::string("Pegasus"));
        QCOMPARE(test::edges_text(records.runs[0]), std::string("/a>/b"));
        QCOMPARE(times_text(records.runs[0]), std::string("a 0+3000\nb 3000+4000\n"));
        QCOMPARE(test::detail_of(records, "a").step.output->text(), std::string(R"({"files":[{"link":"output","name":"y","size":2}]})"));
    }

    void files_join_tasks_that_name_nobody() {
        const std::string text = quoted("{'workflow':{'specification':{'tasks':[{'id':'r','inputFiles':['f']},{'id':'w','outputFiles':['f']},{'id':'both','inputFiles':['f'],'outputFiles':['f']}]}}}");
        QCOMPARE(test::edges_text(read(text).runs[0]), std::string("/both>/r /w>/both /w>/r"));
    }

    void what_is_wrong_is_told() {
        const auto damage = [](const std::string& tasks, const std::string& rest = {}) {
            const Records records = read(quoted("{'workflow':{'specification':{'tasks':[" + tasks + "]}" + rest + "}}"));
            const std::string wrong = test::wrong_in(records);
            return wrong.empty() ? records.damage : "WRONG " + wrong;
        };
        QVERIFY(damage("{'id':'a','parents':['nobody']}").find("names a parent that is not there") != std::string::npos);
        QVERIFY(damage("{'id':'a','children':['nobody']}").find("names a child that is not there") != std::string::npos);
        QVERIFY(damage("{'id':'a','parents':['a']}").find("depends on itself") != std::string::npos);
        QVERIFY(damage("{'id':'a','parents':['b']},{'id':'b','parents':['a']}").find("in a circle") != std::string::npos);
        QVERIFY(damage("{'id':'a'},{'id':'a'}").find("stands more than once") != std::string::npos);
        QVERIFY(damage("{'runtime':1},{}").find("has neither id nor name") != std::string::npos);
        QVERIFY(damage("{'id':'a'},'b'").find("can't be read") != std::string::npos);
        QVERIFY(damage("{'id':'a'}", ",'execution':{'executedAt':'soon','makespanInSeconds':'long','tasks':[{'id':'a','runtimeInSeconds':-1,'executedAt':5},{'id':'b'}]}").find("is no time") != std::string::npos);
        QVERIFY(damage("{'id':'a'}", ",'execution':{'tasks':[{'id':'b','runtimeInSeconds':1e300}]}").find("is executed but not specified") != std::string::npos);
        const std::string text = small_record();
        QVERIFY(read(text.substr(0, text.size() * 3 / 4)).damage.find("the text breaks off") != std::string::npos);
    }

    void what_has_no_task_is_an_error() {
        for (const char* text : {"", "{}", "[]", R"({"workflow":{}})", R"({"workflow":{"tasks":[]}})", "7", "{"}) {
            const auto records = read_wfformat(text);
            QVERIFY(!records.ok());
            QCOMPARE(records.error().code, ErrorCode::invalid_json);
        }
    }

    void spoiled_records_are_read_or_refused() { QCOMPARE(test::spoil(small_record(), [](std::string_view text) { return read_wfformat(text); }), std::string()); }

    void samples_are_whole_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("tasks");
        QTest::addColumn<int>("edges");
        QTest::newRow("bwa") << "bwa-large" << 1004 << 4000;
        QTest::newRow("srasearch") << "srasearch-10a" << 22 << 30;
        QTest::newRow("viralrecon") << "viralrecon" << 203 << 343;
    }
    void samples_are_whole() {
        QFETCH(QString, name);
        QFETCH(int, tasks);
        QFETCH(int, edges);
        const std::string text = test::record_sample("wfinstances/" + name.toStdString() + ".json");
        if (text.empty()) QSKIP("the shared samples are not here");
        const Records records = read(text);
        QCOMPARE(test::wrong_in(records), std::string());
        // One of them says when it was executed in a form that is none.
        QCOMPARE(records.damage.empty(), name != "srasearch-10a");
        QCOMPARE(static_cast<int>(records.runs[0].view->steps.size()), tasks);
        QCOMPARE(static_cast<int>(records.runs[0].view->graph->edges.size()), edges);
        for (const StepView& step : records.runs[0].view->steps) QVERIFY(step.started && step.ended && *step.started <= *step.ended);
    }
};

ORKESTR_TEST(WfFormatTest)

} // namespace orkestr

#include "wfformat_test.moc"
