#include "core/base/json_pointer.h"
#include "tests/support/test.h"

#include <QTest>

using orkestr::pointer_name;
using orkestr::pointer_token;

class JsonPointerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void names_come_back_data();
    void names_come_back();
    void stray_signs_are_themselves();
};

void JsonPointerTest::names_come_back_data() {
    QTest::addColumn<std::string>("name");
    QTest::addColumn<std::string>("token");
    QTest::newRow("plain") << std::string("total") << std::string("total");
    QTest::newRow("empty") << std::string() << std::string();
    QTest::newRow("slash") << std::string("a/b") << std::string("a~1b");
    QTest::newRow("tilde") << std::string("m~n") << std::string("m~0n");
    // RFC 6901, section 4: ~01 is ~1, not a slash.
    QTest::newRow("a tilde and a one") << std::string("~1") << std::string("~01");
    QTest::newRow("both, twice") << std::string("~/~/") << std::string("~0~1~0~1");
}

void JsonPointerTest::names_come_back() {
    QFETCH(std::string, name);
    QFETCH(std::string, token);
    QCOMPARE(pointer_token(name), token);
    QCOMPARE(pointer_name(token), name);
}

void JsonPointerTest::stray_signs_are_themselves() {
    QCOMPARE(pointer_name("~"), std::string("~"));
    QCOMPARE(pointer_name("a~2~"), std::string("a~2~"));
}

ORKESTR_TEST(JsonPointerTest)
#include "json_pointer_test.moc"
