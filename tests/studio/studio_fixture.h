// Studio's window over a source in memory, with settings of its own.
#pragma once

#include "tests/viewmodels/fake_source.h"
#include "ui/shell/main_window.h"
#include "ui/shell/studio_settings.h"
#include "ui/shell/theme_choice.h"
#include "ui/viewmodels/studio_session.h"

#include <QApplication>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <functional>

namespace orkestr::test {

/// Presses a key of the window's. Only an active window has shortcuts, and a desktop makes it active again after a dialog
/// or when another closes; offscreen nobody does.
void press(MainWindow& window, Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);

/// Answers the next dialog of this class, once it is shown and has the keyboard.
template <class Dialog>
void answer_dialog(const std::function<void(Dialog&)>& answer) {
    auto* timer = new QTimer(qApp);
    timer->setInterval(10);
    QObject::connect(timer, &QTimer::timeout, timer, [timer, answer] {
        auto* dialog = qobject_cast<Dialog*>(QApplication::activeModalWidget());
        if (!dialog) return;
        timer->stop();
        timer->deleteLater();
        const auto now = answer; // the timer may go while it is under way
        dialog->activateWindow();
        (void)QTest::qWaitForWindowActive(dialog);
        now(*dialog);
    });
    timer->start();
}

struct StudioFixture {
    StudioFixture();
    ~StudioFixture();

    /// Writes small_definition into a file of this name and gives its path.
    QString write_definition(const QString& name = QStringLiteral("small.yaml"));
    /// Puts run `number` at this stage (small_run) into the source.
    void put_run(int number, int stage);
    /// Puts this view of run `number` there.
    void put_view(int number, RunView view);
    /// A new window, shown; what was open before is closed.
    MainWindow& open_window();

    QTemporaryDir folder;
    QSettings stored;
    StudioSettings settings;
    ThemeChoice theme;
    FakeSource source;
    FakeControl control;
    std::unique_ptr<StudioSession> session;
    std::unique_ptr<MainWindow> window;
};

} // namespace orkestr::test
