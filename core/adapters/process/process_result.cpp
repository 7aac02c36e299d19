#include "core/adapters/process/process_result.h"

#include <QString>
#include <algorithm>
#include <cstring>

namespace orkestr {

namespace {

constexpr std::size_t quoted_error_bytes = 2048;

std::string utf8_text(const std::string& bytes) {
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size())).toStdString();
}

/// A stream as a result: text less one final newline, secrets masked.
JsonValue stream_value(const std::string& bytes, const ProcessCall& call) {
    std::string text = utf8_text(bytes);
    if (text.ends_with('\n')) text.pop_back();
    return mask_secrets_in(JsonValue(std::move(text)), call.secrets);
}

/// The end of a text, whole characters only.
std::string last_bytes(const std::string& text, std::size_t count) {
    if (text.size() <= count) return text;
    std::size_t from = text.size() - count;
    while (from < text.size() && (static_cast<unsigned char>(text[from]) & 0xC0) == 0x80) ++from;
    return text.substr(from);
}

/// The end of standard error in whole lines where they are short enough.
std::string quoted_error(const std::string& log) {
    std::string text = last_bytes(log, quoted_error_bytes);
    if (text.size() < log.size())
        if (const auto line = text.find('\n'); line != std::string::npos && line + 1 < text.size()) text.erase(0, line + 1);
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
    return text;
}

/// How long a secret can be in a text: percent-encoded, three bytes for each of its own.
std::size_t longest_form(const std::vector<std::string>& secrets) {
    std::size_t longest = 0;
    for (const auto& secret : secrets) longest = std::max(longest, 3 * secret.size());
    return longest;
}

Problem ended_problem(const std::string& what, const ProcessEnd& end) {
    const std::string error = quoted_error(end.log);
    return Problem::standard(StandardError::runtime, "the process " + what + (error.empty() ? "" : ": " + error));
}

} // namespace

std::variant<Json, Problem> process_outcome(const ProcessCall& call, const ProcessEnd& end) {
    if (end.signal != 0) return ended_problem("was ended by " + signal_name(end.signal), end);
    const bool judged = call.returns == ProcessReturn::stdout_text || call.returns == ProcessReturn::none;
    if (judged && end.code != 0) return ended_problem("ended with exit code " + std::to_string(end.code), end);
    switch (call.returns) {
    case ProcessReturn::stdout_text: return stream_value(end.standard_output, call).json();
    case ProcessReturn::stderr_text: return stream_value(end.standard_error, call).json();
    case ProcessReturn::code: return Json::integer(end.code);
    case ProcessReturn::none: return Json();
    case ProcessReturn::all: break;
    }
    return JsonValue::object({{"code", end.code},
                              {"stdout", stream_value(end.standard_output, call)},
                              {"stderr", stream_value(end.standard_error, call)}})
        .json();
}

std::string process_log(const OutputTail& tail, const ProcessCall& call, std::size_t max_bytes) {
    std::string text = mask_secrets(utf8_text(tail.bytes()), call.secrets);
    if (tail.cut()) text.erase(0, std::min(text.find("********"), longest_form(call.secrets)));
    return last_bytes(text, max_bytes);
}

std::string signal_name(int signal) {
    const char* name = ::sigabbrev_np(signal);
    return name ? std::string("SIG") + name : "signal " + std::to_string(signal);
}

} // namespace orkestr
