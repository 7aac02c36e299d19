// Runs HTTP activities and waits for their results.
#pragma once

#include "core/adapters/http/http_activity_runner.h"

#include <QTest>
#include <map>
#include <optional>
#include <string>

namespace orkestr::test {

class TableSecrets : public SecretSource {
public:
    explicit TableSecrets(std::map<std::string, JsonValue> table = {}) : table_(std::move(table)) {}
    Result<std::optional<JsonValue>> find(const std::string& name) const override {
        const auto held = table_.find(name);
        return held == table_.end() ? std::optional<JsonValue>() : std::optional(held->second);
    }

private:
    std::map<std::string, JsonValue> table_;
};

class HttpCallProbe {
public:
    explicit HttpCallProbe(std::map<std::string, JsonValue> secrets = {}, HttpOptions options = {})
        : secrets_(std::move(secrets)), runner(secrets_, std::move(options)) {}

    static constexpr const char* nonce = "4f2a";

    ActivityKey start(const JsonValue& request) {
        const ActivityKey key{{"01HZZZZZZZZZZZZZZZZZZZZZZZ"}, ++steps_, 1};
        runner.start({key, "http", request.json(), nonce, "/do/0/call"},
                     [this, key](ActivityResult result) { results.emplace(key, std::move(result)); });
        return key;
    }

    /// The result, within 20 s.
    ActivityResult wait(const ActivityKey& key) {
        if (!QTest::qWaitFor([&] { return results.contains(key); }, 20'000)) return {Problem{"no result", 0, {}, {}, {}}, {}};
        return results.at(key);
    }
    ActivityResult call(const JsonValue& request) { return wait(start(request)); }
    /// GET of a URL with more members.
    ActivityResult get(const QString& url, JsonValue request = JsonValue(JsonObject{})) {
        request.set("method", "GET");
        request.set("uri", url.toStdString());
        return call(request);
    }

    static std::string text(const ActivityResult& result) {
        if (const auto* json = std::get_if<Json>(&result.outcome)) return json->text();
        const auto& problem = std::get<Problem>(result.outcome);
        return "problem: " + problem.to_json().text();
    }
    static Problem problem(const ActivityResult& result) {
        const auto* held = std::get_if<Problem>(&result.outcome);
        return held ? *held : Problem{"no problem", 0, {}, std::get<Json>(result.outcome).text(), {}};
    }
    static JsonValue value(const ActivityResult& result) {
        const auto* json = std::get_if<Json>(&result.outcome);
        return json ? JsonValue::of(*json) : JsonValue(text(result));
    }

private:
    TableSecrets secrets_;
    std::uint32_t steps_ = 0;

public:
    HttpActivityRunner runner;
    std::map<ActivityKey, ActivityResult> results;
};

} // namespace orkestr::test
