// Orkestr Studio: composition only.
#include "app/studio/options.h"
#include "app/studio/studio_windows.h"
#include "app/workspace/location.h"
#include "ui/shell/main_window.h"
#include "ui/shell/screenshot.h"
#include "ui/shell/study_commands.h"
#include "ui/shell/studio_settings.h"
#include "ui/shell/theme_choice.h"
#include "ui/theme/icon.h"
#include "ui/viewmodels/studio_session.h"

#include <QApplication>
#include <QFileInfo>
#include <QLibraryInfo>
#include <QMessageBox>
#include <QTemporaryDir>
#include <QTranslator>

#include <cstdio>

namespace orkestr {

namespace {

enum ExitCode { success = 0, no_picture = 1, usage = 2, no_workspace = 4 };

void say(std::FILE* stream, const QString& text) {
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stream);
}

/// Orkestr's words and Qt's own (of its dialogs), in the user's language.
struct Translators {
    QTranslator plurals;
    QTranslator ours;
    QTranslator qt;
    void install(QCoreApplication& application) {
        const QLocale locale;
        // English is what is left in a language that we don't speak; only its plural forms are in a file.
        if (plurals.load(QStringLiteral(":/translations/orkestr_en"))) application.installTranslator(&plurals);
        if (ours.load(locale, QStringLiteral("orkestr"), QStringLiteral("_"), QStringLiteral(":/translations")))
            application.installTranslator(&ours);
        if (qt.load(locale, QStringLiteral("qtbase"), QStringLiteral("_"), QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
            application.installTranslator(&qt);
    }
};

/// Samples beside an installed program; empty where there are none.
QString installed_samples() {
    const QFileInfo folder(QCoreApplication::applicationDirPath() + QStringLiteral("/../share/orkestr/samples"));
    return folder.isDir() ? folder.canonicalFilePath() : QString();
}

int take_picture(QApplication& application, MainWindow& window, const StudioOptions& options) {
    Screenshot screenshot(window, options.screenshot, options.page);
    QString error;
    QObject::connect(&screenshot, &Screenshot::finished, &application, [&](const QString& why) {
        error = why;
        QCoreApplication::exit(why.isEmpty() ? success : no_picture);
    });
    screenshot.start();
    const int code = QApplication::exec();
    if (!error.isEmpty()) say(stderr, QStringLiteral("orkestr-studio: %1\n").arg(error));
    return code;
}

int refuse(const StudioOptions& options, const QString& title, const Error& error) {
    const QString why = QString::fromStdString(error.message);
    if (options.screenshot.isEmpty()) QMessageBox::critical(nullptr, title, why);
    say(stderr, QStringLiteral("orkestr-studio: %1\n").arg(why));
    return no_workspace;
}

/// The window of what the command line names: a file that holds runs, else the workspace.
Result<MainWindow*> first_window(StudioWindows& windows, const StudioOptions& options) {
    if (!options.open_file.isEmpty()) {
        if (windows.is_for_file_window(options.open_file)) return windows.open_file(options.open_file);
    }
    auto window = windows.open_workspace(options.workspace.isEmpty() ? QString::fromStdString(default_workspace()) : QFileInfo(options.workspace).absoluteFilePath());
    if (window && !options.open_file.isEmpty()) (*window)->open_file(options.open_file);
    return window;
}

int open_window(QApplication& application, const StudioOptions& options, QSettings& stored) {
    StudioSettings settings(stored);
    ThemeChoice theme(application, settings, options.theme);
    QApplication::setWindowIcon(icon(QStringLiteral("workflow"), QPalette::Link));
    StudioWindows windows(settings, theme);
    windows.set_samples(options.samples.isEmpty() ? installed_samples() : options.samples);
    const auto window = first_window(windows, options);
    if (!window) return refuse(options, QCoreApplication::translate("Studio", "This can't be opened"), window.error());
    if (!options.open_run.isEmpty()) (*window)->open_run(options.open_run);
    if (!options.compare.isEmpty()) (*window)->study()->compare_with(options.compare);
    if (options.size.isValid()) (*window)->resize(options.size);
    (*window)->show();
    return options.screenshot.isEmpty() ? QApplication::exec() : take_picture(application, **window, options);
}

/// Words about the command line need no screen.
std::optional<int> answer_at_once(int argc, char** argv, StudioOptions& options) {
    QCoreApplication application(argc, argv);
    Translators translators;
    translators.install(application);
    const auto read = read_studio_options(QCoreApplication::arguments());
    if (!read) {
        say(stderr, QStringLiteral("orkestr-studio: %1\n").arg(QString::fromStdString(read.error().message)));
        return usage;
    }
    options = *read;
    if (options.help) say(stdout, studio_help());
    else if (options.version) say(stdout, QStringLiteral("orkestr-studio %1\n").arg(QLatin1String(ORKESTR_VERSION)));
    else return std::nullopt;
    return success;
}

} // namespace

} // namespace orkestr

int main(int argc, char** argv) {
    using namespace orkestr;
    QCoreApplication::setOrganizationName(QStringLiteral("Orkestr"));
    QCoreApplication::setApplicationName(QStringLiteral("Studio"));
    QCoreApplication::setApplicationVersion(QStringLiteral(ORKESTR_VERSION));
    StudioOptions options;
    if (argc > 1)
        if (const auto code = answer_at_once(argc, argv, options)) return *code;
    QApplication application(argc, argv);
    Translators translators;
    translators.install(application);
    if (options.screenshot.isEmpty()) {
        QSettings settings;
        return open_window(application, options, settings);
    }
    // A picture shows Studio as it comes, and leaves nothing behind in the user's settings.
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("studio.ini")), QSettings::IniFormat);
    return open_window(application, options, settings);
}
