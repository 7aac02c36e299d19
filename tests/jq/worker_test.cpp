// Workers that are killed, missing or break at once.
#include "tests/jq/evaluation_desk.h"
#include "tests/support/test.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sys/wait.h>

namespace orkestr::test {

namespace {

/// Every process whose parent is this one and whose program is the worker.
std::vector<int> worker_processes() {
    std::vector<int> found;
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
        std::ifstream file(entry.path() / "stat");
        int pid = 0;
        std::string name;
        char state = 0;
        int parent = 0;
        if (file >> pid >> name >> state >> parent && parent == ::getpid() && name.starts_with("(orkestr-expres"))
            found.push_back(pid);
    }
    return found;
}

std::string status_of(int pid, const std::string& name) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/status");
    for (std::string line; std::getline(file, line);)
        if (line.starts_with(name + ":")) return QString::fromStdString(line.substr(name.size() + 1)).simplified().toStdString();
    return {};
}

void write_program(const QString& path, const char* text) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

} // namespace

class WorkerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void killed_between_requests();
    void killed_again_and_again_during_a_batch();
    void killed_twice_the_request_in_progress_is_to_blame();
    void frozen_before_it_begins_anything();
    void frozen_again_and_again();
    void frozen_during_an_expression();
    void says_no_hello();
    void missing();
    void missing_later();
    void no_program_at_all();
    void ends_at_once();
    void is_sandboxed();
    void ends_with_its_evaluator();
    void says_what_it_is();
};

void WorkerTest::killed_between_requests() {
    EvaluationDesk desk;
    for (int i = 0; i < 5; ++i) {
        QCOMPARE(desk.evaluate({". + 1", std::to_string(i), {}}), std::to_string(i + 1));
        ::kill(desk.evaluator().worker_pids().front(), SIGKILL);
    }
}

void WorkerTest::killed_again_and_again_during_a_batch() {
    EvaluationDesk desk;
    const auto program = program_of({{"last(range(3000)) + .", "", {}}});
    std::vector<EvaluationRequest> requests;
    for (int i = 0; i < 2000; ++i) requests.push_back(request_of(program, 0, std::to_string(i)));
    // Each time at another place. A request may be hit twice and is then to blame, which is not what this is about.
    QTimer killer;
    int kills = 0;
    QObject::connect(&killer, &QTimer::timeout, [&] {
        if (const auto pids = desk.evaluator().worker_pids(); !pids.empty() && ++kills <= 6) ::kill(pids.front(), SIGKILL);
    });
    killer.start(15);
    const auto answers = desk.evaluate_requests(std::move(requests));
    QVERIFY(kills > 0);
    int blamed = 0;
    for (int i = 0; i < 2000; ++i) {
        const std::string& answer = answers[static_cast<std::size_t>(i)];
        if (answer == "stopped: the expression worker was killed while it evaluated") ++blamed;
        else QCOMPARE(answer, std::to_string(2999 + i));
    }
    QVERIFY(blamed <= 3);
}

void WorkerTest::killed_twice_the_request_in_progress_is_to_blame() {
    EvaluationDesk desk;
    const auto program = program_of({{"def f: f; f", "", {}}, {".", "", {}}});
    QTimer killer;
    QObject::connect(&killer, &QTimer::timeout, [&] {
        for (const int pid : desk.evaluator().worker_pids())
            if (status_of(pid, "State").starts_with("R")) ::kill(pid, SIGKILL);
    });
    killer.start(100);
    QCOMPARE(desk.evaluate_requests({request_of(program, 0)}).front(),
             "stopped: the expression worker was killed while it evaluated");
    killer.stop();
    QCOMPARE(desk.evaluate_requests({request_of(program, 1, "5")}).front(), "5");
}

void WorkerTest::frozen_before_it_begins_anything() {
    JqEvaluatorOptions options;
    options.silence_ms = 200;
    EvaluationDesk desk(options);
    const auto program = program_of({{". + 1", "", {}}});
    QCOMPARE(desk.evaluate_requests({request_of(program, 0, "1")}).front(), "2");
    const int frozen = desk.evaluator().worker_pids().front();
    QCOMPARE(::kill(frozen, SIGSTOP), 0);
    std::vector<EvaluationRequest> requests;
    for (int i = 0; i < 50; ++i) requests.push_back(request_of(program, 0, std::to_string(i)));
    const auto answers = desk.evaluate_requests(std::move(requests));
    for (int i = 0; i < 50; ++i) QCOMPARE(answers[static_cast<std::size_t>(i)], std::to_string(i + 1));
    QVERIFY(desk.evaluator().worker_pids().front() != frozen);
}

void WorkerTest::frozen_again_and_again() {
    JqEvaluatorOptions options;
    options.silence_ms = 200;
    EvaluationDesk desk(options);
    QCOMPARE(desk.evaluate({"1", "null", {}}), "1");
    // The expression is not what it is about: it is never begun, however often its worker is replaced.
    const std::vector<int> first = desk.evaluator().worker_pids();
    QTimer freezer;
    bool thawed = false;
    QObject::connect(&freezer, &QTimer::timeout, [&] {
        for (const int pid : desk.evaluator().worker_pids())
            if (!thawed) ::kill(pid, SIGSTOP);
    });
    ::kill(first.front(), SIGSTOP);
    freezer.start(0);
    const std::string answer = desk.evaluate({"1", "null", {}});
    // Before its hello or after it.
    QVERIFY2(answer.starts_with("stopped: the expression worker does not answer when it is started: ") ||
                 answer.starts_with("stopped: the expression worker answers no request: "),
             answer.c_str());
    thawed = true;
    QCOMPARE(desk.evaluate({"2", "null", {}}), "2");
}

void WorkerTest::frozen_during_an_expression() {
    JqEvaluatorOptions options;
    options.evaluation_time_ms = 600'000;
    options.silence_ms = 200;
    EvaluationDesk desk(options);
    const auto program = program_of({{"def f: f; f", "", {}}, {".", "", {}}});
    QCOMPARE(desk.evaluate_requests({request_of(program, 1, "4")}).front(), "4");
    // Twice: only the expression that never ends runs for so long.
    std::map<int, int> seen;
    QTimer freezer;
    QObject::connect(&freezer, &QTimer::timeout, [&] {
        for (const int pid : desk.evaluator().worker_pids())
            if (status_of(pid, "State").starts_with("R") && ++seen[pid] == 5) ::kill(pid, SIGSTOP);
    });
    freezer.start(100);
    const auto answers = desk.evaluate_requests({request_of(program, 0), request_of(program, 1, "5")});
    QCOMPARE(answers[0], "stopped: the expression worker stood still while it evaluated");
    QCOMPARE(answers[1], "5");
}

void WorkerTest::says_no_hello() {
    const QTemporaryDir folder;
    JqEvaluatorOptions options;
    options.worker_path = folder.filePath("worker").toStdString();
    options.silence_ms = 200;
    write_program(folder.filePath("worker"), "#!/bin/sh\nexec sleep 600\n");
    EvaluationDesk desk(options);
    QCOMPARE(desk.evaluator().version(), "");
    const std::string answer = desk.evaluate({"1", "null", {}});
    QVERIFY2(answer.starts_with("stopped: the expression worker does not answer when it is started: "), answer.c_str());
    const auto found = desk.compile(std::vector<std::string>{"1"});
    QVERIFY2(found.front().starts_with("unavailable: the expression worker does not answer when it is started: "),
             found.front().c_str());
}

void WorkerTest::missing() {
    JqEvaluatorOptions options;
    options.worker_path = "/nowhere/orkestr-expression-worker";
    const auto created = JqEvaluator::create(options);
    QVERIFY(!created);
    QCOMPARE(created.error().code, ErrorCode::unavailable);
    QVERIFY(created.error().message.find("/nowhere/orkestr-expression-worker") != std::string::npos);
}

void WorkerTest::missing_later() {
    const QTemporaryDir folder;
    const QString path = folder.filePath("orkestr-expression-worker");
    QVERIFY(QFile::copy(QString::fromStdString(worker_path()), path));
    JqEvaluatorOptions options;
    options.worker_path = path.toStdString();
    EvaluationDesk desk(options);
    QCOMPARE(desk.evaluate({"1", "null", {}}), "1");
    QVERIFY(QFile::remove(path));
    ::kill(desk.evaluator().worker_pids().front(), SIGKILL);
    const std::string answer = desk.evaluate({"1", "null", {}});
    QVERIFY2(answer.starts_with("stopped: the expression worker can't be started: "), answer.c_str());
    const auto found = desk.compile(std::vector<std::string>{"1"});
    QVERIFY2(found.front().starts_with("unavailable: the expression worker can't be started: "), found.front().c_str());
    // Put back, it serves again.
    QVERIFY(QFile::copy(QString::fromStdString(worker_path()), path));
    QCOMPARE(desk.evaluate({"2", "null", {}}), "2");
}

void WorkerTest::no_program_at_all() {
    const QTemporaryDir folder;
    JqEvaluatorOptions options;
    options.worker_path = folder.filePath("worker").toStdString();
    write_program(folder.filePath("worker"), "this is no program");
    const auto created = JqEvaluator::create(options);
    QVERIFY(!created);
    QCOMPARE(created.error().code, ErrorCode::unavailable);
}

void WorkerTest::ends_at_once() {
    const QTemporaryDir folder;
    JqEvaluatorOptions options;
    options.worker_path = folder.filePath("worker").toStdString();
    write_program(folder.filePath("worker"), "#!/bin/sh\nexit 1\n");
    EvaluationDesk desk(options);
    for (int i = 0; i < 2; ++i) {
        const std::string answer = desk.evaluate({"1", "null", {}});
        QVERIFY2(answer.starts_with("stopped: the expression worker ends as soon as it is started: "), answer.c_str());
    }
    const auto found = desk.compile(std::vector<std::string>{"1"});
    QVERIFY2(found.front().starts_with("unavailable: "), found.front().c_str());
    // As soon as there is a right one, it is used.
    QVERIFY(QFile::remove(folder.filePath("worker")));
    QVERIFY(QFile::copy(QString::fromStdString(worker_path()), folder.filePath("worker")));
    QCOMPARE(desk.evaluate({"1", "null", {}}), "1");
}

void WorkerTest::is_sandboxed() {
    qputenv("ORKESTR_TEST_SECRET", "not for workers");
    EvaluationDesk desk;
    QCOMPARE(desk.evaluate({"1", "null", {}}), "1");
    const int pid = desk.evaluator().worker_pids().front();
    const std::filesystem::path process = "/proc/" + std::to_string(pid);
    QCOMPARE(status_of(pid, "NoNewPrivs"), "1");
    QCOMPARE(status_of(pid, "Seccomp"), "2");
    std::ifstream environment(process / "environ");
    const std::string variables((std::istreambuf_iterator<char>(environment)), {});
    QVERIFY(variables.find("ORKESTR_TEST_SECRET") == std::string::npos);
    std::vector<std::string> open;
    for (const auto& entry : std::filesystem::directory_iterator(process / "fd")) {
        const std::string target = std::filesystem::read_symlink(entry.path()).string();
        open.push_back(entry.path().filename().string() + " " + target.substr(0, target.find(':')));
    }
    std::sort(open.begin(), open.end());
    QCOMPARE(open, (std::vector<std::string>{"0 /dev/null", "1 /dev/null", "2 /dev/null", "3 socket", "4 /memfd"}));
    std::ifstream limits(process / "limits");
    const std::string text((std::istreambuf_iterator<char>(limits)), {});
    for (const char* line : {"Max address space         1073741824           1073741824 ", "Max file size             0                    0 ",
                             "Max core file size        0                    0 ", "Max processes             0                    0 ",
                             "Max open files            5                    5 "})
        QVERIFY2(text.find(line) != std::string::npos, (line + ("\n" + text)).c_str());
}

void WorkerTest::ends_with_its_evaluator() {
    {
        EvaluationDesk desk;
        QCOMPARE(desk.evaluate({"1", "null", {}}), "1");
        QVERIFY(!worker_processes().empty());
    }
    const auto ended = [] {
        return std::ranges::all_of(worker_processes(), [](int pid) { return status_of(pid, "State").starts_with("Z"); });
    };
    QTRY_VERIFY(ended());
}

void WorkerTest::says_what_it_is() {
    QProcess worker;
    worker.start(QString::fromStdString(worker_path()), {});
    QVERIFY(worker.waitForFinished());
    QCOMPARE(worker.exitCode(), 2);
    QVERIFY(worker.readAllStandardError().contains("is started by orkestr itself"));
}

ORKESTR_TEST(WorkerTest)

} // namespace orkestr::test

#include "worker_test.moc"
