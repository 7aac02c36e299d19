// Secrets from the environment, from a file, and from both.
#include "core/adapters/secrets/environment_secrets.h"
#include "core/adapters/secrets/file_secrets.h"
#include "core/adapters/secrets/secret_chain.h"
#include "tests/support/test.h"

#include <QFile>
#include <QObject>
#include <QTemporaryDir>
#include <QTest>
#include <sys/stat.h>

using orkestr::EnvironmentSecrets;
using orkestr::ErrorCode;
using orkestr::FileSecrets;
using orkestr::JsonValue;
using orkestr::SecretChain;
using orkestr::SecretSource;

namespace {

/// The secret as JSON text, `none`, or the error's message.
std::string found(const SecretSource& source, const std::string& name) {
    const auto result = source.find(name);
    if (!result) return "error: " + result.error().message;
    return *result ? (*result)->json().text() : "none";
}

} // namespace

class SecretSourcesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void environment_by_default_names();
    void environment_by_given_names();
    void objects_are_maps();
    void file();
    void file_is_read_anew();
    void open_files_are_refused_data();
    void open_files_are_refused();
    void bad_files_data();
    void bad_files();
    void not_a_file();
    void chain();

private:
    std::string write(const QByteArray& text, mode_t mode = 0600) {
        const QString path = folder_.filePath("secrets.json");
        QFile::remove(path);
        QFile out(path);
        if (!out.open(QIODevice::WriteOnly) || out.write(text) != text.size()) return {};
        out.close();
        return ::chmod(path.toUtf8().constData(), mode) == 0 ? path.toStdString() : std::string();
    }
    QTemporaryDir folder_;
};

void SecretSourcesTest::environment_by_default_names() {
    QCOMPARE(EnvironmentSecrets::default_variable("my-api.key/2"), std::string("ORKESTR_SECRET_MY_API_KEY_2"));
    qputenv("ORKESTR_SECRET_MY_API_KEY", "value");
    const EnvironmentSecrets source;
    QCOMPARE(found(source, "my-api-key"), std::string("\"value\""));
    QCOMPARE(found(source, "My.Api.Key"), std::string("\"value\""));
    QCOMPARE(found(source, "another"), std::string("none"));
    qunsetenv("ORKESTR_SECRET_MY_API_KEY");
    QCOMPARE(found(source, "my-api-key"), std::string("none"));
}

void SecretSourcesTest::environment_by_given_names() {
    qputenv("ORKESTR_TEST_GIVEN", "given");
    qputenv("ORKESTR_SECRET_B", "default");
    const EnvironmentSecrets source(std::map<std::string, std::string>{{"a", "ORKESTR_TEST_GIVEN"}, {"b", "ORKESTR_TEST_UNSET"}});
    QCOMPARE(found(source, "a"), std::string("\"given\""));
    QCOMPARE(found(source, "b"), std::string("error: the secret 'b' is to come from the environment variable ORKESTR_TEST_UNSET, which is not set"));
    qunsetenv("ORKESTR_TEST_GIVEN");
    qunsetenv("ORKESTR_SECRET_B");
}

void SecretSourcesTest::objects_are_maps() {
    const EnvironmentSecrets source(std::map<std::string, std::string>{{"s", "ORKESTR_TEST_OBJECT"}});
    const auto read = [&](const char* text) {
        qputenv("ORKESTR_TEST_OBJECT", text);
        return found(source, "s");
    };
    QCOMPARE(read(" {\"b\":1,\"a\":\"x\"}\n"), std::string("{\"a\":\"x\",\"b\":1}"));
    QCOMPARE(read("{not json"), std::string("\"{not json\""));
    QCOMPARE(read("[1]"), std::string("\"[1]\""));
    QCOMPARE(read("12"), std::string("\"12\""));
    QCOMPARE(read("\"quoted\""), std::string("\"\\\"quoted\\\"\""));
    QCOMPARE(read(""), std::string("\"\""));
    qunsetenv("ORKESTR_TEST_OBJECT");
}

void SecretSourcesTest::file() {
    const FileSecrets source(write(R"({"token":"abc","db":{"user":"ann","password":"x"},"text":"{\"a\":1}","gone":null,"port":5432})"));
    QCOMPARE(found(source, "token"), std::string("\"abc\""));
    QCOMPARE(found(source, "db"), std::string(R"({"password":"x","user":"ann"})"));
    QCOMPARE(found(source, "text"), std::string("{\"a\":1}"));
    QCOMPARE(found(source, "gone"), std::string("none"));
    QCOMPARE(found(source, "other"), std::string("none"));
    QVERIFY(found(source, "port").ends_with("holds a secret 'port' that is neither a string nor an object"));
    QCOMPARE(found(FileSecrets(folder_.filePath("not-there.json").toStdString()), "token"), std::string("none"));
    QCOMPARE(found(FileSecrets(folder_.filePath("secrets.json/below").toStdString()), "token"), std::string("none"));
}

void SecretSourcesTest::file_is_read_anew() {
    const FileSecrets source(write(R"({"token":"old"})"));
    QCOMPARE(found(source, "token"), std::string("\"old\""));
    write(R"({"token":"new"})");
    QCOMPARE(found(source, "token"), std::string("\"new\""));
}

void SecretSourcesTest::open_files_are_refused_data() {
    QTest::addColumn<int>("mode");
    for (const int mode : {0644, 0640, 0604, 0620, 0602, 0610, 0601, 0777}) QTest::addRow("%04o", mode) << mode;
}

void SecretSourcesTest::open_files_are_refused() {
    QFETCH(int, mode);
    const std::string path = write(R"({"token":"abc"})", static_cast<mode_t>(mode));
    const std::string octal = "0" + QString::number(mode, 8).toStdString();
    QCOMPARE(found(FileSecrets(path), "token"),
             "error: the secrets file " + path + " is open to other users (mode " + octal + "): make it yours alone with chmod 600");
    QCOMPARE(::chmod(path.c_str(), 0400), 0);
    QCOMPARE(found(FileSecrets(path), "token"), std::string("\"abc\""));
}

void SecretSourcesTest::bad_files_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<std::string>("why");
    QTest::newRow("empty") << QByteArray() << std::string("is not valid JSON");
    QTest::newRow("no JSON") << QByteArray("hunter2") << std::string("is not valid JSON");
    QTest::newRow("an array") << QByteArray("[\"hunter2\"]") << std::string("must hold one JSON object, not array");
    QTest::newRow("too large") << "{\"a\":\"" + QByteArray(2'000'000, 'x') + "\"}" << std::string("is larger than 1 MiB");
}

void SecretSourcesTest::bad_files() {
    QFETCH(QByteArray, text);
    QFETCH(std::string, why);
    const auto result = FileSecrets(write(text)).find("a");
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::io);
    QVERIFY2(result.error().message.find(why) != std::string::npos, result.error().message.c_str());
    QVERIFY(result.error().message.find("hunter2") == std::string::npos);
}

void SecretSourcesTest::not_a_file() {
    QVERIFY(found(FileSecrets(folder_.path().toStdString()), "a").ends_with("is not a regular file"));
}

void SecretSourcesTest::chain() {
    qputenv("ORKESTR_SECRET_BOTH", "environment");
    const auto environment = std::make_shared<EnvironmentSecrets>(std::map<std::string, std::string>{{"unset", "ORKESTR_TEST_UNSET"}});
    const auto file = std::make_shared<FileSecrets>(write(R"({"both":"file","file":"file","unset":"file"})"));
    const SecretChain source({environment, file});
    QCOMPARE(found(source, "both"), std::string("\"environment\""));
    QCOMPARE(found(source, "file"), std::string("\"file\""));
    QCOMPARE(found(source, "neither"), std::string("none"));
    QVERIFY(found(source, "unset").starts_with("error: "));
    qunsetenv("ORKESTR_SECRET_BOTH");
}

ORKESTR_TEST(SecretSourcesTest)
#include "secret_sources_test.moc"
