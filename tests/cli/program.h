// Runs the built programs, as a user would.
#pragma once

#include "core/base/json_value.h"

#include <QStringList>
#include <string>

namespace orkestr::test {

struct Ran {
    int exit_code = -1;
    bool crashed = false;
    std::string out;
    std::string err;
    /// Standard output as one JSON value; null when it is none.
    JsonValue json() const;
};

/// The path of a built program.
QString program(const char* name);

/// The same of the release build, where there is one.
QString release_program(const char* name);

/// Runs a program to its end; two minutes at the most. Standard input is closed after `input`.
Ran run_program(const QString& path, const QStringList& arguments, const std::string& input = {}, const QStringList& environment = {});

/// The built `orkestr`.
Ran orkestr(const QStringList& arguments, const std::string& input = {}, const QStringList& environment = {});

} // namespace orkestr::test
