#include "tests/golden/golden_case.h"

#include "core/base/duration_text.h"
#include "core/definition/tree.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

namespace orkestr::test {

namespace {

std::string content_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// The error that `fail` gives: `status`, `detail`, `title`, `type` (a standard error's name, or a URI).
Problem problem_of(const JsonValue& given) {
    static const std::map<std::string, StandardError> names = {
        {"configuration", StandardError::configuration}, {"validation", StandardError::validation},
        {"expression", StandardError::expression},       {"authentication", StandardError::authentication},
        {"authorization", StandardError::authorization}, {"timeout", StandardError::timeout},
        {"communication", StandardError::communication}, {"runtime", StandardError::runtime}};
    const std::string type = given.string_at("type", "communication");
    const auto standard = names.find(type);
    Problem problem = standard == names.end() ? Problem{type, 500, {}, {}, {}} : Problem::standard(standard->second, {});
    problem.status = static_cast<int>(given.integer_at("status", problem.status));
    problem.title = given.string_at("title", problem.title);
    problem.detail = given.string_at("detail");
    problem.instance = given.string_at("instance");
    return problem;
}

/// A CloudEvent with what its author left out.
Json envelope_of(JsonValue event) {
    static const std::pair<const char*, const char*> attributes[] = {{"specversion", "1.0"}, {"id", "1"}, {"source", "/golden"}};
    for (const auto& [name, value] : attributes)
        if (!event.find(name)) event.set(name, value);
    return event.json();
}

class CaseReader {
public:
    explicit CaseReader(std::string file) : file_(std::move(file)) {}

    Result<std::vector<GoldenCase>> read() {
        std::vector<Diagnostic> diagnostics;
        const auto tree = Tree::parse(content_of(file_), diagnostics);
        if (!tree) return Error{ErrorCode::invalid_argument, to_text(diagnostics.front(), file_), {}};
        if (!tree->root().is_sequence()) return wrong(tree->root(), "a list of cases is expected");
        std::vector<GoldenCase> cases;
        for (const Node* item : tree->root().items()) {
            auto one = read_case(*item);
            if (!one) return one.error();
            cases.push_back(std::move(*one));
        }
        return cases;
    }

private:
    Error wrong(const Node& node, const std::string& what) const {
        return {ErrorCode::invalid_argument, file_ + ":" + std::to_string(node.span().line) + ": " + what, {}};
    }

    Result<GoldenCase> read_case(const Node& node) {
        static const std::set<std::string_view> known = {"case", "workflow", "do", "input", "secrets", "at_start", "script", "stops", "pause", "expect"};
        for (const auto& member : node.members())
            if (!known.contains(member.key->text())) return wrong(*member.key, "no case has a '" + std::string(member.key->text()) + "'");
        const Node* name = node.find("case");
        const Node* expect = node.find("expect");
        if (!name || !expect) return wrong(node, "a case has a name (`case`) and an expectation (`expect`)");
        GoldenCase one;
        one.file = file_;
        one.name = std::string(name->text());
        one.definition = definition_of(node);
        if (const Node* input = node.find("input")) one.input = to_json(*input).json();
        if (const Node* pause = node.find("pause")) one.pause = pause->text() == "true";
        one.expected = std::string(expect->text());
        one.expected_begin = expect->span().begin;
        one.expected_end = expect->span().end;
        if (const Node* secrets = node.find("secrets"))
            for (const auto& member : secrets->members()) one.secrets.emplace_back(std::string(member.key->text()), to_json(*member.value));
        if (const Node* stops = node.find("stops"))
            for (const Node* stop : stops->items()) {
                const JsonValue value = to_json(*stop);
                one.stops.push_back({value.string_at("at"), value.string_at("slot"), value.string_at("detail", "stopped by a limit"), value.integer_at("passed")});
            }
        if (auto read = read_actions(node.find("at_start"), one.at_start); !read) return read.error();
        if (auto read = read_actions(node.find("script"), one.script); !read) return read.error();
        return one;
    }

    Result<void> read_actions(const Node* list, std::vector<GoldenAction>& actions) {
        if (!list) return {};
        for (const Node* item : list->items()) {
            auto action = read_action(*item);
            if (!action) return action.error();
            actions.push_back(std::move(*action));
        }
        return {};
    }

    /// `workflow` holds what stands beside `do`; the document is the same in every case.
    static std::string definition_of(const Node& node) {
        JsonValue definition = JsonValue::object({});
        if (const Node* workflow = node.find("workflow")) definition = to_json(*workflow);
        if (!definition.find("document"))
            definition.set("document", JsonValue::object({{"dsl", "1.0.3"}, {"namespace", "golden"}, {"name", "case"}, {"version", "1.0.0"}}));
        if (const Node* tasks = node.find("do")) definition.set("do", to_json(*tasks));
        return definition.json().text();
    }

    Result<GoldenAction> read_action(const Node& node) {
        GoldenAction action;
        if (const Node* together = node.find("together")) {
            action.kind = GoldenAction::Kind::together;
            if (auto read = read_actions(together, action.actions); !read) return read.error();
        } else if (const Node* complete = node.find("complete")) {
            action.at = std::string(complete->text());
            if (const Node* value = node.find("value")) action.value = to_json(*value).json();
        } else if (const Node* fail = node.find("fail")) {
            action.kind = GoldenAction::Kind::fail;
            action.at = std::string(fail->text());
            action.error = problem_of(to_json(node));
        } else if (const Node* fire = node.find("fire")) {
            action.kind = GoldenAction::Kind::fire;
            action.at = std::string(fire->text());
        } else if (const Node* cancel = node.find("cancel")) {
            action.kind = GoldenAction::Kind::cancel;
            action.text = std::string(cancel->text());
        } else if (const Node* suspend = node.find("suspend")) {
            action.kind = GoldenAction::Kind::suspend;
            action.text = std::string(suspend->text());
        } else if (const Node* resume = node.find("resume")) {
            action.kind = GoldenAction::Kind::resume;
            action.text = std::string(resume->text());
        } else if (const Node* event = node.find("event")) {
            action.kind = GoldenAction::Kind::event;
            action.value = envelope_of(to_json(*event));
            if (const Node* at = node.find("at")) action.at = std::string(at->text());
        } else {
            return wrong(node, "complete, fail, fire, cancel, suspend, resume, event or together is expected");
        }
        if (const Node* log = node.find("log")) action.text = std::string(log->text());
        if (const Node* after = node.find("after")) {
            const auto length = parse_duration(after->text());
            if (!length) return wrong(*after, length.error().message);
            action.after_ms = length->ms;
        }
        return action;
    }

    std::string file_;
};

} // namespace

Result<std::vector<GoldenCase>> read_golden_cases(const std::string& folder) {
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().extension() == ".yaml") files.push_back(entry.path().string());
    std::sort(files.begin(), files.end());
    std::vector<GoldenCase> all;
    for (const auto& file : files) {
        auto cases = CaseReader(file).read();
        if (!cases) return cases.error();
        std::move(cases->begin(), cases->end(), std::back_inserter(all));
    }
    return all;
}

void write_expectations(const std::vector<GoldenCase>& cases, const std::vector<std::string>& actual) {
    std::map<std::string, std::string> texts;
    // From the last to the first, so that the places of those before stay as they are.
    for (std::size_t i = cases.size(); i-- > 0;) {
        const auto& one = cases[i];
        auto& text = texts.try_emplace(one.file, content_of(one.file)).first->second;
        std::string block = "|\n";
        std::string line;
        for (const char c : actual[i]) {
            if (c != '\n') {
                line += c;
                continue;
            }
            block += (line.empty() ? "" : "    ") + line + "\n";
            line.clear();
        }
        std::size_t end = one.expected_end;
        if (end < text.size() && text[end] == '\n') ++end;
        text.replace(one.expected_begin, end - one.expected_begin, block);
    }
    for (const auto& [file, text] : texts) std::ofstream(file, std::ios::binary) << text;
}

} // namespace orkestr::test
