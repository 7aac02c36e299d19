// Runs process activities and waits for their results.
#pragma once

#include "core/adapters/process/process_activity_runner.h"

#include <QTest>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace orkestr::test {

class ProcessProbe {
public:
    explicit ProcessProbe(ProcessOptions options = {}, std::map<std::string, JsonValue> secrets = {})
        : secrets_(std::move(secrets)), runner(std::make_unique<ProcessActivityRunner>(secrets_, std::move(options))) {}

    static constexpr const char* nonce = "9c01";

    ActivityKey start(const std::string& kind, const JsonValue& request) {
        const ActivityKey key{{"01HZZZZZZZZZZZZZZZZZZZZZZZ"}, ++steps_, 1};
        runner->start({key, kind, request.json(), nonce, "/do/0/run"},
                      [this, key](ActivityResult result) { results.emplace(key, std::move(result)); });
        return key;
    }

    /// The result, within 20 s.
    ActivityResult wait(const ActivityKey& key) {
        if (!QTest::qWaitFor([&] { return results.contains(key); }, 20'000)) return {Problem{"no result", 0, {}, {}, {}}, {}};
        return results.at(key);
    }
    ActivityResult run(const std::string& kind, const JsonValue& request) { return wait(start(kind, request)); }
    ActivityResult shell(const std::string& command, JsonValue request = JsonValue(JsonObject{})) {
        request.set("command", command);
        return run("shell", request);
    }
    ActivityResult script(const std::string& language, const std::string& code, JsonValue request = JsonValue(JsonObject{})) {
        request.set("language", language);
        request.set("code", code);
        return run("script", request);
    }

    static std::string text(const ActivityResult& result) {
        if (const auto* json = std::get_if<Json>(&result.outcome)) return json->text();
        return "problem: " + std::get<Problem>(result.outcome).to_json().text();
    }
    static Problem problem(const ActivityResult& result) {
        const auto* held = std::get_if<Problem>(&result.outcome);
        return held ? *held : Problem{"no problem", 0, {}, std::get<Json>(result.outcome).text(), {}};
    }

private:
    class Table : public SecretSource {
    public:
        explicit Table(std::map<std::string, JsonValue> table) : table_(std::move(table)) {}
        Result<std::optional<JsonValue>> find(const std::string& name) const override {
            const auto held = table_.find(name);
            return held == table_.end() ? std::optional<JsonValue>() : std::optional(held->second);
        }

    private:
        std::map<std::string, JsonValue> table_;
    };

    Table secrets_;
    std::uint32_t steps_ = 0;

public:
    std::unique_ptr<ProcessActivityRunner> runner;
    std::map<ActivityKey, ActivityResult> results;
};

} // namespace orkestr::test
