#include "tests/bench/definition/hostile_texts.h"

#include <string_view>

namespace orkestr::bench {

namespace {

const std::string header = "document: {dsl: '1.0.3', namespace: n, name: m, version: '1.0.0'}\ndo:\n";
/// Inside brackets lines need no indentation.
const std::string flow_header = "{document: {dsl: '1.0.3', namespace: n, name: m, version: '1.0.0'}, do: [\n";

std::string repeated(std::string_view text, std::size_t count) {
    std::string out;
    out.reserve(text.size() * count);
    for (std::size_t i = 0; i < count; ++i) out += text;
    return out;
}

std::string many_tasks() {
    std::string out = header;
    for (int i = 0; i < 100'000; ++i) {
        const std::string number = std::to_string(i);
        out += "  - task" + number + ":\n      set:\n        number: " + number + "\n        text: ${ .foo + " + number +
               " } # a comment to fill the line\n";
    }
    return out;
}

std::string minified_tasks() {
    std::string out = R"({"document":{"dsl":"1.0.3","namespace":"n","name":"m","version":"1.0.0"},"do":[)";
    for (int i = 0; i < 100'000; ++i) {
        const std::string number = std::to_string(i);
        out += (i ? "," : "") + std::string(R"({"task)") + number + R"(":{"set":{"number":)" + number + R"(,"text":"${ .foo + )" + number +
               R"( }","filling":"a text that fills"}}})";
    }
    return out + "]}";
}

std::string big_data() {
    std::string out = header + "- a:\n    set:\n      data:\n";
    for (int i = 0; i < 300'000; ++i) out += "      - {n: " + std::to_string(i) + ", text: some text here}\n";
    return out;
}

std::string deep_tasks(int levels) {
    std::string out = header;
    for (int i = 0; i < levels; ++i) {
        const std::string indent(static_cast<std::size_t>(4 * i), ' ');
        out += indent + "- a" + std::to_string(i) + ":\n" + indent + "    do:\n";
    }
    return out + std::string(static_cast<std::size_t>(4 * levels), ' ') + "- z: {set: {a: 1}}\n";
}

std::string deep_data() { return header + "- a: {set: {x: " + std::string(990, '[') + std::string(990, ']') + "}}\n"; }

std::string alias_bomb() {
    std::string out = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 30; ++i) {
        const std::string below = "*a" + std::to_string(i - 1) + ",";
        out += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + repeated(below, 10) + "]\n";
    }
    return out;
}

/// As much as the limit on aliases lets through.
std::string wide_aliases() {
    const std::string list = "[" + repeated("{b: {set: {c: 1}}}, ", 100) + "]";
    return flow_header + "{first: {set: {x: &x " + list + "}}}, {data: {set: {all: [\n" + repeated("*x,\n", 1400) + "]}}}]}\n";
}

std::string aliased_tasks() {
    std::string out = flow_header + "{first: {do: &x [";
    for (int i = 0; i < 100; ++i) out += "{t" + std::to_string(i) + ": {wait: PT1S}}, ";
    out += "]}},\n";
    for (int i = 0; i < 1900; ++i) out += "{a" + std::to_string(i) + ": {do: *x}},\n";
    return out + "]}\n";
}

/// Each is seven bytes of text and a kilobyte of the model.
std::string many_policies() {
    std::string out = "document: {dsl: '1.0.3', namespace: n, name: m, version: '1.0.0'}\nuse:\n authentications:\n";
    for (int i = 0; i < 1'200'000; ++i) out += "  " + std::to_string(i) + ": {}\n";
    return out + "do:\n- a: {set: {b: 1}}\n";
}

/// Where each target stands is a path of 240,000 characters.
std::string long_paths() {
    std::string out = header;
    const std::string name(1000, 'n');
    for (int i = 0; i < 240; ++i) {
        const std::string indent(static_cast<std::size_t>(4 * i), ' ');
        out += indent + "- " + name + std::to_string(i) + ":\n" + indent + "    do:\n";
    }
    const std::string indent(4 * 240, ' ');
    out += indent + "- s:\n" + indent + "    switch:\n";
    for (int i = 0; i < 10'000; ++i) out += indent + "    - c" + std::to_string(i) + ": {then: z}\n";
    return out;
}

std::string quotes() { return header + "- a:\n    set:\n      x:\n" + repeated("      - '" + repeated("''", 20) + "'\n", 200'000); }

std::string unknown_names() {
    std::string out = header;
    for (int i = 0; i < 100'000; ++i) out += "  - t" + std::to_string(i) + ": {set: {a: 1}, then: u" + std::to_string(i) + ", foo: 1}\n";
    return out;
}

std::string many_keys() {
    std::string out = header + "- a:\n    set:\n";
    for (int i = 0; i < 500'000; ++i) out += "      key" + std::to_string(i) + ": 1\n";
    return out;
}

} // namespace

const std::vector<HostileText>& hostile_texts() {
    static const std::vector<HostileText> texts{
        {"100,000 tasks in 10 MB", many_tasks},
        {"100,000 tasks in 9 MB of JSON on one line", minified_tasks},
        {"10 MB of data", big_data},
        {"3,900,000 values", [] { return flow_header + "{a: {set: {x: [\n" + repeated("1,\n", 3'900'000) + "]}}}]}\n"; }},
        {"1,200,000 policies", many_policies},
        {"10,000 targets below 240 names of 1,000 characters", long_paths},
        {"200,000 strings of escaped quotes", quotes},
        {"10 MB of one string", [] { return header + "- a: {set: {x: '" + std::string(10'000'000, 'x') + "'}}\n"; }},
        {"16 MB of spaces", [] { return header + std::string(16'000'000, ' '); }},
        {"500,000 keys of one mapping", many_keys},
        {"100,000 tasks with unknown targets and properties", unknown_names},
        {"250 levels of tasks", [] { return deep_tasks(250); }},
        {"1,000 levels of tasks", [] { return deep_tasks(1000); }},
        {"990 levels of data", deep_data},
        {"2,000,000 brackets", [] { return std::string(2'000'000, '['); }},
        {"500,000 dashes", [] { return repeated("- ", 500'000); }},
        {"an alias bomb", alias_bomb},
        {"1,400 aliases of 700 values", wide_aliases},
        {"190,000 tasks by 1,900 aliases", aliased_tasks},
        {"10 MB with a NUL byte at the end", [] { return many_tasks() + std::string(1, '\0'); }},
        {"10 MB with invalid UTF-8 at the end", [] { return many_tasks() + "\xC3("; }},
        {"10 MB with a quote that is never closed", [] { return header + "- a: {set: {x: \"" + repeated("text\n ", 1'700'000); }},
        {"an expression of 2,000,000 brackets",
         [] { return header + "- a: {set: '${ " + std::string(1'000'000, '(') + "1" + std::string(1'000'000, ')') + " }'}\n"; }},
    };
    return texts;
}

} // namespace orkestr::bench
