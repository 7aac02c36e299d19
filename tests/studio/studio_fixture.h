// Studio's window over a source in memory, with settings of its own.
#pragma once

#include "tests/viewmodels/fake_source.h"
#include "ui/shell/main_window.h"
#include "ui/shell/studio_settings.h"
#include "ui/shell/theme_choice.h"
#include "ui/viewmodels/studio_session.h"

#include <QApplication>
#include <QTemporaryDir>

namespace orkestr::test {

struct StudioFixture {
    StudioFixture();
    ~StudioFixture();

    /// Writes small_definition into a file of this name and gives its path.
    QString write_definition(const QString& name = QStringLiteral("small.yaml"));
    /// Puts run `number` at this stage (small_run) into the source.
    void put_run(int number, int stage);
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
