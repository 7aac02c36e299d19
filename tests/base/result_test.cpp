#include "core/base/result.h"
#include "tests/support/test.h"

#include <QTest>
#include <memory>
#include <set>

using orkestr::Error;
using orkestr::ErrorCode;
using orkestr::Result;

class ResultTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void values();
    void errors();
    void nothing();
    void an_error_can_be_a_value();
    void codes_have_names();
};

void ResultTest::values() {
    Result<std::string> result = std::string("text");
    QVERIFY(result);
    QCOMPARE(*result, std::string("text"));
    QCOMPARE(result->size(), std::size_t{4});
    Result<std::unique_ptr<int>> owned = std::make_unique<int>(7);
    const std::unique_ptr<int> taken = *std::move(owned);
    QCOMPARE(*taken, 7);
}

void ResultTest::errors() {
    const Result<int> result{ErrorCode::not_found, "nothing here"};
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::not_found);
    QCOMPARE(result.error().message, std::string("nothing here"));
    QVERIFY(!result.error().span);
}

void ResultTest::nothing() {
    const Result<void> good;
    QVERIFY(good);
    const Result<void> bad = Error{ErrorCode::io, "no", {}};
    QVERIFY(!bad);
    QCOMPARE(bad.error().code, ErrorCode::io);
}

void ResultTest::an_error_can_be_a_value() {
    const Result<bool> no = false;
    QVERIFY(no.ok());
    QVERIFY(!*no);
}

void ResultTest::codes_have_names() {
    std::set<std::string> names;
    for (int i = 0; i <= static_cast<int>(ErrorCode::internal); ++i) {
        const std::string name = orkestr::to_string(static_cast<ErrorCode>(i));
        QVERIFY2(names.insert(name).second, name.c_str());
    }
    QCOMPARE(std::string(orkestr::to_string(ErrorCode::nondeterminism)), std::string("nondeterminism"));
}

ORKESTR_TEST(ResultTest)
#include "result_test.moc"
