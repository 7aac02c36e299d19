#include "core/base/rare.h"
#include "core/base/shared_text.h"
#include "tests/support/test.h"

#include <QTest>
#include <thread>
#include <vector>

using orkestr::Rare;
using orkestr::SharedText;

class SharedTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void copies_share_one_text();
    void changing_a_copy_leaves_the_others();
    void threads_may_share();
    void what_is_rare_is_copied_whole();
    void what_is_rare_is_like_an_optional();
};

void SharedTextTest::copies_share_one_text() {
    const SharedText text = "of more than a handful of bytes";
    const SharedText copy = text;
    QCOMPARE(copy.c_str(), text.c_str());
    QVERIFY(copy == text);
    QVERIFY(copy == SharedText("of more than a handful of bytes"));
    QVERIFY(copy != SharedText("another"));
    QVERIFY(SharedText().empty());
    QVERIFY(SharedText("") == SharedText());
    QCOMPARE(SharedText().str(), std::string());
    static_assert(sizeof(SharedText) == 8);
}

void SharedTextTest::changing_a_copy_leaves_the_others() {
    SharedText text = "first";
    SharedText copy = text;
    const SharedText& itself = copy;
    copy = itself;
    QCOMPARE(copy.str(), std::string("first"));
    copy = "second";
    QCOMPARE(text.str(), std::string("first"));
    SharedText moved = std::move(copy);
    QCOMPARE(moved.str(), std::string("second"));
    text.clear();
    QVERIFY(text.empty());
}

void SharedTextTest::threads_may_share() {
    constexpr int times = 20'000;
    const SharedText text = "that every thread copies and lets go";
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([copy = text] {
            for (int round = 0; round < times; ++round) {
                const SharedText another = copy;
                if (another.empty()) qFatal("the text is gone");
            }
        });
    threads.clear();
    QCOMPARE(text.str(), std::string("that every thread copies and lets go"));
}

void SharedTextTest::what_is_rare_is_copied_whole() {
    Rare<std::string> one = std::string("kept");
    Rare<std::string> other = one;
    *other = "changed";
    QCOMPARE(*one, std::string("kept"));
    one = other;
    QVERIFY(one == other);
    const Rare<std::string> moved = std::move(other);
    QCOMPARE(*moved, std::string("changed"));
}

void SharedTextTest::what_is_rare_is_like_an_optional() {
    Rare<int> value;
    QVERIFY(!value);
    QCOMPARE(value.value_or(7), 7);
    value = 3;
    QVERIFY(value.has_value() && *value == 3);
    const std::optional<int> optional = value;
    QVERIFY(optional == 3);
    value = std::optional<int>();
    QVERIFY(!value && value == Rare<int>());
    value = optional;
    QVERIFY(value != Rare<int>());
    value.reset();
    QVERIFY(!std::optional<int>(value));
}

ORKESTR_TEST(SharedTextTest)
#include "shared_text_test.moc"
