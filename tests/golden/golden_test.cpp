// Definitions, inputs and scripted outcomes from tests/golden/cases, and the histories that must come of them.
//
// ORKESTR_GOLDEN_WRITE=1 in the environment writes what comes into the files instead. What is written is to be read
// against what definitions mean before it is kept.
#include "tests/golden/golden_run.h"
#include "tests/support/test.h"

#include <QTest>
#include <cstdlib>
#include <set>

namespace orkestr::test {

namespace {

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

/// Expected and actual side by side: the lines that both have, `-` and `+` where they differ.
std::string difference(const std::string& expected, const std::string& actual) {
    const auto left = lines_of(expected);
    const auto right = lines_of(actual);
    std::vector<std::vector<std::size_t>> longest(left.size() + 1, std::vector<std::size_t>(right.size() + 1, 0));
    for (std::size_t i = left.size(); i-- > 0;)
        for (std::size_t j = right.size(); j-- > 0;)
            longest[i][j] = left[i] == right[j] ? longest[i + 1][j + 1] + 1 : std::max(longest[i + 1][j], longest[i][j + 1]);
    std::string text;
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < left.size() || j < right.size()) {
        if (i < left.size() && j < right.size() && left[i] == right[j]) text += "    " + left[i++] + "\n", ++j;
        else if (j == right.size() || (i < left.size() && longest[i + 1][j] >= longest[i][j + 1])) text += "  - " + left[i++] + "\n";
        else text += "  + " + right[j++] + "\n";
    }
    return text;
}

} // namespace

class GoldenTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        auto cases = read_golden_cases(source_dir() + "/tests/golden/cases");
        if (!cases) QFAIL(cases.error().message.c_str());
        cases_ = std::move(*cases);
        QVERIFY(!cases_.empty());
    }

    void names_are_told_apart() {
        std::set<std::string> names;
        for (const auto& one : cases_) QVERIFY2(names.insert(one.name).second, one.name.c_str());
    }

    void history_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < cases_.size(); ++i) QTest::newRow(cases_[i].name.c_str()) << static_cast<int>(i);
    }

    void history() {
        QFETCH(int, index);
        const auto& one = cases_[static_cast<std::size_t>(index)];
        const std::string actual = text_of(run_golden(one, desk_));
        actual_.push_back(actual);
        if (std::getenv("ORKESTR_GOLDEN_WRITE")) return;
        if (actual != one.expected) QFAIL((one.file + "\n" + difference(one.expected, actual)).c_str());
    }

    void cleanupTestCase() {
        if (std::getenv("ORKESTR_GOLDEN_WRITE") && actual_.size() == cases_.size()) write_expectations(cases_, actual_);
    }

private:
    ValueDesk desk_;
    std::vector<GoldenCase> cases_;
    std::vector<std::string> actual_;
};

ORKESTR_TEST(GoldenTest)

} // namespace orkestr::test

#include "golden_test.moc"
