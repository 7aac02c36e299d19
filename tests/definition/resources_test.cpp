// Functions elsewhere: where they are, what they need in turn, and what is wrong with them.
#include "core/definition/default_catalog.h"
#include "core/definition/resources.h"
#include "tests/support/test.h"

#include <QTest>

namespace {

using orkestr::Json;
using orkestr::JsonValue;

std::shared_ptr<const orkestr::Definition> calling(const std::string& text) {
    const auto read = orkestr::read_definition("document: {dsl: 1.0.3, namespace: n, name: m, version: 1.0.0}\n" + text, "x.yaml");
    if (!read.definition) qFatal("%s", to_text(read.diagnostics.at(0), "x.yaml").c_str());
    return read.definition;
}

Json texts(std::initializer_list<std::pair<std::string, JsonValue>> members) { return JsonValue::object(members).json(); }

QStringList missing_of(const orkestr::Definition& definition, const Json& resources) {
    QStringList uris;
    for (const auto& one : orkestr::missing_resources(definition, resources)) uris << QString::fromStdString(one.uri);
    return uris;
}

QStringList said_of(const orkestr::Definition& definition, const Json& resources) {
    QStringList said;
    for (const auto& [file, diagnostic] : orkestr::read_resources(definition, resources).diagnostics)
        said << QString::fromStdString(to_text(diagnostic, file.empty() ? "x.yaml" : file));
    return said;
}

} // namespace

class ResourcesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void raw_addresses_data() {
        QTest::addColumn<QString>("uri");
        QTest::addColumn<QString>("raw");
        const auto row = [](const char* name, const char* uri, const char* raw) { QTest::newRow(name) << uri << raw; };
        const char* const log = "https://raw.githubusercontent.com/serverlessworkflow/catalog/refs/heads/main/functions/log/1.0.0/function.yaml";
        row("the specification's own", "https://github.com/serverlessworkflow/catalog/tree/main/functions/log/1.0.0/function.yaml", log);
        row("a file's page", "https://github.com/serverlessworkflow/catalog/blob/main/functions/log/1.0.0/function.yaml", log);
        row("raw already", log, log);
        row("a tag", "https://github.com/o/r/blob/v1.2.0/f.yaml", "https://raw.githubusercontent.com/o/r/v1.2.0/f.yaml");
        row("a commit", "https://github.com/o/r/blob/0123456789abcdef0123456789abcdef01234567/f.yaml",
            "https://raw.githubusercontent.com/o/r/0123456789abcdef0123456789abcdef01234567/f.yaml");
        row("a full name of a branch", "https://github.com/o/r/raw/refs/heads/main/f.yaml", "https://raw.githubusercontent.com/o/r/refs/heads/main/f.yaml");
        row("a directory at a tag", "https://github.com/myorg/functions/validateEmailAddress@v1.0.0",
            "https://raw.githubusercontent.com/myorg/functions/v1.0.0/validateEmailAddress/function.yaml");
        row("gitlab", "https://gitlab.com/group/sub/project/-/tree/main/functions/f/1.0.0/function.yaml",
            "https://gitlab.com/group/sub/project/-/raw/main/functions/f/1.0.0/function.yaml");
        row("a gitlab of one's own", "https://git.example.com/g/p/-/blob/main/f.yaml", "https://git.example.com/g/p/-/raw/main/f.yaml");
        row("elsewhere", "https://example.com/o/r/tree/main/f.yaml", "https://example.com/o/r/tree/main/f.yaml");
        row("a file", "file:///srv/o/r/tree/f.yaml", "file:///srv/o/r/tree/f.yaml");
        row("hardly anything", "https://github.com", "https://github.com");
    }

    void raw_addresses() {
        QFETCH(QString, uri);
        QFETCH(QString, raw);
        QCOMPARE(QString::fromStdString(orkestr::raw_uri(uri.toStdString())), raw);
    }

    void calls_of_catalogs_data() {
        QTest::addColumn<QString>("endpoint");
        QTest::addColumn<QString>("uri");
        const auto row = [](const char* endpoint, const char* uri) { QTest::newRow(endpoint) << endpoint << uri; };
        row("https://example.com/catalog/", "https://example.com/catalog/functions/f/1.0.0/function.yaml");
        row("https://github.com/o/r/tree/main", "https://raw.githubusercontent.com/o/r/refs/heads/main/functions/f/1.0.0/function.yaml");
        row("https://github.com/o/r/tree/main/deep/", "https://raw.githubusercontent.com/o/r/refs/heads/main/deep/functions/f/1.0.0/function.yaml");
        row("https://github.com/o/r", "https://raw.githubusercontent.com/o/r/HEAD/functions/f/1.0.0/function.yaml");
        row("https://gitlab.com/g/p", "https://gitlab.com/g/p/-/raw/HEAD/functions/f/1.0.0/function.yaml");
        row("https://gitlab.com/g/p/-/tree/main", "https://gitlab.com/g/p/-/raw/main/functions/f/1.0.0/function.yaml");
        row("file:///srv/catalog", "file:///srv/catalog/functions/f/1.0.0/function.yaml");
    }

    void calls_of_catalogs() {
        QFETCH(QString, endpoint);
        QFETCH(QString, uri);
        const auto definition = calling("use: {catalogs: {c: {endpoint: '" + endpoint.toStdString() + "'}}}\ndo: [{a: {call: 'f:1.0.0@c'}}]");
        QCOMPARE(missing_of(*definition, Json()), QStringList{uri});
    }

    void what_is_needed_and_by_whom() {
        const auto definition = calling("use: {authentications: {me: {basic: {username: u, password: p}}}, catalogs: "
                                        "{c: {endpoint: {uri: 'https://a.b', authentication: {use: me}}}, d: {endpoint: {uri: 'https://d', authentication: {bearer: {token: t}}}}}}\n"
                                        "do:\n  - a: {call: 'https://x/f.yaml'}\n  - b: {call: 'f:1.0.0@c'}\n  - c: {call: 'https://x/f.yaml'}\n  - d: {call: 'g:1.0.0@d'}\n");
        const auto needed = orkestr::missing_resources(*definition, Json());
        QCOMPARE(needed.size(), std::size_t{3});
        QCOMPARE(needed[0].uri, std::string("https://x/f.yaml"));
        QVERIFY(!needed[0].authentication && needed[0].file.empty());
        QCOMPARE(needed[0].span.line, 4u);
        QCOMPARE(needed[0].span.column, 15u);
        QVERIFY(needed[1].authentication == &definition->use.authentications.at(0).value);
        QVERIFY(needed[2].authentication && std::holds_alternative<orkestr::BearerAuthentication>(needed[2].authentication->scheme));
    }

    void functions_of_functions_are_asked_for_in_turn() {
        const auto definition = calling("use: {catalogs: {c: {endpoint: 'https://c'}}}\ndo: [{a: {call: 'https://x/one.yaml'}}]");
        QCOMPARE(missing_of(*definition, Json()), QStringList{"https://x/one.yaml"});
        const std::string one = "do:\n- a: {call: 'two:1.0.0@c'}\n- b: {call: 'log:1.0.0@default', with: {message: x}}\n";
        const auto needed = orkestr::missing_resources(*definition, texts({{"https://x/one.yaml", one}}));
        QCOMPARE(needed.size(), std::size_t{1});
        QCOMPARE(needed[0].uri, std::string("https://c/functions/two/1.0.0/function.yaml"));
        QCOMPARE(needed[0].file, std::string("https://x/one.yaml"));
        QCOMPARE(needed[0].span.line, 2u);
        const auto whole = orkestr::read_resources(*definition, texts({{"https://x/one.yaml", one}, {needed[0].uri, "set: {x: 1}"}}));
        QVERIFY(whole.missing.empty() && !whole.has_errors());
        QCOMPARE(whole.functions.size(), std::size_t{3});
        QCOMPARE(whole.functions[0]->tasks.at(0)->name, std::string("one"));
        QCOMPARE(whole.functions[0]->tasks.at(0)->pointer, std::string("/resources/https:~1~1x~1one.yaml"));
        QCOMPARE(whole.functions[1]->tasks.at(0)->name, std::string("two"));
        QVERIFY(whole.find("default:functions/log/1.0.0/function.yaml") != nullptr);
    }

    void what_is_wrong_has_a_place_in_its_own_document() {
        const auto definition = calling("use: {secrets: [s]}\ndo: [{a: {call: 'https://x/one.yaml'}}]");
        const auto said = said_of(*definition, texts({{"https://x/one.yaml", "set:\n  a: ${ $secrets.t }\n  b: ${ $output }\n  c: ${ $secrets.s }\nthen: other\nextra: 1\n"}}));
        QCOMPARE(said, (QStringList{"https://x/one.yaml:2:18: error[unknown-secret]: unknown secret 't'; declare it in 'use.secrets'",
                                    "https://x/one.yaml:3:9: error[unknown-variable]: '$output' is not available in a task's properties",
                                    "https://x/one.yaml:5:7: error[unknown-task]: 'then' can't name a task here: a function is a single task; expected 'continue', 'exit' or 'end'",
                                    "https://x/one.yaml:6:1: error[unknown-property]: unknown property 'extra' in a 'set' task"}));
        QCOMPARE(said_of(*definition, texts({{"https://x/one.yaml", "set: [\n"}})).size(), 1);
        QCOMPARE(said_of(*definition, texts({{"https://x/one.yaml", "- a\n"}})),
                 QStringList{"https://x/one.yaml:1:1: error[wrong-type]: 'https://x/one.yaml' must be a task (a mapping), found a list"});
    }

    void circles() {
        const auto definition = calling("use: {functions: {home: {call: 'https://x/one.yaml'}}}\ndo: [{a: {call: home}}]");
        const auto said = said_of(*definition, texts({{"https://x/one.yaml", "do: [{a: {call: 'https://x/two.yaml'}}]"}, {"https://x/two.yaml", "call: home"}}));
        QCOMPARE(said.size(), 1);
        QVERIFY2(said[0].contains("error[unsupported]: Orkestr does not support functions that call themselves ("), qPrintable(said[0]));
        const auto itself = calling("do: [{a: {call: 'https://x/one.yaml'}}]");
        QCOMPARE(said_of(*itself, texts({{"https://x/one.yaml", "call: https://x/one.yaml"}})),
                 QStringList{"https://x/one.yaml:1:7: error[unsupported]: Orkestr does not support functions that call themselves ('https://x/one.yaml') yet"});
        const auto twice = calling("do: [{a: {call: 'https://x/one.yaml'}}, {b: {call: 'https://x/two.yaml'}}]");
        QCOMPARE(said_of(*twice, texts({{"https://x/one.yaml", "do: [{a: {call: 'https://x/two.yaml'}}, {b: {call: 'https://x/two.yaml'}}]"}, {"https://x/two.yaml", "set: {x: 1}"}})), QStringList());
    }

    void limits() {
        std::string text = "do:\n";
        for (int i = 0; i < 4; ++i) text += "- t" + std::to_string(i) + ": {call: 'https://x/" + std::to_string(i) + ".yaml'}\n";
        const auto definition = calling(text);
        const auto reading = orkestr::read_resources(*definition, texts({{"https://x/0.yaml", "set: {x: " + std::string(100, 'x') + "}"}}), {3, 100});
        QCOMPARE(reading.missing.size(), std::size_t{2});
        QCOMPARE(reading.diagnostics.size(), std::size_t{2});
        QCOMPARE(to_text(reading.diagnostics[0].diagnostic, "x.yaml"), std::string("x.yaml:3:14: error[limit]: the function at https://x/0.yaml is larger than 100 bytes"));
        QCOMPARE(to_text(reading.diagnostics[1].diagnostic, "x.yaml"), std::string("x.yaml:6:14: error[limit]: more than 3 functions by URL and from catalogs"));
    }

    void the_default_catalog() {
        QVERIFY(orkestr::find_in_default_catalog("log", "1.0.0") != nullptr);
        QVERIFY(orkestr::find_in_default_catalog("log", "1.0.1") == nullptr);
        const auto definition = calling("do: [{a: {call: 'log:1.0.0@default', with: {message: x}}}]");
        for (const auto& function : orkestr::default_catalog()) {
            std::vector<orkestr::Diagnostic> diagnostics;
            QVERIFY(orkestr::read_function(function.text, "default", *definition, diagnostics) != nullptr);
            QCOMPARE(diagnostics.size(), std::size_t{0});
        }
        // One of the definition's own by that name comes before.
        const auto own = calling("use: {catalogs: {default: {endpoint: 'https://c'}}}\ndo: [{a: {call: 'log:1.0.0@default'}}]");
        QCOMPARE(missing_of(*own, Json()), QStringList{"https://c/functions/log/1.0.0/function.yaml"});
    }
};

ORKESTR_TEST(ResourcesTest)
#include "resources_test.moc"
