#include "tests/support/test.h"

#include <QApplication>
#include <QTest>
#include <cstdlib>
#include <filesystem>
#include <memory>

namespace orkestr::test {

std::vector<Registration>& registrations() {
    static std::vector<Registration> all;
    return all;
}

static std::string from_environment(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : std::string{};
}

std::string source_dir() {
    const std::string dir = from_environment("ORKESTR_SOURCE_DIR");
    return dir.empty() ? std::filesystem::current_path().string() : dir;
}

std::string binary_dir() {
    const std::string dir = from_environment("ORKESTR_BINARY_DIR");
    return dir.empty() ? (std::filesystem::current_path() / "build").string() : dir;
}

std::string release_dir() {
    const std::string dir = from_environment("ORKESTR_RELEASE_DIR");
    return dir.empty() ? binary_dir() : dir;
}

std::string shared_dir() {
    const auto dir = std::filesystem::path(source_dir()) / ".." / "shared";
    std::error_code error;
    return std::filesystem::is_directory(dir, error) ? std::filesystem::canonical(dir).string() : std::string{};
}

} // namespace orkestr::test

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    QStringList arguments = app.arguments();
    std::string only;
    if (const auto at = arguments.indexOf("--only"); at > 0 && at + 1 < arguments.size()) {
        only = arguments.at(at + 1).toStdString();
        arguments.removeAt(at + 1);
        arguments.removeAt(at);
    }
    int failed = 0;
    int ran = 0;
    for (const auto& registration : orkestr::test::registrations()) {
        if (!only.empty() && only != registration.name) continue;
        const std::unique_ptr<QObject> object(registration.create());
        failed += QTest::qExec(object.get(), arguments) != 0;
        ++ran;
    }
    if (ran == 0) qWarning("no test object ran");
    return failed != 0 || ran == 0;
}
