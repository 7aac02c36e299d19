#include "tests/support/test.h"
#include "tests/translations/message_checks.h"
#include "tests/translations/ts_file.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>

using orkestr::translations::complaints;
using orkestr::translations::Message;
using orkestr::translations::placeholders;
using orkestr::translations::read_ts;
using orkestr::translations::TsFile;
Q_DECLARE_METATYPE(orkestr::translations::Message)

namespace {

QString source_path(const QString& path) { return QString::fromStdString(orkestr::test::source_dir()) + "/" + path; }

QByteArray bytes_of(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The folders whose messages people read, as translations/CMakeLists.txt has them.
QStringList translated_folders() {
    QStringList out;
    for (const char* folder : {"ui", "app/studio"})
        if (QDir(source_path(folder)).exists()) out << source_path(folder);
    return out;
}

/// Runs lupdate over these folders into a .ts file; returns what it said.
QString lupdate(const QStringList& folders, const QString& ts, const QString& language) {
    QStringList arguments = folders;
    // lupdate must find the headers, or it takes a class for one outside its namespace and the message is never found.
    arguments << "-I" << QString::fromStdString(orkestr::test::source_dir());
    arguments << "-extensions" << "cpp,h" << "-locations" << "none" << "-source-language" << "en" << "-target-language" << language;
    if (language == "en") arguments << "-pluralonly";
    arguments << "-ts" << ts;
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(ORKESTR_LUPDATE, arguments);
    if (!process.waitForFinished(120000) || process.exitCode() != 0) return "lupdate failed: " + process.readAll();
    return QString::fromUtf8(process.readAll());
}

/// What stands in lupdate's words that would lose a message at run time.
QStringList warnings_of(const QString& said) {
    QStringList out;
    for (const auto& line : said.split('\n'))
        if (line.contains("lacks Q_OBJECT") || line.contains("Cannot invoke tr()") || line.contains("failed") ||
            line.contains("Qualifying with unknown") || line.contains("Discarding unconsumed") || line.contains("should use the translation function"))
            out << line;
    return out;
}

QStringList all_complaints(const TsFile& file) {
    QStringList out;
    for (const auto& message : file.messages)
        for (const auto& complaint : complaints(message, 2)) out << message.key() + ": " + complaint;
    return out;
}

Message simple(const QString& source, const QString& text) { return {"C", source, {}, false, {}, {text}}; }

} // namespace

/// The product's own files.
class TranslationsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void complete_data();
    void complete();
    void embedded_data();
    void embedded();
};

void TranslationsTest::complete_data() {
    QTest::addColumn<QString>("language");
    QTest::newRow("en") << "en";
    QTest::newRow("pt_BR") << "pt_BR";
}

void TranslationsTest::complete() {
    QFETCH(QString, language);
    const QTemporaryDir folder;
    const QString kept = source_path("translations/orkestr_" + language + ".ts");
    const QString copy = folder.filePath("copy.ts");
    QVERIFY(QFile::copy(kept, copy));
    const QString said = lupdate(translated_folders(), copy, language);
    QVERIFY2(warnings_of(said).isEmpty(), qPrintable(said));

    const TsFile before = read_ts(bytes_of(kept));
    const TsFile after = read_ts(bytes_of(copy));
    QVERIFY2(before.error.isEmpty(), qPrintable(before.error));
    QVERIFY2(after.error.isEmpty(), qPrintable(after.error));
    QCOMPARE(after.language, language);
    if (language != "en") QVERIFY(!after.messages.isEmpty());
    // Messages that are new come out unfinished, those that are gone come out vanished.
    const auto wrong = all_complaints(after);
    QVERIFY2(wrong.isEmpty(), qPrintable("mend translations/orkestr_" + language + ".ts (./dev translate adds what is new):\n" + wrong.join('\n')));
    QCOMPARE(before.messages.size(), after.messages.size());
}

void TranslationsTest::embedded_data() { complete_data(); }

void TranslationsTest::embedded() {
    QFETCH(QString, language);
    const TsFile file = read_ts(bytes_of(source_path("translations/orkestr_" + language + ".ts")));
    QTranslator translator;
    QVERIFY(translator.load(":/translations/orkestr_" + language + ".qm"));
    for (const auto& message : file.messages) {
        const QString shown = translator.translate(message.context.toUtf8(), message.source.toUtf8(), message.comment.toUtf8(),
                                                   message.plural ? 2 : -1);
        QCOMPARE(shown, message.texts.last());
    }
}

/// The checks themselves, on planted faults.
class MessageChecksTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void messages_data();
    void messages();
    void placeholders_are_found();
    void new_and_vanished_messages_are_seen();
    void a_class_without_q_object_is_seen();
};

void MessageChecksTest::messages_data() {
    QTest::addColumn<Message>("message");
    QTest::addColumn<bool>("good");
    const auto row = [](const char* name, const Message& message, bool good) { QTest::newRow(name) << message << good; };
    row("good", simple("Open %1…", "Abrir %1…"), true);
    row("placeholders in another order", simple("%1 of %2", "%2: %1"), true);
    row("placeholder lost", simple("Open %1", "Abrir"), false);
    row("placeholder changed", simple("%1 of %2", "%1 de %1"), false);
    row("placeholder gained", simple("Open", "Abrir %1"), false);
    row("locale's number kept", simple("%L1 runs", "%L1 execuções"), true);
    row("locale's number lost", simple("%L1 runs", "%1 execuções"), false);
    row("empty", simple("Open", " "), false);
    row("unfinished", {"C", "Open", {}, false, "unfinished", {"Abrir"}}, false);
    row("vanished", {"C", "Open", {}, false, "vanished", {"Abrir"}}, false);
    row("markup kept", simple("<b>Open</b>", "<b>Abrir</b>"), true);
    row("markup lost", simple("<b>Open</b>", "<b>Abrir"), false);
    row("keyboard mark kept", simple("&Open", "&Abrir"), true);
    row("keyboard mark lost", simple("&Open", "Abrir"), false);
    row("ampersand is no mark", simple("Runs && steps", "Execuções e etapas"), true);
    row("space lost", simple("Open ", "Abrir"), false);
    row("dots lost", simple("Open…", "Abrir"), false);
    row("colon lost", simple("Name:", "Nome"), false);
    row("both plural forms", {"C", "%n step(s)", {}, true, {}, {"%n etapa", "%n etapas"}}, true);
    row("a plural form missing", {"C", "%n step(s)", {}, true, {}, {"%n etapas"}}, false);
    row("a plural form empty", {"C", "%n step(s)", {}, true, {}, {"%n etapa", ""}}, false);
    row("a plural form without its number", {"C", "%n step(s)", {}, true, {}, {"uma etapa", "%n etapas"}}, false);
}

void MessageChecksTest::messages() {
    QFETCH(Message, message);
    QFETCH(bool, good);
    const auto found = complaints(message, 2);
    QVERIFY2(found.isEmpty() == good, qPrintable(found.join('\n')));
}

void MessageChecksTest::placeholders_are_found() {
    QCOMPARE(placeholders("%2 of %1 in %n, %L3 and 100% sure"), QStringList({"%1", "%2", "%L3", "%n"}));
}

void MessageChecksTest::new_and_vanished_messages_are_seen() {
    const QTemporaryDir folder;
    QFile source(folder.filePath("a.cpp"));
    QVERIFY(source.open(QIODevice::WriteOnly));
    source.write("const char* a = QT_TRANSLATE_NOOP(\"C\", \"New\");\n");
    source.close();
    QFile ts(folder.filePath("a.ts"));
    QVERIFY(ts.open(QIODevice::WriteOnly));
    ts.write("<?xml version=\"1.0\"?><!DOCTYPE TS><TS version=\"2.1\" language=\"pt_BR\"><context><name>C</name><message>"
             "<source>Completely different words</source><translation>Velho</translation></message></context></TS>");
    ts.close();
    const QString said = lupdate({folder.path()}, ts.fileName(), "pt_BR");
    QVERIFY2(warnings_of(said).isEmpty(), qPrintable(said));
    const auto found = all_complaints(read_ts(bytes_of(ts.fileName())));
    QVERIFY2(found.contains("C|New|: is unfinished"), qPrintable(found.join('\n')));
    QVERIFY2(found.contains("C|Completely different words|: is vanished"), qPrintable(found.join('\n')));
}

void MessageChecksTest::a_class_without_q_object_is_seen() {
    const QTemporaryDir folder;
    QFile source(folder.filePath("a.cpp"));
    QVERIFY(source.open(QIODevice::WriteOnly));
    source.write("class Panel : public QObject { QString name() { return tr(\"Name\"); } };\n");
    source.close();
    const QString said = lupdate({folder.path()}, folder.filePath("a.ts"), "pt_BR");
    QVERIFY2(!warnings_of(said).isEmpty(), qPrintable(said));
}

ORKESTR_TEST(TranslationsTest)
ORKESTR_TEST(MessageChecksTest)
#include "translations_test.moc"
