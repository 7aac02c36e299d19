// Names, versions, near misses and URI templates.
#include "core/definition/closest.h"
#include "core/definition/names.h"
#include "core/definition/uri_template.h"
#include "core/definition/value.h"
#include "tests/support/test.h"

#include <QTest>

class NamesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void workflow_names() {
        for (const char* good : {"a", "A1", "order-pet", "1-2-3", "a--b"}) QVERIFY2(orkestr::is_workflow_name(good), good);
        for (const char* bad : {"", "-a", "a-", "a_b", "a.b", "a b", "é"}) QVERIFY2(!orkestr::is_workflow_name(bad), bad);
        QVERIFY(orkestr::is_workflow_name(std::string(63, 'a')));
        QVERIFY(!orkestr::is_workflow_name(std::string(64, 'a')));
    }

    void versions() {
        for (const char* good : {"0.0.0", "1.0.3", "10.20.30", "1.0.0-alpha.1", "1.0.0-0a", "1.0.0-x-y.7+build.001", "1.0.0+20130313"})
            QVERIFY2(orkestr::is_semantic_version(good), good);
        for (const char* bad : {"", "1", "1.0", "01.0.0", "1.0.0.0", "1.0.0-", "1.0.0-01", "1.0.0-a..b", "1.0.0+", "v1.0.0", "1.0.x", "latest"})
            QVERIFY2(!orkestr::is_semantic_version(bad), bad);
    }

    void variables() {
        QVERIFY(orkestr::is_variable_name("item_2") && orkestr::is_variable_name("_x"));
        QVERIFY(!orkestr::is_variable_name("2x") && !orkestr::is_variable_name("a-b") && !orkestr::is_variable_name(""));
        QVERIFY(orkestr::is_reserved_variable("input") && orkestr::is_reserved_variable("__x") && !orkestr::is_reserved_variable("item"));
    }

    void near_misses() {
        static constexpr std::string_view names[] = {"method", "endpoint", "headers", "body", "query", "output", "redirect"};
        QCOMPARE(orkestr::did_you_mean("metod", names), std::string("did you mean 'method'?"));
        QCOMPARE(orkestr::did_you_mean("mehtod", names), std::string("did you mean 'method'?"));
        QCOMPARE(orkestr::did_you_mean("ENDPOINT", names), std::string("did you mean 'endpoint'?"));
        QCOMPARE(orkestr::did_you_mean("header", names), std::string("did you mean 'headers'?"));
        QCOMPARE(orkestr::did_you_mean("timeout", names), std::string());
        QCOMPARE(orkestr::did_you_mean("", names), std::string());
        QCOMPARE(orkestr::did_you_mean(std::string(1000, 'x'), names), std::string());
        static constexpr std::string_view one_letter[] = {"a"};
        QCOMPARE(orkestr::did_you_mean("b", one_letter), std::string());
    }

    void shortened_text_ends_between_characters() {
        const std::string text = std::string(59, 'a') + "é and more";
        QCOMPARE(orkestr::shortened(text), std::string_view(text).substr(0, 59));
        QCOMPARE(orkestr::shortened("one\ntwo"), std::string_view("one"));
    }

    void uri_templates() {
        for (const char* good : {"https://a.b/pet/{petId}", "/relative", "a", "https://a.b?x=%20&y={pet.id}#f", "https://[::1]:80/", "urn:x:y", "file://a/b.proto"})
            QVERIFY2(!orkestr::find_uri_template_fault(good), good);
        struct Fault {
            const char* text;
            std::size_t begin;
        };
        for (const auto& [text, begin] : {Fault{"", 0}, Fault{"a b", 1}, Fault{"a/{x", 2}, Fault{"a/{x{y}}", 2}, Fault{"a/{}", 2}, Fault{"a/}", 2},
                                          Fault{"a/{+x}", 2}, Fault{"a/{x*}", 2}, Fault{"a/{x,y}", 2}, Fault{"a/{x y}", 4}, Fault{"a%2", 1}, Fault{"a<b", 1}}) {
            const auto fault = orkestr::find_uri_template_fault(text);
            QVERIFY2(fault.has_value(), text);
            QCOMPARE(fault->begin, begin);
        }
    }
};

ORKESTR_TEST(NamesTest)
#include "names_test.moc"
