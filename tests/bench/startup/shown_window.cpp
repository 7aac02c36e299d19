#include "tests/bench/startup/shown_window.h"

#include "app/workspace/workspace.h"
#include "ui/shell/main_window.h"
#include "ui/shell/studio_settings.h"
#include "ui/shell/theme_choice.h"
#include "ui/theme/appearance.h"
#include "ui/theme/icon.h"
#include "ui/viewmodels/studio_session.h"

#include <QApplication>
#include <QEvent>
#include <QFile>
#include <QMainWindow>
#include <QTimer>
#include <QTranslator>

#include <cstdio>
#include <functional>

namespace orkestr {

namespace {

/// From Linux's /proc/self/status, in bytes; 0 where there is none.
long long resident_bytes() {
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly)) return 0;
    const QByteArray text = file.readAll();
    const auto at = text.indexOf("VmRSS:");
    return at < 0 ? 0 : text.mid(at + 6, text.indexOf("kB", at) - at - 6).trimmed().toLongLong() * 1024;
}

void say(const QByteArray& line) {
    std::puts(line.constData());
    std::fflush(stdout);
}

/// Speaks when the window has been painted for the first time, and when it has come to rest.
class Witness : public QObject {
public:
    Witness(QWidget& window, std::function<bool()> settled) : settled_(std::move(settled)) {
        window.installEventFilter(this);
        look_.setInterval(5);
        QObject::connect(&look_, &QTimer::timeout, this, [this] {
            if (!settled_()) return;
            look_.stop();
            say("settled " + QByteArray::number(resident_bytes()));
            QCoreApplication::quit();
        });
    }

    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::Paint && !painted_) {
            painted_ = true;
            // The frame is complete once control is back at the event loop.
            QTimer::singleShot(0, this, [this] {
                say("shown");
                look_.start();
            });
        }
        return QObject::eventFilter(watched, event);
    }

private:
    std::function<bool()> settled_;
    QTimer look_;
    bool painted_ = false;
};

} // namespace

int show_empty_window(int argc, char** argv) {
    QApplication application(argc, argv);
    apply_theme(application, ThemeKind::light);
    QMainWindow window;
    window.resize(1440, 900);
    Witness witness(window, [] { return true; });
    window.show();
    return QApplication::exec();
}

int show_studio(int argc, char** argv, const char* directory) {
    QApplication application(argc, argv);
    QTranslator translator;
    if (translator.load(QStringLiteral(":/translations/orkestr_en"))) QCoreApplication::installTranslator(&translator);
    QSettings stored(QString::fromLocal8Bit(directory) + QStringLiteral("/studio.ini"), QSettings::IniFormat);
    StudioSettings settings(stored);
    ThemeChoice theme(application, settings, QStringLiteral("light"));
    QApplication::setWindowIcon(icon(QStringLiteral("workflow"), QPalette::Link));
    auto workspace = Workspace::open(directory);
    if (!workspace) return 4;
    StudioSession session((*workspace)->source(), &(*workspace)->control());
    MainWindow window(session, settings, theme);
    window.resize(1440, 900);
    Witness witness(window, [&window] { return window.is_settled(); });
    window.show();
    return QApplication::exec();
}

} // namespace orkestr
