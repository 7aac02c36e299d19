// The specification's 68 examples: each loads, or is refused for exactly the constructs that Orkestr does not run yet.
#include "core/definition/reader.h"
#include "tests/support/test.h"

#include <QDir>
#include <QTest>
#include <map>

using orkestr::Severity;

namespace {

/// `line:column what`, as the unsupported diagnostics say it.
const std::map<QString, QStringList>& expected_unsupported() {
    static const QStringList asyncapi{"8:13 'asyncapi' calls"};
    static const QStringList openapi{"8:13 'openapi' calls"};
    static const QStringList container{"9:9 'run.container'"};
    static const std::map<QString, QStringList> expected{
        {"accumulate-room-readings.yaml", {"31:19 'openapi' calls", "37:13 'openapi' calls"}},
        {"authentication-oauth2-secret.yaml", {"17:13 'oauth2' authentication"}},
        {"authentication-oauth2.yaml", {"14:13 'oauth2' authentication"}},
        {"authentication-oidc-secret.yaml", {"17:13 'oidc' authentication"}},
        {"authentication-oidc.yaml", {"14:13 'oidc' authentication"}},
        {"call-asyncapi-publish.yaml", asyncapi},
        {"call-asyncapi-subscribe-consume-amount.yaml", asyncapi},
        {"call-asyncapi-subscribe-consume-forever-foreach.yaml", asyncapi},
        {"call-asyncapi-subscribe-consume-until.yaml", asyncapi},
        {"call-asyncapi-subscribe-consume-while.yaml", asyncapi},
        {"call-grpc.yaml", {"8:13 'grpc' calls"}},
        {"call-mcp.yaml", {"8:13 'mcp' calls"}},
        {"call-openapi-redirect.yaml", openapi},
        {"call-openapi.yaml", openapi},
        {"run-container-cleanup-always.yaml", container},
        {"run-container-cleanup-eventually.yaml", container},
        {"run-container-stdin-and-arguments.yaml", {"14:9 'run.container'"}},
        {"run-container-with-name.yaml", container},
        {"run-container-with-pull-policy.yaml", container},
        {"run-container.yaml", container},
        {"run-return-all.yaml", container},
        {"run-return-code.yaml", container},
        {"run-return-none.yaml", container},
        {"run-return-stderr.yaml", container}};
    return expected;
}

/// Warnings that the examples deserve: `.user` without `${ }` is literal text.
const std::map<QString, QStringList>& expected_warnings() {
    static const std::map<QString, QStringList> expected{
        {"conditional-task.yaml", {"21:21 looks-like-expression", "22:16 looks-like-expression"}},
        {"run-subflow.yaml", {"14:23 looks-like-expression"}},
        {"try-catch-then.yaml", {"30:24 looks-like-expression"}}};
    return expected;
}

QStringList listed_as(const std::map<QString, QStringList>& all, const QString& name) {
    const auto found = all.find(name);
    return found == all.end() ? QStringList() : found->second;
}

QString place_of(const orkestr::Diagnostic& diagnostic) {
    return QString("%1:%2 ").arg(diagnostic.span.line).arg(diagnostic.span.column);
}

} // namespace

class ExamplesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void every_example_loads_or_names_what_is_unsupported() {
        const std::string shared = orkestr::test::shared_dir();
        if (shared.empty()) QSKIP("the specification's examples are not beside the project");
        const QDir dir(QString::fromStdString(shared + "/ows/examples"));
        const QStringList names = dir.entryList({"*.yaml"}, QDir::Files, QDir::Name);
        QCOMPARE(names.size(), 68);
        for (const auto& name : names) {
            const auto result = orkestr::read_definition_file(dir.filePath(name).toStdString());
            QStringList unsupported;
            QStringList warnings;
            for (const auto& diagnostic : result.diagnostics) {
                const QString text = QString::fromStdString(diagnostic.message);
                if (diagnostic.severity == Severity::warning) {
                    warnings << place_of(diagnostic) + QString::fromStdString(diagnostic.code);
                    continue;
                }
                QVERIFY2(diagnostic.unsupported, qPrintable(name + ": " + QString::fromStdString(to_text(diagnostic, ""))));
                const QString prefix = "Orkestr does not support ";
                QVERIFY(text.startsWith(prefix) && text.endsWith(" yet"));
                unsupported << place_of(diagnostic) + text.mid(prefix.size()).chopped(4);
            }
            QVERIFY2(unsupported == listed_as(expected_unsupported(), name), qPrintable(name + ": " + unsupported.join(", ")));
            QVERIFY2(warnings == listed_as(expected_warnings(), name), qPrintable(name + ": " + warnings.join(", ")));
            QCOMPARE(result.definition == nullptr, !unsupported.isEmpty());
            QCOMPARE(orkestr::only_unsupported(result.diagnostics), !unsupported.isEmpty());
        }
    }
};

ORKESTR_TEST(ExamplesTest)
#include "examples_test.moc"
