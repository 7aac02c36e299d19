// Command lines: options, help and the messages for wrong usage.
#pragma once

#include "app/cli/command.h"
#include "core/base/result.h"

#include <QCommandLineParser>
#include <optional>
#include <string>
#include <vector>

namespace orkestr::cli {

class Options {
public:
    /// `usage` is what follows `orkestr NAME` (`FILE... [--format text|json]`); examples are whole command lines.
    Options(const char* name, const char* usage, const char* about, std::vector<const char*> examples);

    void add(const char* name, const char* value_name, const char* description, const char* fallback = nullptr);
    void add_workspace();
    /// The first is the default.
    void add_format(std::vector<const char*> formats);

    /// Parses. An exit code when the program is done already: help was asked for, or the usage is wrong (said on stderr).
    std::optional<int> parse(const QStringList& arguments, int least_positional, int most_positional);

    bool has(const char* name) const { return parser_.isSet(name); }
    std::string value(const char* name) const { return parser_.value(name).toStdString(); }
    std::vector<std::string> values(const char* name) const;
    std::vector<std::string> positional() const;
    std::string workspace() const;
    std::string format() const { return value("format"); }
    /// Wrong usage found later: says so and gives the exit code.
    int refuse(const std::string& message) const;

private:
    std::string help() const;

    const char* name_;
    const char* usage_;
    const char* about_;
    std::vector<const char*> examples_;
    std::vector<const char*> formats_;
    QCommandLineParser parser_;
};

/// `orkestr: MESSAGE` on stderr; gives the exit code that fits the error: what is not there is `broken`.
int report(const Error& error);
/// The same where somebody asked for something that can't be done to what is there (conflict): no, and why.
int refused(const Error& error);
/// The same where the question was whether a run can be proven: what is damaged in it is an answer, no.
int not_proven(const Error& error);
/// The same for a command whose answer is one object: with `json` it is `{"error":{"code","message"},"ok":false}` then. `say`
/// is one of the above.
int tell_error(const std::string& format, const Error& error, int (*say)(const Error&) = report);

} // namespace orkestr::cli
