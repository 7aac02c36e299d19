// Functions elsewhere, as the real program gets them: from files and servers, with authentication, pinned when the
// definition is loaded.
#include "tests/cli/scratch.h"
#include "tests/cli/served.h"
#include "tests/http/test_server.h"
#include "tests/support/test.h"

#include <QDir>
#include <QTest>

namespace orkestr::test {

namespace {

const char* const greeting = "input: {schema: {document: {required: [name]}}}\nset: '${ \"hello \" + .name }'\n";
const char* const in_catalog = "/functions/greet/1.0.0/function.yaml";

} // namespace

class CatalogsTest : public QObject, private Scratch {
    Q_OBJECT

private Q_SLOTS:
    void init() { renew(); }
    void functions_of_servers_data();
    void functions_of_servers();
    void what_was_published_is_pinned();
    void what_can_not_be_fetched_data();
    void what_can_not_be_fetched();

private:
    /// A catalog among the test's own files; gives the function's file.
    QString own_catalog() const {
        QDir().mkpath(path("catalog/functions/greet/1.0.0"));
        return file(QString("catalog") + in_catalog, greeting);
    }
};

void CatalogsTest::functions_of_servers_data() {
    QTest::addColumn<QString>("use");
    QTest::addColumn<QString>("call");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("authorization");
    const QByteArray basic = "Basic " + QByteArray("me:pass").toBase64();
    QTest::newRow("by url") << "{}" << "'SERVER/greet.yaml'" << QByteArray("/greet.yaml") << QByteArray();
    QTest::newRow("of a catalog") << "{catalogs: {c: {endpoint: 'SERVER'}}}" << "'greet:1.0.0@c'" << QByteArray(in_catalog) << QByteArray();
    QTest::newRow("basic") << "{catalogs: {c: {endpoint: {uri: 'SERVER', authentication: {basic: {username: me, password: pass}}}}}}" << "'greet:1.0.0@c'"
                           << QByteArray(in_catalog) << basic;
    QTest::newRow("by name and secret") << "{secrets: [login], authentications: {mine: {basic: {use: login}}}, catalogs: {c: {endpoint: {uri: 'SERVER', authentication: {use: mine}}}}}"
                                        << "'greet:1.0.0@c'" << QByteArray(in_catalog) << basic;
    QTest::newRow("bearer") << "{catalogs: {c: {endpoint: {uri: 'SERVER', authentication: {bearer: {token: abc}}}}}}" << "'greet:1.0.0@c'" << QByteArray(in_catalog)
                            << QByteArray("Bearer abc");
}

void CatalogsTest::functions_of_servers() {
    QFETCH(QString, use);
    QFETCH(QString, call);
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, authorization);
    TestHttpServer server([&](const TestRequest& request) {
        if (request.header("Authorization") != authorization) return TestAnswer::text("who are you?", 401);
        return request.target == target ? TestAnswer::text(greeting) : TestAnswer::text("nothing here", 404);
    });
    const QString text = QString("use: %1\ndo: [{a: {call: %2, with: {name: '${ .who }'}}}]\n").arg(use, call).replace("SERVER", server.url(""));
    const Ran ran = orkestr({"run", file("calls.yaml", header("calls") + text), "--workspace", workspace(), "--format", "json", "--input", R"({"who":"ada"})",
                             "--secret", "login=TEST_LOGIN"}, {}, {R"(TEST_LOGIN={"username":"me","password":"pass"})"});
    QVERIFY2(ran.exit_code == 0, ran.err.c_str());
    QCOMPARE(ran.json().string_at("output"), std::string("hello ada"));
    QCOMPARE(server.requests().size(), std::size_t{1});
}

void CatalogsTest::what_was_published_is_pinned() {
    const QString function = own_catalog();
    const QString definition = file("hears.yaml", header("hears") + "use: {catalogs: {own: {endpoint: 'file://" + path("catalog") +
                                                      "'}}}\nschedule: {on: {one: {with: {type: test.go}}}}\ndo: [{a: {call: 'greet:1.0.0@own', with: {name: '${ .[0].who }'}}}]\n");
    QCOMPARE(in_workspace({"publish", definition}).exit_code, 0);
    QVERIFY(QFile::remove(function));
    Served serve(workspace());
    QVERIFY2(serve.serves(), serve.error().c_str());
    QCOMPARE(in_workspace({"emit", "--type", "test.go", "--data", R"({"who":"bob"})"}).exit_code, 0);
    const JsonValue ended = serve.wait_for("run.completed");
    QCOMPARE(in_workspace({"show", QString::fromStdString(ended.string_at("run"))}).json().string_at("output"), std::string("hello bob"));
}

void CatalogsTest::what_can_not_be_fetched_data() {
    QTest::addColumn<QString>("endpoint");
    QTest::addColumn<QString>("why");
    QTest::newRow("no file") << "'file:///nowhere/at/all'" << "there is no file /nowhere/at/all";
    QTest::newRow("nothing there") << "'SERVER'" << "can't be fetched: ";
    QTest::newRow("authentication by an expression") << "{uri: 'SERVER', authentication: {bearer: {token: '${ .token }'}}}" << "expressions can't be used to fetch a catalog's functions";
}

void CatalogsTest::what_can_not_be_fetched() {
    QFETCH(QString, endpoint);
    QFETCH(QString, why);
    TestHttpServer server([](const TestRequest&) { return TestAnswer::text("nothing here", 404); });
    const QString definition = file("calls.yaml", header("calls") + "use: {catalogs: {c: {endpoint: " + endpoint.replace("SERVER", server.url("")) +
                                                      "}}}\ndo: [{a: {call: 'greet:1.0.0@c'}}]\n");
    for (const char* command : {"run", "publish"}) {
        const Ran ran = in_workspace({command, definition});
        QCOMPARE(ran.exit_code, 2);
        const std::string all = ran.out + ran.err;
        QVERIFY2(all.find("unavailable-resource") != std::string::npos && all.find(why.toStdString()) != std::string::npos, all.c_str());
    }
    const Ran ran = orkestr({"validate", definition});
    QCOMPARE(ran.exit_code, 0);
    QVERIFY2(ran.err.find("warning[unresolved-resource]") != std::string::npos, ran.err.c_str());
    QVERIFY(in_workspace({"runs"}).out.find("test/calls") == std::string::npos);
}

ORKESTR_TEST(CatalogsTest)

} // namespace orkestr::test

#include "catalogs_test.moc"
