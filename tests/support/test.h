// Several QtTest objects in one test program: a file ends with
//     ORKESTR_TEST(ResultTest)
//     #include "result_test.moc"
// and the program's main (test_main.cpp) runs all of them. Arguments go to each object, so `test_base -v2` works,
// and `test_base --only ResultTest` runs one of them.
#pragma once

#include <QObject>
#include <functional>
#include <string>
#include <vector>

namespace orkestr::test {

struct Registration {
    std::string name;
    std::function<QObject*()> create;
};

std::vector<Registration>& registrations();

struct Registrar {
    Registrar(const char* name, std::function<QObject*()> create) { registrations().push_back({name, std::move(create)}); }
};

/// Root of the source tree, from ORKESTR_SOURCE_DIR (set by ctest), else the current folder.
std::string source_dir();
/// Root of the build tree, from ORKESTR_BINARY_DIR (set by ctest).
std::string binary_dir();
/// Root of the release build, from ORKESTR_RELEASE_DIR (set by `./dev test`), else binary_dir(): for tests of what users
/// really run.
std::string release_dir();
/// The shared reference folder beside the project, or empty: tests that need it QSKIP and say so.
std::string shared_dir();

} // namespace orkestr::test

#define ORKESTR_TEST(Class) \
    static const ::orkestr::test::Registrar registrar_##Class{#Class, [] { return static_cast<QObject*>(new Class); }};
