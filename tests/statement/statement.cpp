#include "tests/statement/statement.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>

namespace orkestr::test {

namespace {

std::string trimmed(const std::string& text) {
    const auto begin = text.find_first_not_of(' ');
    return begin == std::string::npos ? std::string() : text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

std::vector<std::string> parts(const std::string& text, const std::string& separator) {
    std::vector<std::string> all;
    for (std::size_t at = 0;;) {
        const auto end = text.find(separator, at);
        all.push_back(trimmed(text.substr(at, end == std::string::npos ? end : end - at)));
        if (end == std::string::npos) return all;
        at = end + separator.size();
    }
}

NamedTest test_of(const std::string& text) {
    static const std::regex golden("golden: (\\S+) / (.+)");
    static const std::regex diagnostics("diagnostics: (.+)");
    static const std::regex function("(tests/\\S+\\.cpp): (\\w+)(?: \\((.+)\\))?");
    std::smatch found;
    if (std::regex_match(text, found, golden)) return {NamedTest::Kind::golden, text, found[1], found[2], {}};
    if (std::regex_match(text, found, diagnostics)) return {NamedTest::Kind::diagnostics, text, "tests/definition/diagnostics.txt", found[1], {}};
    if (std::regex_match(text, found, function)) return {NamedTest::Kind::function, text, found[1], found[2], found[3]};
    return {NamedTest::Kind::none, text, {}, {}, {}};
}

void read_status(const std::string& cell, StatementRow& row) {
    using Status = StatementRow::Status;
    static const std::map<std::string, Status> words = {{"supported", Status::supported},
                                                        {"supported with a limit", Status::limited},
                                                        {"refused at load", Status::refused},
                                                        {"left out, as the specification allows", Status::left_out}};
    const auto colon = cell.find(": ");
    const auto word = words.find(cell.substr(0, colon));
    if (word != words.end()) row.status = word->second;
    if (colon != std::string::npos) row.told = trimmed(cell.substr(colon + 2));
}

StatementRow row_of(const std::string& line, int number) {
    StatementRow row;
    row.line = number;
    auto cells = parts(line.substr(1, line.rfind('|') - 1), " | ");
    cells.resize(std::max<std::size_t>(cells.size(), 3));
    const auto open = cells[0].find('`');
    if (open != std::string::npos) row.construct = cells[0].substr(open + 1, cells[0].find('`', open + 1) - open - 1);
    read_status(cells[1], row);
    for (const auto& text : parts(cells[2], ";"))
        if (!text.empty()) row.tests.push_back(test_of(text));
    return row;
}

std::string fault_of_status(const StatementRow& row) {
    using Status = StatementRow::Status;
    if (row.construct.empty()) return "no construct between backquotes";
    if (row.status == Status::none) return "no status that there is";
    if (row.status == Status::supported && !row.told.empty()) return "'supported' says nothing more";
    if (row.status != Status::supported && row.told.empty()) return "the status does not say how, or why";
    if (row.status == Status::refused && row.told.find("error[") == std::string::npos && !row.told.starts_with("with "))
        return "'refused at load' names neither its error nor what it is refused with";
    if (row.tests.empty()) return "no test";
    return {};
}

bool is_refused(const GoldenCase& one) { return one.expected.starts_with("error[") || one.expected.find("\nerror[") != std::string::npos; }

std::string fault_of_golden(const StatementRow& row, const TestSources& sources) {
    bool golden_only = true;
    bool runs = false;
    for (const auto& test : row.tests) {
        const GoldenCase* one = sources.golden(test);
        golden_only = golden_only && one;
        runs = runs || (one && !is_refused(*one));
        if (one && row.status == StatementRow::Status::refused && !is_refused(*one)) return "'" + test.text + "' refuses nothing";
    }
    if (!row.tests.empty() && golden_only && !runs && row.status != StatementRow::Status::refused) return "each of its tests shows a refusal";
    return {};
}

} // namespace

std::vector<StatementRow> statement_rows(const std::string& text) {
    std::vector<StatementRow> rows;
    bool in_table = false;
    int number = 0;
    for (const auto& line : parts(text, "\n")) {
        ++number;
        if (!line.starts_with("|")) in_table = false;
        else if (line == "| Construct | Status | Test |") in_table = true;
        else if (in_table && !line.starts_with("|--")) rows.push_back(row_of(line, number));
    }
    return rows;
}

TestSources::TestSources(std::string root, std::vector<GoldenCase> cases) : root_(std::move(root)), cases_(std::move(cases)) {}

const std::string& TestSources::source(const std::string& path) {
    const auto [at, is_new] = sources_.try_emplace(path);
    if (is_new) {
        std::ifstream file(root_ + "/" + path, std::ios::binary);
        at->second.assign(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    return at->second;
}

const GoldenCase* TestSources::golden(const NamedTest& test) const {
    if (test.kind != NamedTest::Kind::golden) return nullptr;
    const auto at = std::find_if(cases_.begin(), cases_.end(), [&](const GoldenCase& one) {
        return one.name == test.name && std::filesystem::path(one.file).filename() == test.file;
    });
    return at == cases_.end() ? nullptr : &*at;
}

std::string TestSources::missing(const NamedTest& test) {
    if (test.kind == NamedTest::Kind::none) return "'" + test.text + "' is no way to name a test";
    if (test.kind == NamedTest::Kind::golden) return golden(test) ? std::string() : "there is no case '" + test.text + "'";
    const std::string& text = source(test.file);
    if (text.empty()) return "there is no file " + test.file;
    if (test.kind == NamedTest::Kind::diagnostics)
        return text.find("== " + test.name + "\n") != std::string::npos ? std::string() : "there is no case '" + test.text + "'";
    if (!std::regex_search(text, std::regex("\\bvoid (\\w+::)?" + test.name + "\\(\\)")))
        return test.file + " has no function " + test.name;
    if (!test.row.empty() && text.find("\"" + test.row + "\"") == std::string::npos) return test.file + " has no row \"" + test.row + "\"";
    return {};
}

std::vector<std::string> statement_faults(const std::vector<StatementRow>& rows, TestSources& sources) {
    std::vector<std::string> faults;
    for (const auto& row : rows) {
        const auto add = [&](const std::string& fault) {
            if (!fault.empty()) faults.push_back("line " + std::to_string(row.line) + ", " + row.construct + ": " + fault);
        };
        add(fault_of_status(row));
        for (const auto& test : row.tests) add(sources.missing(test));
        add(fault_of_golden(row, sources));
    }
    return faults;
}

std::vector<std::string> unspoken(const std::vector<StatementRow>& rows, const std::set<std::string>& constructs) {
    std::set<std::string> left = constructs;
    for (const auto& row : rows) left.erase(row.construct);
    return {left.begin(), left.end()};
}

} // namespace orkestr::test
