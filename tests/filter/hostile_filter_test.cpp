// Texts that nobody would write: pieces of filters thrown together, bytes, cuts. Reading, completing, explaining and
// judging end well whatever they are.
#include "core/base/random.h"
#include "core/filter/complete.h"
#include "core/filter/explain.h"

#include "tests/filter/sample_record.h"
#include "tests/support/test.h"

#include <QTest>

namespace orkestr::test {

class HostileFilterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void random_texts_end_well();
    void json_that_is_cut_off_ends_well();
};

namespace {

const std::vector<std::string> pieces = {
    "status", "input", "tag.env", "duration", "started", "open", "(", ")", "\"", "'", "[", "]", ".", "..", ",", "==", "!=", "<", "<=", "~", "!~",
    "=", "&&", "||", "!", " and ", " or ", " not ", " in ", " last ", " contains ", " starts with ", " exists", "null", "true", "5s", "2h30m", "now",
    "now-2h", "2026-11-21", "42", "-1", "1e999", "\\", "é", "\xff", "\n", "[0]", "[\"a b\"]", "[99999999999999999999]", "(a, b)", "1..2",
    "\"order.*\"", "(?i", "{1000}", " ", std::string("\0", 1)};

std::string random_text(Random& random) {
    std::string text;
    for (std::uint64_t i = 0, count = random.below(14); i < count; ++i) text += pieces[random.below(pieces.size())];
    if (random.percent(20) && !text.empty()) text.resize(random.below(text.size()));
    return text;
}

} // namespace

void HostileFilterTest::random_texts_end_well() {
    Random random(4);
    int read = 0;
    for (int i = 0; i < 20'000; ++i) {
        const std::string text = random_text(random);
        const auto subject = static_cast<FilterSubject>(random.below(3));
        const ParsedFilter parsed = parse_filter(text, subject);
        bool errors = false;
        for (const FilterDiagnostic& one : parsed.diagnostics) {
            QVERIFY(one.begin <= one.end && one.end <= text.size());
            QVERIFY(!one.message.empty());
            errors = errors || !one.is_warning();
        }
        QCOMPARE(parsed.filter.has_value(), !errors);
        const FilterCompletion completion = complete_filter(text, random.below(text.size() + 3), subject);
        QVERIFY(completion.begin <= completion.end && completion.end <= text.size());
        if (!parsed.filter) continue;
        ++read;
        QVERIFY(!explain_filter(*parsed.filter).empty());
        if (subject == FilterSubject::run) (void)parsed.filter->matches(faulted_run(), noon);
        // Read again it is the same filter.
        const ParsedFilter again = parse_filter(parsed.filter->text(), subject);
        QCOMPARE(explain_filter(*again.filter), explain_filter(*parsed.filter));
    }
    QVERIFY(read > 500);
}

void HostileFilterTest::json_that_is_cut_off_ends_well() {
    const std::string whole = R"({"a b":"c\"d\\","k":[1,[2,{"n":null}],"x"],"n":{"o":{"n":-1.5e3}},"z":true})";
    const auto filter = read_filter(R"(input.n.o.n < 0 or input.k[1][1].n == null or input["a b"] contains d or input.k contains x or input.z)", FilterSubject::run);
    QVERIFY(filter.ok());
    Random random(5);
    class Raw final : public FilterRecord {
    public:
        explicit Raw(const std::string& text) : text_(text) {}
        FilterValue field(std::size_t, Instant) const override { return JsonText{text_}; }

    private:
        const std::string& text_;
    };
    for (std::size_t size = 0; size <= whole.size(); ++size) {
        // A copy of its own, so that one byte too far is found by the sanitizer.
        const std::string cut = whole.substr(0, size);
        (void)filter->matches(Raw(cut), noon);
    }
    for (int i = 0; i < 5000; ++i) {
        std::string spoiled = whole;
        for (int change = 0; change < 3; ++change) spoiled[random.below(spoiled.size())] = "\"\\{}[],:0a"[random.below(10)];
        (void)filter->matches(Raw(spoiled), noon);
    }
    QVERIFY(filter->matches(Raw(whole), noon));
}

ORKESTR_TEST(HostileFilterTest)

} // namespace orkestr::test

#include "hostile_filter_test.moc"
