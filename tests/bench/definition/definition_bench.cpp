// How fast definitions are read, beside what libfyaml alone takes for the same bytes in the same run; and what the worst
// texts cost in time and memory. One JSON object a line.
#include "core/definition/reader.h"
#include "tests/bench/definition/hostile_texts.h"
#include "tests/bench/definition/yaml_floor.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace orkestr::bench {

namespace {

using Clock = std::chrono::steady_clock;

/// The issue's bounds on any text.
constexpr double most_ms = 2000;
constexpr double most_mb = 1024;

double ms_since(Clock::time_point start) { return std::chrono::duration<double, std::milli>(Clock::now() - start).count(); }

[[noreturn]] void give_up(const std::string& why) {
    std::fprintf(stderr, "bench_definition: %s\n", why.c_str());
    std::exit(1);
}

/// Megabytes a second of the median of at least 15 rounds and a second, each over all the texts.
double megabytes_per_s(const std::vector<std::string>& texts, const std::function<void(const std::string&)>& work) {
    std::size_t bytes = 0;
    for (const auto& text : texts) bytes += text.size();
    std::vector<double> times;
    const auto start = Clock::now();
    while (times.size() < 15 || ms_since(start) < 1000) {
        const auto began = Clock::now();
        for (const auto& text : texts) work(text);
        times.push_back(ms_since(began));
    }
    std::sort(times.begin(), times.end());
    return static_cast<double>(bytes) / 1e6 / (times[times.size() / 2] / 1e3);
}

void read(const std::string& text) {
    const ReadResult result = read_definition(text, "bench.yaml");
    if (!result.definition) give_up("a text that should be fine: " + to_text(result.diagnostics.at(0), "bench.yaml"));
}

void parse_tree(const std::string& text) {
    std::vector<Diagnostic> diagnostics;
    if (!Tree::parse(text, diagnostics)) give_up("a text that should be fine: " + to_text(diagnostics.at(0), "bench.yaml"));
}

void print_speed(const std::string& figure, double speed, double floor) {
    std::printf(R"({"bench":"definition","figure":"%s","value":%.1f,"unit":"MB/s","floor":%.1f,"floor_is":"MB/s of libfyaml's events alone"})"
                "\n",
                figure.c_str(), speed, floor);
    std::fflush(stdout);
}

void measure_reading(const std::string& name, const std::vector<std::string>& texts) {
    const double floor = megabytes_per_s(texts, [](const std::string& text) {
        if (parse_events(text) == 0) give_up("libfyaml refuses a text that should be fine");
    });
    print_speed("located tree of " + name, megabytes_per_s(texts, parse_tree), floor);
    print_speed("definition read from " + name, megabytes_per_s(texts, read), floor);
}

/// About 1.1 KB of tasks as people write them.
std::string some_tasks(int number) {
    const std::string n = std::to_string(number);
    return "\n  # Order " + n + ": look it up, charge it, tell the customer.\n"
           "  - findOrder" + n + ":\n      call: http\n      with:\n        method: get\n"
           "        endpoint: https://shop.example.com/orders/{orderId}\n        headers:\n          Accept: application/json\n"
           "      output:\n        as: '${ . + {found: true} }'\n"
           "  - isPaid" + n + ":\n      switch:\n        - paid:\n            when: .order.status == \"paid\"\n"
           "            then: tell" + n + "\n        - open:\n            then: charge" + n + "\n"
           "  - charge" + n + ":\n      try:\n        - pay:\n            call: http\n            with:\n              method: post\n"
           "              endpoint:\n                uri: https://pay.example.com/charges\n              body:\n"
           "                amount: ${ .order.total }\n                currency: EUR\n                lines: ${ [.order.items[].sku] }\n"
           "      catch:\n        errors:\n          with:\n            status: 503\n        retry:\n          delay:\n            seconds: 2\n"
           "          backoff:\n            exponential: {}\n          limit:\n            attempt:\n              count: 5\n"
           "  - tell" + n + ":\n      set:\n        text: ${ \"Order \\(.order.id) of \\(.order.customer.name) is on its way\" }\n"
           "        channel: mail\n        urgent: false\n";
}

std::string megabyte_definition() {
    std::string text = "document:\n  dsl: 1.0.3\n  namespace: bench\n  name: orders\n  version: 1.0.0\ndo:";
    for (int i = 0; text.size() < 1'000'000; ++i) text += some_tasks(i);
    return text;
}

std::vector<std::string> sample_definitions() {
    const char* const source = std::getenv("ORKESTR_SOURCE_DIR");
    std::vector<std::string> texts;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(source ? source : ".") / "resources/samples", error)) {
        if (entry.path().extension() != ".yaml") continue;
        std::ifstream file(entry.path(), std::ios::binary);
        texts.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    if (texts.empty()) give_up("no samples: call it from the project's folder, or set ORKESTR_SOURCE_DIR");
    return texts;
}

struct Answer {
    double ms = 0;
    char says[32] = "";
};

Answer answer_to(const std::string& text) {
    Answer answer;
    const auto start = Clock::now();
    {
        const ReadResult result = read_definition(text, "bench.yaml");
        const char* const says = result.definition ? "ok" : result.diagnostics.empty() ? "nothing" : result.diagnostics[0].code.c_str();
        std::snprintf(answer.says, sizeof answer.says, "%s", says);
    }
    answer.ms = ms_since(start);
    return answer;
}

/// In a process of its own, so that its peak of memory is its own; the text itself counts.
void measure_hostile(const HostileText& hostile) {
    int ends[2];
    if (::pipe(ends) != 0) give_up("no pipe");
    const pid_t child = ::fork();
    if (child < 0) give_up("no process");
    if (child == 0) {
        const Answer answer = answer_to(hostile.make());
        const bool written = ::write(ends[1], &answer, sizeof answer) == static_cast<ssize_t>(sizeof answer);
        ::_exit(written ? 0 : 1);
    }
    ::close(ends[1]);
    Answer answer;
    const bool answered = ::read(ends[0], &answer, sizeof answer) == static_cast<ssize_t>(sizeof answer);
    ::close(ends[0]);
    rusage usage{};
    int status = 0;
    ::wait4(child, &status, 0, &usage);
    if (!answered || status != 0) give_up(std::string("a crash: ") + hostile.name);
    std::printf(R"({"bench":"definition","figure":"%s","value":%.1f,"unit":"ms","target":%.0f,"peak_mb":%.0f,"target_mb":%.0f,"says":"%s"})"
                "\n",
                hostile.name, answer.ms, most_ms, static_cast<double>(usage.ru_maxrss) / 1024, most_mb, answer.says);
    std::fflush(stdout);
}

} // namespace

} // namespace orkestr::bench

int main() {
    using namespace orkestr::bench;
    // First, while this process is small: a child's peak begins with what its parent has.
    for (const HostileText& hostile : hostile_texts()) measure_hostile(hostile);
    measure_reading("1 MB of YAML", {megabyte_definition()});
    measure_reading("the samples", sample_definitions());
    return 0;
}
