// `orkestr validate` opens no socket, whatever addresses a definition names: the kernel ends a process that tries.
#include "tests/support/test.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

namespace {

/// From here on, in this process and all that it starts, socket(2) is the end.
void forbid_sockets() {
    static sock_filter program[] = {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
                                    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_socket, 0, 1),
                                    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
    static const sock_fprog filter{static_cast<unsigned short>(std::size(program)), program};
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter);
}

struct Ended {
    bool killed = true;
    int exit_code = -1;
    QString errors;
};

Ended run_without_sockets(const QString& program, const QStringList& arguments) {
    QProcess process;
    process.setChildProcessModifier(forbid_sockets);
    process.start(program, arguments);
    if (!process.waitForFinished(60'000)) return {};
    return {process.exitStatus() == QProcess::CrashExit, process.exitCode(), QString::fromUtf8(process.readAllStandardError())};
}

/// Addresses wherever a definition may have some.
constexpr const char* full_of_addresses =
    "document: {dsl: '1.0.3', namespace: n, name: m, version: '1.0.0'}\n"
    "use:\n"
    "  catalogs: {global: {endpoint: 'http://127.0.0.1:9/catalog'}}\n"
    "  authentications:\n"
    "    o: {oidc: {authority: 'http://127.0.0.1:9/', grant: client_credentials, client: {id: a, secret: b}}}\n"
    "input: {schema: {resource: {endpoint: 'http://127.0.0.1:9/schema.json'}}}\n"
    "do:\n"
    "  - a: {call: openapi, with: {document: {endpoint: 'http://127.0.0.1:9/api.json'}, operationId: get}}\n"
    "  - b: {call: 'http://127.0.0.1:9/function.yaml'}\n"
    "  - c: {run: {script: {language: js, source: {endpoint: 'http://127.0.0.1:9/x.js'}}}}\n"
    "  - d: {call: http, with: {method: get, endpoint: 'http://127.0.0.1:9/'}}\n"
    "  - e: {run: {workflow: {namespace: other, name: elsewhere, version: '1.0.0'}}}\n"
    "  - f: {set: {a: '${ .b | ascii }'}}\n";

} // namespace

class ValidateTest : public QObject {
    Q_OBJECT

    const QString program_ = QString::fromStdString(orkestr::test::binary_dir()) + "/bin/orkestr";

private Q_SLOTS:
    void the_kernel_would_end_it() {
        // As a check of the check: bash opens a socket for this path.
        const Ended ended = run_without_sockets("/bin/bash", {"-c", "exec 3<>/dev/tcp/127.0.0.1/9"});
        QVERIFY2(ended.killed, qPrintable(ended.errors));
    }

    void samples_are_valid_without_a_socket() {
        const QDir samples(QString::fromStdString(orkestr::test::source_dir()) + "/resources/samples");
        QStringList arguments{"validate"};
        for (const QString& name : samples.entryList({"*.yaml"}, QDir::Files)) arguments << samples.filePath(name);
        QVERIFY(arguments.size() > 5);
        const Ended ended = run_without_sockets(program_, arguments);
        QVERIFY2(!ended.killed, qPrintable(ended.errors));
        QCOMPARE(ended.exit_code, 0);
    }

    void no_address_is_asked() {
        QTemporaryDir folder;
        QFile file(folder.filePath("addresses.yaml"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(full_of_addresses);
        file.close();
        const Ended ended = run_without_sockets(program_, {"validate", file.fileName()});
        QVERIFY2(!ended.killed, qPrintable(ended.errors));
        QCOMPARE(ended.exit_code, 2);
        QVERIFY2(ended.errors.contains("'openapi' calls"), qPrintable(ended.errors));
        QVERIFY2(ended.errors.contains("'resource'"), qPrintable(ended.errors));
        QVERIFY2(ended.errors.contains("ascii/0 is not defined"), qPrintable(ended.errors));
        QCOMPARE(ended.errors.count(": error["), 5);
    }
};

ORKESTR_TEST(ValidateTest)
#include "validate_test.moc"
