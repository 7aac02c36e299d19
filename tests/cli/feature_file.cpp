#include "tests/cli/feature_file.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace orkestr::test {

namespace {

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(" \t\r");
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

/// The rest of a line after one of Gherkin's words, or nothing.
std::string after_keyword(const std::string& line) {
    for (const std::string word : {"Given ", "When ", "Then ", "And given ", "And "})
        if (line.starts_with(word)) return line.substr(word.size());
    return {};
}

void read_file(const std::filesystem::path& path, std::vector<Scenario>& out) {
    std::ifstream file(path);
    std::string line;
    bool in_block = false;
    std::size_t indent = 0;
    while (std::getline(file, line)) {
        const std::string text = trimmed(line);
        if (text.starts_with("\"\"\"")) {
            in_block = !in_block;
            indent = line.find('"');
        } else if (in_block) {
            out.back().steps.back().block += (line.size() > indent ? line.substr(indent) : std::string()) + "\n";
        } else if (text.starts_with("Scenario:")) {
            out.push_back({path.stem().string(), trimmed(text.substr(9)), {}});
        } else if (const auto step = after_keyword(text); !step.empty() && !out.empty()) {
            out.back().steps.push_back({step, {}});
        }
    }
}

} // namespace

std::string Scenario::block_of(const std::string& beginning) const {
    for (const auto& step : steps)
        if (step.text.starts_with(beginning)) return step.block;
    return {};
}

std::vector<Scenario> read_scenarios(const std::string& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().extension() == ".feature") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<Scenario> out;
    for (const auto& file : files) read_file(file, out);
    return out;
}

} // namespace orkestr::test
