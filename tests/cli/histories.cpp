#include "tests/cli/histories.h"

#include <QTest>
#include <map>

namespace orkestr::test {

Ran released(const QStringList& arguments) { return run_program(release_program("orkestr"), arguments); }

int from_environment(const char* name, int otherwise) {
    const auto text = qEnvironmentVariable(name);
    return text.isEmpty() ? otherwise : text.toInt();
}

JsonValue whole_history(const QString& workspace, const std::string& run) {
    const QString id = QString::fromStdString(run);
    const Ran verified = released({"verify", id, "--workspace", workspace});
    if (!QTest::qVerify(verified.exit_code == 0, "the chain verifies", verified.out.c_str(), __FILE__, __LINE__)) return {};
    JsonValue shown = released({"show", id, "--events", "--workspace", workspace, "--format", "json"}).json();
    const JsonValue* events = shown.find("events");
    if (!QTest::qVerify(events && events->as_array(), "the run is shown", run.c_str(), __FILE__, __LINE__)) return {};
    std::map<std::string, int> taken;
    for (const auto& event : *events->as_array()) {
        const std::string type = event.string_at("type");
        if (type == "activity.completed" || type == "child.completed") ++taken[event.string_at("step")];
    }
    for (const auto& [step, times] : taken)
        if (!QTest::qVerify(times == 1, "a result is taken once", (run + " " + step).c_str(), __FILE__, __LINE__)) return {};
    return shown;
}

} // namespace orkestr::test
