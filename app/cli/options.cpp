#include "app/cli/options.h"

#include "app/cli/text.h"
#include "app/workspace/location.h"

#include <algorithm>
#include <cstdio>
#include <limits>

namespace orkestr::cli {

Options::Options(const char* name, const char* usage, const char* about, std::vector<const char*> examples)
    : name_(name), usage_(usage), about_(about), examples_(std::move(examples)) {
    parser_.setOptionsAfterPositionalArgumentsMode(QCommandLineParser::ParseAsOptions);
    parser_.addOption({{"h", "help"}, "Show this help."});
}

void Options::add(const char* name, const char* value_name, const char* description, const char* fallback) {
    QCommandLineOption option(QString::fromLatin1(name), QString::fromUtf8(description));
    if (value_name) option.setValueName(QString::fromLatin1(value_name));
    if (fallback) option.setDefaultValue(QString::fromLatin1(fallback));
    parser_.addOption(option);
}

void Options::add_workspace() { add("workspace", "DIR", "The workspace. Default: $XDG_DATA_HOME/orkestr/default"); }

void Options::add_format(std::vector<const char*> formats) {
    formats_ = std::move(formats);
    add("format", "FORMAT", "How to print", formats_.front());
}

std::string Options::help() const {
    std::string out = std::string("Usage: orkestr ") + name_ + " " + usage_ + "\n\n" + about_ + "\n\nOptions:\n";
    // Qt lists the options in its own layout, under a heading of its own.
    const std::string listed = parser_.helpText().toStdString();
    const auto options = listed.find("Options:\n");
    out += options == std::string::npos ? std::string() : listed.substr(options + 9);
    if (formats_.size() > 1) {
        out += "\nFormats:";
        for (const char* format : formats_) out += std::string(" ") + format;
        out += "\n";
    }
    out += "\nExamples:\n";
    for (const char* example : examples_) out += std::string("  ") + example + "\n";
    return out;
}

std::optional<int> Options::parse(const QStringList& arguments, int least_positional, int most_positional) {
    const bool understood = parser_.parse(arguments);
    if (parser_.isSet("help")) {
        std::fputs(help().c_str(), stdout);
        return ExitCode::completed;
    }
    if (!understood) return refuse(parser_.errorText().toStdString());
    const auto given = parser_.positionalArguments().size();
    if (given < least_positional) return refuse("something is missing: orkestr " + std::string(name_) + " " + usage_);
    if (given > most_positional)
        return refuse("unexpected argument '" + parser_.positionalArguments().at(most_positional).toStdString() + "'");
    if (!formats_.empty()) {
        const std::string format = this->format();
        if (std::none_of(formats_.begin(), formats_.end(), [&](const char* one) { return format == one; })) {
            std::string all;
            for (const char* one : formats_) all += (all.empty() ? "" : ", ") + std::string(one);
            return refuse("unknown format '" + format + "'; expected one of: " + all);
        }
    }
    return std::nullopt;
}

std::vector<std::string> Options::values(const char* name) const {
    std::vector<std::string> out;
    for (const auto& value : parser_.values(name)) out.push_back(value.toStdString());
    return out;
}

std::vector<std::string> Options::positional() const {
    std::vector<std::string> out;
    for (const auto& argument : parser_.positionalArguments()) out.push_back(argument.toStdString());
    return out;
}

std::string Options::workspace() const { return has("workspace") ? value("workspace") : default_workspace(); }

int Options::refuse(const std::string& message) const {
    std::fprintf(stderr, "orkestr %s: %s\nSee 'orkestr %s --help'.\n", name_, message.c_str(), name_);
    return ExitCode::invalid;
}

int report(const Error& error) {
    std::fprintf(stderr, "orkestr: %s\n", error.message.c_str());
    switch (error.code) {
    case ErrorCode::invalid_argument:
    case ErrorCode::invalid_json:
    case ErrorCode::invalid_definition:
    case ErrorCode::unsupported:
    case ErrorCode::already_exists: return ExitCode::invalid;
    case ErrorCode::cancelled:
    case ErrorCode::timeout: return ExitCode::cancelled;
    case ErrorCode::nondeterminism: return ExitCode::failed;
    default: return ExitCode::broken;
    }
}

int refused(const Error& error) {
    const int code = report(error);
    return error.code == ErrorCode::conflict ? ExitCode::failed : code;
}

int not_proven(const Error& error) {
    const int code = report(error);
    return error.code == ErrorCode::corrupt || error.code == ErrorCode::newer_version ? ExitCode::failed : code;
}

int tell_error(const std::string& format, const Error& error, int (*say)(const Error&)) {
    if (format == "json")
        print_line(JsonValue::object({{"ok", false}, {"error", JsonValue::object({{"code", to_string(error.code)}, {"message", error.message}})}}).json());
    return say(error);
}

} // namespace orkestr::cli
