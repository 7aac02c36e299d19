// Functions elsewhere, as the real program gets them: from files and servers, with authentication, pinned when the
// definition is loaded.
#include "tests/cli/scratch.h"
#include "tests/cli/served.h"
#include "tests/http/test_server.h"
#include "tests/support/test.h"

#include <QDir>
#include <QTest>
#include <memory>

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
    void what_was_loaded_before_needs_no_server();
    void what_has_changed_is_another_definition();
    void what_is_fetched_and_is_no_function_data();
    void what_is_fetched_and_is_no_function();
    void a_catalog_beside_the_workspace();

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

void CatalogsTest::what_was_loaded_before_needs_no_server() {
    auto server = std::make_unique<TestHttpServer>([](const TestRequest& request) { return request.target == "/old/greet.yaml" ? TestAnswer::redirect(302, "/greet.yaml") : TestAnswer::text(greeting); });
    const QString definition = file("calls.yaml", header("calls") + "do: [{a: {call: '" + server->url("/old/greet.yaml") + "', with: {name: ada}}}]\n");
    QCOMPARE(run(definition).json().string_at("output"), std::string("hello ada"));
    server.reset();
    const Ran again = run(definition);
    QVERIFY2(again.exit_code == 0, again.err.c_str());
    QCOMPARE(again.json().string_at("output"), std::string("hello ada"));
    // Both are of the same definition, function and all.
    const JsonValue runs = in_workspace({"runs"}).json();
    QCOMPARE(runs.as_array()->size(), std::size_t{2});
    for (const auto& one : *runs.as_array()) QCOMPARE(in_workspace({"replay", QString::fromStdString(one.string_at("run"))}).exit_code, 0);
    // Another text was not loaded before, and neither was it in another workspace.
    const Ran other = run(file("other.yaml", QString::fromUtf8(text_of("calls.yaml")).replace("ada", "bob")));
    QCOMPARE(other.exit_code, 2);
    QVERIFY2(other.err.find("other.yaml:2:") != std::string::npos && other.err.find("can't be fetched") != std::string::npos, other.err.c_str());
    QCOMPARE(orkestr({"run", definition, "--workspace", path("elsewhere")}).exit_code, 2);
    QCOMPARE(orkestr({"run", definition, "--ephemeral"}).exit_code, 2);
}

void CatalogsTest::what_has_changed_is_another_definition() {
    const QString function = own_catalog();
    const QString definition = file("calls.yaml", header("calls") + "use: {catalogs: {own: {endpoint: 'file://" + path("catalog") + "'}}}\ndo: [{a: {call: 'greet:1.0.0@own', with: {name: ada}}}]\n");
    const JsonValue before = in_workspace({"publish", definition}).json();
    file(QString("catalog") + in_catalog, "set: {changed: true}\n");
    // In this workspace the version has a content; in another it begins with what there is now.
    const Ran refused = in_workspace({"publish", definition});
    QVERIFY(refused.exit_code != 0);
    QVERIFY2(refused.err.find("1.0.0") != std::string::npos, refused.err.c_str());
    const Ran elsewhere = orkestr({"publish", definition, "--workspace", path("elsewhere"), "--format", "json"});
    QCOMPARE(elsewhere.exit_code, 0);
    QVERIFY(elsewhere.json().as_array()->front().string_at("hash") != before.as_array()->front().string_at("hash"));
    // Content that comes back is the content that was there.
    file(QString("catalog") + in_catalog, greeting);
    QCOMPARE(in_workspace({"publish", definition}).json().as_array()->front().string_at("hash"), before.as_array()->front().string_at("hash"));
}

void CatalogsTest::what_is_fetched_and_is_no_function_data() {
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("why");
    QTest::newRow("not there") << "/nothing.yaml" << "can't be fetched";
    QTest::newRow("too large") << "/large.yaml" << "is larger than 1 MiB";
    QTest::newRow("no YAML") << "/picture.png" << "in SERVER/picture.png:2:1: ";
    QTest::newRow("another YAML") << "/list.yaml" << "in SERVER/list.yaml:1:";
    QTest::newRow("a task with a slip") << "/slip.yaml" << "in SERVER/slip.yaml:2:";
    QTest::newRow("an expression with a slip") << "/jq.yaml" << "in SERVER/jq.yaml:1:";
    QTest::newRow("round and round") << "/round" << "can't be fetched";
    QTest::newRow("out of order") << "/broken" << "can't be fetched";
}

void CatalogsTest::what_is_fetched_and_is_no_function() {
    QFETCH(QString, target);
    QFETCH(QString, why);
    TestHttpServer server([](const TestRequest& request) {
        if (request.target == "/large.yaml") return TestAnswer::text("set: {a: 1}\n#" + QByteArray((1 << 20) + 1, 'x'));
        if (request.target == "/picture.png") return TestAnswer::text(QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16));
        if (request.target == "/list.yaml") return TestAnswer::text("[1, 2]\n");
        if (request.target == "/slip.yaml") return TestAnswer::text("set: {a: 1}\nthan: end\n");
        if (request.target == "/jq.yaml") return TestAnswer::text("set: '${ .a | nosuchthing }'\n");
        if (request.target == "/round") return TestAnswer::redirect(302, "/round");
        if (request.target == "/broken") return TestAnswer::text("no", 503);
        return TestAnswer::text("nothing here", 404);
    });
    const QString definition = file("calls.yaml", header("calls") + "do:\n  - a:\n      call: '" + server.url(target) + "'\n");
    for (const char* command : {"run", "publish"}) {
        const Ran ran = in_workspace({command, definition});
        QCOMPARE(ran.exit_code, 2);
        // Where it is called, and what is wrong with it where.
        const std::string place = "calls.yaml:4:";
        QVERIFY2(ran.err.find(place) != std::string::npos, ran.err.c_str());
        QVERIFY2(ran.err.find(QString(why).replace("SERVER", server.url("")).toStdString()) != std::string::npos, ran.err.c_str());
    }
}

/// A relative address has nothing that it could be relative to: a definition is text, wherever it was read from.
void CatalogsTest::a_catalog_beside_the_workspace() {
    own_catalog();
    for (const char* endpoint : {"file:./catalog", "./catalog", "file:catalog"}) {
        const Ran ran = in_workspace({"run", file("calls.yaml", header("calls") + "use: {catalogs: {own: {endpoint: '" + endpoint + "'}}}\ndo: [{a: {call: 'greet:1.0.0@own', with: {name: ada}}}]\n")});
        QCOMPARE(ran.exit_code, 2);
        QVERIFY2(ran.err.find("calls.yaml:2:") != std::string::npos && ran.err.find("file://") != std::string::npos, ran.err.c_str());
    }
}

ORKESTR_TEST(CatalogsTest)

} // namespace orkestr::test

#include "catalogs_test.moc"
