#include "core/adapters/process/process_call.h"

#include <QStandardPaths>
#include <QString>
#include <array>
#include <cstdlib>
#include <optional>

namespace orkestr {

namespace {

Problem bad_process(std::string detail) { return Problem::standard(StandardError::configuration, std::move(detail)); }

/// How a JSON value reaches a process: strings as they are, null as nothing, others as JSON text.
std::string process_text(const JsonValue* value) {
    if (!value || value->is_null()) return {};
    if (const auto* text = value->as_string()) return *text;
    return value->json().text();
}

/// The little that programs need to work at all; whatever else this program was given stays with it.
std::map<std::string, std::string> clean_environment() {
    const auto inherited = [](const char* name, const char* fallback) {
        const char* value = std::getenv(name);
        return std::string(value && *value ? value : fallback);
    };
    return {{"PATH", inherited("PATH", "/usr/local/bin:/usr/bin:/bin")},
            {"HOME", inherited("HOME", "/")},
            {"LANG", inherited("LANG", "C.UTF-8")},
            {"TMPDIR", inherited("TMPDIR", "/tmp")}};
}

std::string found_program(const std::string& name) {
    return QStandardPaths::findExecutable(QString::fromStdString(name)).toStdString();
}

/// Reads one request; each step returns a problem or nothing.
class ProcessCallReader {
public:
    ProcessCallReader(const std::string& kind, const JsonValue& shown, const JsonValue& revealed, std::string_view nonce,
                      const ProcessOptions& options)
        : kind_(kind), shown_(shown), revealed_(revealed), nonce_(nonce), options_(options) {}

    std::variant<ProcessCall, Problem> read(std::vector<std::string> secrets) {
        call_.secrets = std::move(secrets);
        using Step = std::optional<Problem> (ProcessCallReader::*)();
        static constexpr std::array<Step, 4> steps = {&ProcessCallReader::read_program, &ProcessCallReader::read_arguments,
                                                      &ProcessCallReader::read_environment, &ProcessCallReader::read_return};
        for (const auto step : steps)
            if (auto problem = (this->*step)()) return std::move(*problem);
        call_.standard_input = process_text(revealed_.find("stdin"));
        return std::move(call_);
    }

private:
    std::optional<Problem> read_program() {
        if (kind_ == "shell") return read_command();
        if (kind_ == "script") return read_script();
        return bad_process("not a kind of process: '" + kind_ + "'");
    }

    std::optional<Problem> read_command() {
        const auto* command = revealed_.find("command");
        if (!command || !command->is_string() || command->as_string()->empty()) return bad_process("a shell needs a command");
        if (auto problem = check_word("the shell command", *command->as_string())) return problem;
        if (on_command_line(shown_.find("command"))) return refused_secret("the shell command");
        call_.program = found_program(options_.shell);
        if (call_.program.empty()) return bad_process("the shell " + options_.shell + " was not found");
        call_.arguments = {"-c", *command->as_string(), "sh"};
        return std::nullopt;
    }

    std::optional<Problem> read_script() {
        const auto* code = revealed_.find("code");
        if (!code || !code->is_string()) return bad_process("a script needs its code as text");
        call_.script = *code->as_string();
        const std::string language = revealed_.string_at("language");
        if (language == "js" || language == "javascript") return read_interpreter("script.mjs", options_.node, "nodejs");
        if (language == "python") return read_interpreter("script.py", options_.python, "python3");
        return bad_process("no scripts are run in the language '" + language + "', only js and python");
    }

    std::optional<Problem> read_interpreter(const char* file, const std::string& program, const char* package) {
        call_.script_name = file;
        call_.program = found_program(program);
        if (!call_.program.empty()) return std::nullopt;
        return bad_process("the interpreter " + program + " was not found on this machine: install it (on Debian: apt-get install " +
                           package + ") or name the path of another");
    }

    std::optional<Problem> read_arguments() {
        const auto* arguments = revealed_.find("arguments");
        if (!arguments || arguments->is_null()) return std::nullopt;
        const auto* items = arguments->as_array();
        if (!items) return bad_process(std::string("the arguments of a process must be an array, not ") + arguments->type_name());
        if (on_command_line(shown_.find("arguments"))) return refused_secret("an argument");
        for (const auto& item : *items) {
            call_.arguments.push_back(process_text(&item));
            if (auto problem = check_word("an argument", call_.arguments.back())) return problem;
        }
        return std::nullopt;
    }

    std::optional<Problem> read_environment() {
        call_.environment = clean_environment();
        const auto* environment = revealed_.find("environment");
        if (!environment || environment->is_null()) return std::nullopt;
        const auto* members = environment->as_object();
        if (!members) return bad_process(std::string("the environment of a process must be an object, not ") + environment->type_name());
        for (const auto& [name, value] : *members) {
            if (name.empty() || name.find('=') != std::string::npos || name.find('\0') != std::string::npos)
                return bad_process("not an environment variable's name: '" + mask_secrets(name, call_.secrets) + "'");
            if (auto problem = check_word("the environment variable " + name, process_text(&value))) return problem;
            call_.environment[name] = process_text(&value);
        }
        return std::nullopt;
    }

    std::optional<Problem> read_return() {
        static constexpr std::pair<std::string_view, ProcessReturn> names[] = {{"stdout", ProcessReturn::stdout_text},
                                                                              {"stderr", ProcessReturn::stderr_text},
                                                                              {"code", ProcessReturn::code},
                                                                              {"all", ProcessReturn::all},
                                                                              {"none", ProcessReturn::none}};
        const std::string asked = revealed_.string_at("return", "stdout");
        for (const auto& [name, value] : names) {
            if (name != asked) continue;
            call_.returns = value;
            return std::nullopt;
        }
        return bad_process("a process can't return '" + asked + "', only stdout, stderr, code, all or none");
    }

    bool on_command_line(const JsonValue* value) const { return value && has_secrets(value->json().text(), nonce_); }

    static Problem refused_secret(const std::string& where) {
        return bad_process(where + " holds a secret: command lines can be read by every user of the machine. Pass the secret "
                                   "through `environment` or `stdin`");
    }

    static std::optional<Problem> check_word(const std::string& what, const std::string& text) {
        // Linux's MAX_ARG_STRLEN: what execve takes as one argument or variable.
        constexpr std::size_t max_word_bytes = 128 * 1024 - 1;
        if (text.find('\0') != std::string::npos) return bad_process(what + " holds a NUL byte");
        if (text.size() > max_word_bytes)
            return bad_process(what + " is longer than the 128 KiB that a process can be given; use `stdin`");
        return std::nullopt;
    }

    const std::string& kind_;
    const JsonValue& shown_;
    const JsonValue& revealed_;
    std::string_view nonce_;
    const ProcessOptions& options_;
    ProcessCall call_;
};

} // namespace

std::variant<ProcessCall, Problem> read_process_call(const std::string& kind, const Json& request, std::string_view nonce,
                                                     const SecretLookup& lookup, const ProcessOptions& options) {
    const JsonValue shown = JsonValue::of(request);
    std::vector<std::string> used;
    const auto revealed = reveal_secrets_in(shown, nonce, lookup, used);
    if (!revealed) return Problem::standard(StandardError::authorization, revealed.error().message);
    return ProcessCallReader(kind, shown, *revealed, nonce, options).read(std::move(used));
}

} // namespace orkestr
