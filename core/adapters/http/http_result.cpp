#include "core/adapters/http/http_result.h"

#include "core/adapters/http/http_content.h"
#include "core/adapters/http/http_query.h"

namespace orkestr {

namespace {

constexpr std::size_t quoted_body_bytes = 2048;

/// The beginning of a text, whole characters only.
std::string first_bytes(std::string text, std::size_t count) {
    if (text.size() <= count) return text;
    while (count > 0 && (static_cast<unsigned char>(text[count]) & 0xC0) == 0x80) --count;
    text.resize(count);
    return text + "…";
}

bool is_compressed(const HttpHead& head) {
    const std::string coding = head.header("content-encoding");
    return !coding.empty() && !head.has_word("content-encoding", "identity");
}

Problem status_problem(const HttpCall& call, const HttpAnswer& answer) {
    std::string detail = call.method.toStdString() + " " + call.shown_uri + " answered " + std::to_string(answer.head.status);
    if (!answer.head.reason.empty()) detail += " " + answer.head.reason;
    const std::string type = answer.head.header("content-type");
    const std::string media = media_type(type);
    if (!answer.body.empty() && !is_compressed(answer.head) && (is_json_type(media) || is_text_type(media)))
        detail += ": " + first_bytes(mask_secrets(decoded_text(answer.body, type), call.secrets), quoted_body_bytes);
    auto problem = communication_problem(call, detail);
    problem.status = answer.head.status;
    if (!answer.head.reason.empty()) problem.title = mask_secrets(answer.head.reason, call.secrets);
    return problem;
}

JsonValue shown_headers(const std::vector<std::pair<QByteArray, QByteArray>>& headers) {
    JsonValue out{JsonObject{}};
    for (const auto& [name, value] : headers) {
        if (is_private_header(name)) continue;
        const std::string shown = canonical_header_name(valid_utf8(name.toStdString()));
        std::string text = out.string_at(shown);
        if (out.find(shown)) text += ", ";
        out.set(shown, JsonValue(text + valid_utf8(value.toStdString())));
    }
    return out;
}

JsonValue response_value(const HttpCall& call, const std::vector<HttpHeader>& sent, const HttpAnswer& answer, const Json& content) {
    std::vector<std::pair<QByteArray, QByteArray>> request_headers;
    for (const auto& header : sent) request_headers.emplace_back(header.name, header.credential ? "********" : header.value);
    const JsonValue described = JsonValue::object(
        {{"request", JsonValue::object({{"method", call.method.toStdString()},
                                        {"uri", call.shown_uri},
                                        {"headers", shown_headers(request_headers)}})},
         {"statusCode", answer.head.status},
         {"headers", shown_headers(answer.head.headers)}});
    JsonValue out = mask_secrets_in(described, call.secrets);
    out.set("content", JsonValue::of(content));
    return out;
}

} // namespace

std::variant<Json, Problem> http_outcome(const HttpCall& call, const std::vector<HttpHeader>& sent, const HttpAnswer& answer) {
    if (!is_http_success(call, answer.head.status)) return status_problem(call, answer);
    if (is_compressed(answer.head)) {
        return communication_problem(call, call.method.toStdString() + " " + call.shown_uri + " answered with the content encoding " +
                                               answer.head.header("content-encoding") + ", which was not asked for");
    }
    if (call.form == HttpAnswerForm::raw) return Json::string(raw_content(answer.body, call.secrets));
    const auto content = decoded_content(answer.body, answer.head.header("content-type"), call.secrets);
    if (!content) {
        return communication_problem(call, call.method.toStdString() + " " + call.shown_uri + " answered " +
                                               std::to_string(answer.head.status) + " with the content type " +
                                               answer.head.header("content-type") + ", but its body is " + content.error().message);
    }
    if (call.form == HttpAnswerForm::content) return *content;
    return response_value(call, sent, answer, *content).json();
}

bool is_http_success(const HttpCall& call, int status) {
    return status >= 200 && (status < 300 || (call.follow_redirects && status < 400));
}

Problem communication_problem(const HttpCall& call, const std::string& detail) {
    return Problem::standard(StandardError::communication, valid_utf8(mask_secrets(detail, call.secrets)));
}

} // namespace orkestr
