#include "tests/architecture/include_rules.h"
#include "tests/architecture/source_scan.h"
#include "tests/support/test.h"

#include <QProcess>
#include <QTest>
#include <filesystem>

using orkestr::architecture::cycles;
using orkestr::architecture::folder_of;
using orkestr::architecture::forbidden_includes;
using orkestr::architecture::machine_paths;
using orkestr::architecture::read_sources;
using orkestr::architecture::SourceFile;
using orkestr::architecture::strangers_at_the_top;

namespace {

bool is_qt_core(const std::string& header) {
    const auto name = header.starts_with("QtCore/") ? header.substr(7) : header;
    return std::filesystem::exists(std::filesystem::path(ORKESTR_QT_CORE_FOLDER) / name);
}

std::string lines(const std::vector<std::string>& list) {
    std::string out;
    for (const auto& line : list) out += "\n" + line;
    return out;
}

std::vector<SourceFile> product() { return read_sources(orkestr::test::source_dir(), {"app", "core", "ui"}); }

} // namespace

/// The tree as it is.
class ArchitectureTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void the_sources_are_found();
    void only_what_the_table_allows_is_included();
    void there_are_no_cycles();
    void there_are_no_paths_of_one_machine();
    void the_top_level_is_as_planned();
};

void ArchitectureTest::the_sources_are_found() {
    const auto files = product();
    QVERIFY(files.size() > 20);
    QVERIFY(std::any_of(files.begin(), files.end(), [](const auto& file) { return file.path == "core/base/json.h"; }));
}

void ArchitectureTest::only_what_the_table_allows_is_included() {
    const auto found = forbidden_includes(product(), is_qt_core);
    QVERIFY2(found.empty(), lines(found).c_str());
}

void ArchitectureTest::there_are_no_cycles() {
    const auto found = cycles(product());
    QVERIFY2(found.empty(), lines(found).c_str());
}

void ArchitectureTest::there_are_no_paths_of_one_machine() {
    auto files = read_sources(orkestr::test::source_dir(), {"app", "core", "ui", "tests"});
    // The samples below are planted.
    std::erase_if(files, [](const auto& file) { return file.path.starts_with("tests/architecture/"); });
    const auto found = machine_paths(files);
    QVERIFY2(found.empty(), lines(found).c_str());
}

void ArchitectureTest::the_top_level_is_as_planned() {
    QProcess git;
    git.setWorkingDirectory(QString::fromStdString(orkestr::test::source_dir()));
    git.start("git", {"ls-files", "-z"});
    if (!git.waitForFinished() || git.exitCode() != 0) QSKIP("not a git checkout, or git is not installed");
    std::set<std::string> names;
    for (const auto& path : git.readAllStandardOutput().split('\0'))
        if (!path.isEmpty()) names.insert(path.split('/').first().toStdString());
    QVERIFY(names.contains("core"));
    const auto found = strangers_at_the_top(names);
    QVERIFY2(found.empty(), lines(found).c_str());
}

/// The checker itself, on planted sources.
class IncludeRulesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void includes_data();
    void includes();
    void lines_count_from_one();
    void what_is_no_include_is_not_read();
    void one_file_only();
    void an_unknown_folder_needs_a_rule();
    void file_cycles();
    void folder_cycles();
    void paths_data();
    void paths();
    void top_level();
    void folders();
};

void IncludeRulesTest::includes_data() {
    QTest::addColumn<std::string>("path");
    QTest::addColumn<std::string>("include");
    QTest::addColumn<bool>("allowed");
    const auto row = [](const char* path, const char* include, bool allowed) {
        QTest::newRow((std::string(path) + " " + include).c_str()) << std::string(path) << std::string(include) << allowed;
    };
    row("core/base/a.cpp", "<string>", true);
    row("core/base/a.cpp", "<openssl/evp.h>", true);
    row("core/base/a.cpp", "<simdjson.h>", true);
    row("core/base/a.cpp", "<libfyaml.h>", false);
    row("core/base/a.cpp", "<unistd.h>", false);
    row("core/base/a.cpp", "<QString>", false);
    row("core/base/a.cpp", "<QtGlobal>", false);
    row("core/base/a.cpp", "<QtCore/QString>", false);
    row("core/base/a.cpp", "<spdlog/spdlog.h>", false);
    row("core/base/a.cpp", "\"core/base/b.h\"", true);
    row("core/base/a.cpp", "\"core/definition/b.h\"", false);
    row("core/base/a.cpp", "\"b.h\"", false);
    row("core/base/a.cpp", "\"../base/b.h\"", false);
    row("core/definition/a.cpp", "\"core/base/b.h\"", true);
    row("core/definition/a.cpp", "\"core/plan/b.h\"", false);
    row("core/definition/a.cpp", "<libfyaml.h>", true);
    row("core/plan/a.cpp", "<libfyaml.h>", false);
    row("core/plan/a.cpp", "\"core/definition/b.h\"", true);
    row("core/engine/a.cpp", "\"core/plan/b.h\"", true);
    row("core/engine/a.cpp", "\"core/definition/b.h\"", false);
    row("core/engine/a.cpp", "\"core/history/b.h\"", false);
    row("core/engine/a.cpp", "\"core/ports/b.h\"", false);
    row("core/engine/a.cpp", "<chrono>", false);
    row("core/engine/a.cpp", "<random>", false);
    row("core/engine/a.cpp", "<mutex>", false);
    row("core/engine/machines/a.cpp", "\"core/engine/b.h\"", true);
    row("core/engine/machines/a.cpp", "<thread>", false);
    row("core/history/a.cpp", "\"core/engine/b.h\"", true);
    row("core/history/a.cpp", "\"core/plan/b.h\"", false);
    row("core/projection/a.cpp", "\"core/history/b.h\"", true);
    row("core/projection/a.cpp", "\"core/definition/b.h\"", false);
    row("core/filter/a.cpp", "\"core/projection/b.h\"", false);
    row("core/ports/a.h", "\"core/projection/b.h\"", true);
    row("core/ports/a.h", "\"core/runtime/b.h\"", false);
    row("core/ports/a.h", "<QObject>", false);
    row("core/runtime/a.cpp", "\"core/ports/b.h\"", true);
    row("core/runtime/a.cpp", "\"core/adapters/sqlite/b.h\"", false);
    row("core/runtime/a.cpp", "<QTimer>", true);
    row("core/adapters/sqlite/a.cpp", "<sqlite3.h>", true);
    row("core/adapters/memory/a.cpp", "<sqlite3.h>", false);
    row("core/adapters/sqlite/a.cpp", "<libpq-fe.h>", false);
    row("core/adapters/sqlite/a.cpp", "\"core/adapters/memory/b.h\"", false);
    row("core/adapters/sqlite/a.cpp", "\"core/adapters/sqlite/b.h\"", true);
    row("core/adapters/sqlite/a.cpp", "\"core/runtime/b.h\"", false);
    row("core/adapters/sqlite/a.cpp", "\"core/definition/b.h\"", false);
    row("core/adapters/sqlite/a.cpp", "\"core/ports/b.h\"", true);
    row("core/adapters/sqlite/a.cpp", "\"ui/theme/b.h\"", false);
    row("core/adapters/anything/a.cpp", "<QSqlQuery>", true);
    row("ui/viewmodels/a.cpp", "<QAbstractListModel>", true);
    row("ui/viewmodels/a.cpp", "<QWidget>", false);
    row("ui/viewmodels/a.cpp", "<QColor>", false);
    row("ui/viewmodels/a.cpp", "<QTimer>", true);
    row("ui/viewmodels/a.cpp", "\"core/ports/b.h\"", true);
    row("ui/viewmodels/a.cpp", "\"core/engine/b.h\"", false);
    row("ui/viewmodels/a.cpp", "\"core/runtime/b.h\"", false);
    row("ui/viewmodels/a.cpp", "\"ui/canvas/b.h\"", false);
    row("ui/canvas/a.cpp", "\"ui/theme/b.h\"", true);
    row("ui/canvas/a.cpp", "\"core/plan/b.h\"", false);
    row("ui/runs/a.cpp", "\"ui/viewmodels/b.h\"", true);
    row("ui/runs/a.cpp", "\"ui/canvas/b.h\"", true);
    row("ui/runs/a.cpp", "\"ui/designer/b.h\"", false);
    row("ui/runs/a.cpp", "\"core/ports/b.h\"", false);
    row("ui/runs/a.cpp", "<QWidget>", true);
    row("ui/shell/a.cpp", "\"ui/designer/b.h\"", true);
    row("ui/shell/a.cpp", "\"core/adapters/sqlite/b.h\"", false);
    row("ui/runs/a.cpp", "\"app/studio/b.h\"", false);
    row("app/cli/a.cpp", "\"core/adapters/sqlite/b.h\"", true);
    row("app/cli/a.cpp", "<jq.h>", true);
    row("app/cli/a.cpp", "\"b.h\"", false);
    row("core/base/a.cpp", "\"a.moc\"", true);
}

void IncludeRulesTest::includes() {
    QFETCH(std::string, path);
    QFETCH(std::string, include);
    QFETCH(bool, allowed);
    const auto found = forbidden_includes({{path, "#pragma once\n#include " + include + "\n"}}, is_qt_core);
    QVERIFY2(found.empty() == allowed, lines(found).c_str());
}

void IncludeRulesTest::lines_count_from_one() {
    const auto found = forbidden_includes({{"core/base/a.cpp", "#include <string>\n\n  #  include <QString>\n"}}, is_qt_core);
    QCOMPARE(found.size(), std::size_t{1});
    QCOMPARE(found[0], std::string("core/base/a.cpp:3: core/base may not include Qt"));
}

void IncludeRulesTest::what_is_no_include_is_not_read() {
    const std::string text = "// #include <QString>\n"
                             "/*\n#include <QString>\n*/\n"
                             "const char* a = \"\\\n#include <QString>\\n\";\n"
                             "const char* b = R\"x(\n#include <QString>\n)x\";\n"
                             "const char* url = \"http://x\"; // it's \"open\n"
                             "#include <QString> // this is one\n";
    const auto found = forbidden_includes({{"core/base/a.cpp", text}}, is_qt_core);
    QCOMPARE(found.size(), std::size_t{1});
    QVERIFY2(found[0].starts_with("core/base/a.cpp:11:"), found[0].c_str());
}

void IncludeRulesTest::one_file_only() {
    const SourceFile first{"core/definition/a.cpp", "#include <libfyaml.h>\n"};
    const SourceFile second{"core/definition/b.cpp", "#include <libfyaml.h>\n"};
    QVERIFY(forbidden_includes({first}, is_qt_core).empty());
    QCOMPARE(forbidden_includes({first, second}, is_qt_core).size(), std::size_t{1});
}

void IncludeRulesTest::an_unknown_folder_needs_a_rule() {
    QCOMPARE(forbidden_includes({{"core/novelty/a.cpp", "\n"}}, is_qt_core).size(), std::size_t{1});
}

void IncludeRulesTest::file_cycles() {
    const SourceFile a{"core/base/a.h", "#include \"core/base/b.h\"\n"};
    const SourceFile b{"core/base/b.h", "#include \"core/base/c.h\"\n"};
    const SourceFile c{"core/base/c.h", "#include \"core/base/a.h\"\n"};
    QVERIFY(cycles({a, b}).empty());
    QCOMPARE(cycles({a, b, c}), std::vector<std::string>{"core/base/a.h -> core/base/b.h -> core/base/c.h -> core/base/a.h"});
    QCOMPARE(cycles({{"core/base/a.h", "#include \"core/base/a.h\"\n"}}).size(), std::size_t{1});
    // Two ways to one header are no cycle.
    QVERIFY(cycles({{"core/base/x.h", "#include \"core/base/b.h\"\n#include \"core/base/c.h\"\n"},
                    {"core/base/b.h", "#include \"core/base/c.h\"\n"},
                    {"core/base/c.h", ""}})
                .empty());
}

void IncludeRulesTest::folder_cycles() {
    const SourceFile a{"ui/shell/a.h", "#include \"ui/runs/b.h\"\n"};
    const SourceFile b{"ui/runs/c.h", "#include \"ui/shell/d.h\"\n"};
    QCOMPARE(cycles({a, b}), std::vector<std::string>{"ui/runs -> ui/shell -> ui/runs"});
}

void IncludeRulesTest::paths_data() {
    QTest::addColumn<std::string>("text");
    QTest::addColumn<bool>("flagged");
    const auto row = [](const char* text, bool flagged) { QTest::newRow(text) << std::string(text) << flagged; };
    row("open(\"/home/ann/data.json\");", true);
    row("// see /work/main/core", true);
    row("\"/tmp/socket\"", true);
    row("\"C:\\\\Users\"", true);
    row("/root/.cache", true);
    row("\"/do/0/home/x\"", false);
    row("\"https://example.com/home/page\"", false);
    row("#include \"core/work/x.h\"", false);
    row("\"/bin/sh\"", false);
    row("\"/proc/self/status\"", false);
    row("a / tmp / b", false);
    row("\"${dir}/tmp/x\"", false);
}

void IncludeRulesTest::paths() {
    QFETCH(std::string, text);
    QFETCH(bool, flagged);
    QCOMPARE(!machine_paths({{"core/base/a.cpp", "first\n" + text + "\n"}}).empty(), flagged);
}

void IncludeRulesTest::top_level() {
    QVERIFY(strangers_at_the_top({"core", ".ci", ".gitignore", "dev", "README.md"}).empty());
    QCOMPARE(strangers_at_the_top({"core", "notes.txt"}), std::vector<std::string>{"notes.txt"});
    QCOMPARE(strangers_at_the_top({"scripts", "docs"}).size(), std::size_t{2});
}

void IncludeRulesTest::folders() {
    QCOMPARE(folder_of("core/base/json.h"), std::string("core/base"));
    QCOMPARE(folder_of("core/engine/machines/for.cpp"), std::string("core/engine"));
    QCOMPARE(folder_of("core/adapters/jq/worker.h"), std::string("core/adapters/jq"));
    QCOMPARE(folder_of("ui/pch.h"), std::string("ui"));
    QCOMPARE(folder_of("json.h"), std::string());
}

ORKESTR_TEST(ArchitectureTest)
ORKESTR_TEST(IncludeRulesTest)
#include "architecture_test.moc"
