// kill -9 of `orkestr serve` again and again while others start runs and send events: what was acknowledged is there and is
// done once, whoever ends it. ORKESTR_SERVE_KILLS says how often (5), ORKESTR_KILL_SEED with which draws.
#include "core/base/random.h"
#include "tests/cli/histories.h"
#include "tests/cli/scratch.h"
#include "tests/cli/served.h"
#include "tests/support/test.h"

#include <QTest>
#include <csignal>
#include <map>
#include <set>
#include <thread>

using namespace orkestr;
using namespace orkestr::test;

namespace {

constexpr int each_round = 4; ///< runs, signals to them and events for a schedule, while one serve is there

} // namespace

class ServeKillTest : public QObject, private Scratch {
    Q_OBJECT

private Q_SLOTS:
    void init() { renew(); }
    void what_was_acknowledged_is_done_once();

private:
    void publish(const QString& name, const QString& text) const {
        QCOMPARE(run_released({"publish", file(name + ".yaml", header(name) + text)}).exit_code, 0);
    }
    Ran run_released(const QStringList& arguments) const { return released(arguments + QStringList{"--workspace", workspace(), "--format", "json"}); }
    std::unique_ptr<Served> serve() const;
    void write_definitions();
    void load();
    void kill_rounds(Random& random, int kills);
    void let_all_end();
    void check_runs();
    void check_started(std::int64_t number, const JsonValue& shown);

    // What was acknowledged; written by the thread that loads, read after its end.
    std::map<std::int64_t, std::string> started_; ///< run by the number it was given
    std::set<std::int64_t> signalled_;
    std::set<std::int64_t> ticked_;
    std::int64_t next_ = 0;
    std::string refused_;
};

/// A run of this waits in every way that there is; the number it was given goes through all of it.
void ServeKillTest::write_definitions() {
    publish("double", "do: [{twice: {set: {n: '${ .n * 2 }'}}}, {nap: {wait: {milliseconds: 20}}}]\n");
    publish("ticked", "schedule: {on: {one: {with: {type: test.tick}}}}\ndo: [{keep: {set: {n: '${ .[0].n }'}}}]\n");
    file("work.yaml", header("work") + "do:\n"
                      "  - print:\n"
                      "      run: {shell: {command: 'echo \"$1\" >> \"$2\"; printf %s \"$1\"', arguments: ['${ .n | tostring }', '" + path("done.txt") + "']}}\n"
                      "      output: {as: '{ n: (. | tonumber) }'}\n"
                      "  - many:\n"
                      "      for: {each: i, in: '${ [range(5)] }'}\n"
                      "      do: [{again: {run: {shell: {command: 'true'}}, output: {as: '${ $input }'}}}]\n"
                      "  - both:\n"
                      "      fork:\n"
                      "        branches:\n"
                      "          - child: {run: {workflow: {namespace: test, name: double, version: '1.0.0', input: {n: '${ .n }'}}}}\n"
                      "          - pause: {wait: {milliseconds: 50}}\n"
                      "      output: {as: '${ .[0] }'}\n"
                      "  - hear:\n"
                      "      listen: {to: {one: {with: {type: test.go}}}}\n"
                      "      output: {as: '${ { n: ($input.n + .[0].n) } }'}\n");
}

/// One round of what others do, one after the other, whether or not somebody serves.
void ServeKillTest::load() {
    for (int i = 0; i < each_round; ++i) {
        const std::int64_t number = ++next_;
        const QString data = QString("{\"n\": %1}").arg(number);
        const Ran begun = run_released({"run", path("work.yaml"), "--detach", "--input", data});
        if (begun.exit_code == 0) started_[number] = begun.json().string_at("run");
        const Ran tick = run_released({"emit", "--type", "test.tick", "--data", data});
        if (tick.exit_code == 0) ticked_.insert(number);
        const Ran go = run_released({"emit", "--type", "test.go", "--data", data, "--to", QString::fromStdString(started_[number])});
        if (go.exit_code == 0) signalled_.insert(number);
        for (const Ran& one : {begun, tick, go})
            if (one.exit_code != 0) refused_ += std::to_string(number) + ": " + one.err + "\n";
    }
}

/// Whoever starts a run while nobody serves has the engine for a moment.
std::unique_ptr<Served> ServeKillTest::serve() const {
    constexpr int most_tries = 200;
    for (int i = 0; i < most_tries; ++i) {
        auto one = std::make_unique<Served>(workspace(), QStringList{}, release_program("orkestr"));
        if (one->serves()) return one;
    }
    return nullptr;
}

void ServeKillTest::kill_rounds(Random& random, int kills) {
    for (int round = 0; round < kills; ++round) {
        std::thread others([this] { load(); });
        const auto serving = serve();
        if (serving) {
            // Each run is two lines; then at any moment of what follows.
            (void)serving->wait_for_lines(1 + random.below(4 * each_round));
            (void)serving->wait_for_end(static_cast<int>(random.below(40)));
            serving->signal(SIGKILL);
            (void)serving->wait_for_end();
        }
        others.join();
        QVERIFY(serving != nullptr);
    }
}

void ServeKillTest::let_all_end() {
    const auto serving = serve();
    QVERIFY(serving != nullptr);
    const auto open = [this] {
        const JsonValue runs = run_released({"runs"}).json();
        const JsonArray* all = runs.as_array();
        const auto scheduled = all ? std::count_if(all->begin(), all->end(), [](const JsonValue& run) { return run.string_at("definition") == "test/ticked"; }) : 0;
        if (!all || static_cast<std::size_t>(scheduled) < ticked_.size()) return std::size_t{1};
        return static_cast<std::size_t>(std::count_if(all->begin(), all->end(), [](const JsonValue& run) { return run.find("ended")->is_null(); }));
    };
    QTRY_COMPARE_WITH_TIMEOUT(open(), std::size_t{0}, 120'000);
    QCOMPARE(serving->stop(), 0);
}

void ServeKillTest::check_started(std::int64_t number, const JsonValue& shown) {
    const auto& events = *shown.find("events")->as_array();
    QCOMPARE(shown.find("input")->integer_at("n"), number);
    QCOMPARE(shown.find("output")->integer_at("n"), number * 3);
    QCOMPARE(std::count_if(events.begin(), events.end(), [](const JsonValue& event) { return event.string_at("type") == "event.received"; }), 1);
    QVERIFY(signalled_.contains(number));
    const auto at = started_.find(number);
    QVERIFY(at != started_.end());
    QCOMPARE(shown.string_at("run"), at->second);
}

void ServeKillTest::check_runs() {
    const JsonValue runs = run_released({"runs"}).json();
    std::map<std::string, int> count;
    std::multiset<std::int64_t> ticks;
    for (const auto& run : *runs.as_array()) {
        const std::string id = run.string_at("run");
        QVERIFY2(run.string_at("status") == "completed", run.json().text().c_str());
        const JsonValue shown = whole_history(workspace(), id);
        QVERIFY2(!shown.is_null(), id.c_str());
        const Ran replayed = run_released({"replay", QString::fromStdString(id)});
        QVERIFY2(replayed.exit_code == 0, replayed.out.c_str());
        const std::string definition = run.string_at("definition");
        ++count[definition];
        if (definition == "test/work") check_started(shown.find("input")->integer_at("n"), shown);
        if (definition == "test/ticked") ticks.insert(shown.find("output")->integer_at("n"));
        if (QTest::currentTestFailed()) return;
    }
    QCOMPARE(count["test/work"], static_cast<int>(started_.size()));
    QCOMPARE(count["test/double"], static_cast<int>(started_.size()));
    QVERIFY(std::equal(ticks.begin(), ticks.end(), ticked_.begin(), ticked_.end()));
    // An activity runs at least once.
    const auto printed = text_of("done.txt").split('\n');
    for (const auto& [number, run] : started_) QVERIFY(printed.contains(QByteArray::number(static_cast<qint64>(number))));
    // Nothing was left over, and nothing given up.
    QCOMPARE(run_released({"events"}).json().as_array()->size(), std::size_t{0});
    QCOMPARE(run_released({"dead", "list"}).json().as_array()->size(), std::size_t{0});
}

void ServeKillTest::what_was_acknowledged_is_done_once() {
    const int seed = from_environment("ORKESTR_KILL_SEED", 1);
    Random random(static_cast<std::uint64_t>(seed));
    write_definitions();
    kill_rounds(random, from_environment("ORKESTR_SERVE_KILLS", 5));
    if (QTest::currentTestFailed()) return;
    QVERIFY2(refused_.empty(), refused_.c_str());
    let_all_end();
    if (!QTest::currentTestFailed()) check_runs();
    if (QTest::currentTestFailed()) qWarning("ORKESTR_KILL_SEED=%d repeats its draws", seed);
}

ORKESTR_TEST(ServeKillTest)
#include "serve_kill_test.moc"
