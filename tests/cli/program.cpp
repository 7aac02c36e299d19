#include "tests/cli/program.h"

#include "tests/support/test.h"

#include <QProcess>
#include <QProcessEnvironment>

namespace orkestr::test {

JsonValue Ran::json() const {
    auto value = JsonValue::parse(out);
    return value ? *value : JsonValue();
}

QString program(const char* name) { return QString::fromStdString(binary_dir()) + "/bin/" + name; }

QString release_program(const char* name) { return QString::fromStdString(release_dir()) + "/bin/" + name; }

Ran orkestr(const QStringList& arguments, const std::string& input, const QStringList& environment) {
    return run_program(program("orkestr"), arguments, input, environment);
}

Ran run_program(const QString& path, const QStringList& arguments, const std::string& input, const QStringList& environment) {
    QProcess process;
    auto variables = QProcessEnvironment::systemEnvironment();
    for (const auto& one : environment) variables.insert(one.section('=', 0, 0), one.section('=', 1));
    process.setProcessEnvironment(variables);
    process.start(path, arguments);
    process.write(input.data(), static_cast<qint64>(input.size()));
    process.closeWriteChannel();
    Ran ran;
    if (!process.waitForFinished(120'000)) {
        process.kill();
        process.waitForFinished();
    }
    ran.crashed = process.exitStatus() == QProcess::CrashExit;
    ran.exit_code = process.exitCode();
    ran.out = process.readAllStandardOutput().toStdString();
    ran.err = process.readAllStandardError().toStdString();
    return ran;
}

} // namespace orkestr::test
