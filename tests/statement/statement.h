// core/CONFORMANCE.md as data: its tables, row by row, and what is wrong with them.
#pragma once

#include "tests/golden/golden_case.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace orkestr::test {

/// A test as a row names it:
///     golden: FILE / CASE                    a case of tests/golden/cases/FILE
///     diagnostics: CASE                      a case of tests/definition/diagnostics.txt
///     tests/FOLDER/FILE.cpp: FUNCTION (ROW)  a test function, and the row of its data where one is meant
struct NamedTest {
    enum class Kind { golden, diagnostics, function, none };
    Kind kind = Kind::none;
    std::string text; ///< all of it
    std::string file;
    std::string name;
    std::string row; ///< of the data; empty: none
};

struct StatementRow {
    enum class Status { supported, limited, refused, left_out, none };
    int line = 0;
    std::string construct; ///< what stands first between backquotes: `listen.read: raw`
    Status status = Status::none;
    std::string told; ///< what follows the status' colon
    std::vector<NamedTest> tests;
};

/// The rows of every table with the columns Construct, Status and Test.
std::vector<StatementRow> statement_rows(const std::string& text);

/// Where named tests are looked for. Files are read once.
class TestSources {
public:
    TestSources(std::string root, std::vector<GoldenCase> cases);
    /// Why there is no such test; empty: it is there.
    std::string missing(const NamedTest& test);
    const GoldenCase* golden(const NamedTest& test) const;

private:
    const std::string& source(const std::string& path);

    std::string root_;
    std::vector<GoldenCase> cases_;
    std::map<std::string, std::string> sources_;
};

/// `line N: ...` for each row that says nothing, names no test or one that is not there, or whose golden cases do not end
/// as its status says: those of a refused construct have errors, and of any other one at least has none.
std::vector<std::string> statement_faults(const std::vector<StatementRow>& rows, TestSources& sources);

/// Those of `constructs` that no row is about.
std::vector<std::string> unspoken(const std::vector<StatementRow>& rows, const std::set<std::string>& constructs);

} // namespace orkestr::test
