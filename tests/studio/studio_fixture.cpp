#include "tests/studio/studio_fixture.h"

#include "tests/viewmodels/written_file.h"

#include <QTest>

namespace orkestr::test {

void press(MainWindow& window, Qt::Key key, Qt::KeyboardModifiers modifiers) {
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QTest::keyClick(&window, key, modifiers);
}

StudioFixture::StudioFixture()
    : stored(folder.filePath(QStringLiteral("studio.ini")), QSettings::IniFormat), settings(stored),
      theme(*qApp, settings, QStringLiteral("light")) {
    control.on_start = [this](const StartRequest&) -> Result<RunId> {
        put_run(1, 0);
        return run_id(1);
    };
}

StudioFixture::~StudioFixture() {
    window.reset();
    session.reset();
}

QString StudioFixture::write_definition(const QString& name) {
    const QString path = folder.filePath(name);
    return write_text(path, small_definition()) ? path : QString();
}

void StudioFixture::put_run(int number, int stage) { put_view(number, small_run(number, stage)); }

void StudioFixture::put_view(int number, RunView view) {
    source.change([&](FakeSource::Content& content) {
        RunRow row = run_row(number, view.status);
        if (view.error) row.error = view.error->title;
        row.ended = view.ended;
        content.runs[row.run.text] = row;
        content.events[row.run.text] = made_up_events(static_cast<int>(view.events));
        content.views[row.run.text] = std::make_shared<const RunView>(std::move(view));
        if (content.definitions.empty()) content.definitions.push_back(small_row());
    });
}

MainWindow& StudioFixture::open_window() {
    window.reset();
    session = std::make_unique<StudioSession>(source, &control);
    session->operations()->set_user(QStringLiteral("ada"));
    window = std::make_unique<MainWindow>(*session, settings, theme);
    window->resize(1280, 800);
    window->show();
    return *window;
}

} // namespace orkestr::test
