// How long Studio takes from the start of its process to its first frame, and the memory it then holds, beside an empty
// window in the same style: this program starts itself as either, in turns, so that what the machine does meanwhile
// falls on both. Medians; one JSON object a line.
#include "tests/bench/startup/shown_window.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <vector>

namespace orkestr {

namespace {

constexpr int rounds = 15;
constexpr int longest_ms = 60'000;

struct Start {
    double shown_ms = 0;
    double settled_ms = 0;
    double resident_mb = 0;
};

struct Starts {
    std::vector<Start> all;
    double median(double Start::* figure) const {
        std::vector<double> values;
        for (const Start& start : all) values.push_back(start.*figure);
        std::sort(values.begin(), values.end());
        return values[values.size() / 2];
    }
};

bool start_once(const QStringList& arguments, Start& out) {
    QElapsedTimer clock;
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    clock.start();
    process.start(QCoreApplication::applicationFilePath(), arguments);
    while (process.state() != QProcess::NotRunning || process.canReadLine()) {
        if (!process.canReadLine() && !process.waitForReadyRead(longest_ms) && !process.canReadLine()) break;
        const QByteArray line = process.readLine().trimmed();
        const double passed_ms = static_cast<double>(clock.nsecsElapsed()) / 1e6;
        if (line == "shown") out.shown_ms = passed_ms;
        if (!line.startsWith("settled ")) continue;
        out.settled_ms = passed_ms;
        out.resident_mb = line.mid(8).toDouble() / 1e6;
    }
    process.waitForFinished(longest_ms);
    return process.exitCode() == 0 && out.shown_ms > 0 && out.settled_ms > 0;
}

void print(const char* figure, double value, double floor, double target, const char* unit) {
    std::printf(R"({"figure":"%s","%s":%.1f,"target_%s":%.1f,"floor_%s":%.1f,"floor":"an empty window"})"
                "\n",
                figure, unit, value, unit, target, unit, floor);
    std::fflush(stdout);
}

int measure(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    Starts empty;
    Starts studio;
    for (int round = 0; round < rounds; ++round) {
        const QTemporaryDir workspace;
        Start first;
        Start second;
        if (!start_once({QStringLiteral("empty")}, first) || !start_once({QStringLiteral("studio"), workspace.path()}, second)) {
            std::fputs("bench_startup: a window did not come up\n", stderr);
            return 1;
        }
        // The first start of each reads the disk.
        if (round == 0) continue;
        empty.all.push_back(first);
        studio.all.push_back(second);
    }
    const double floor_ms = empty.median(&Start::shown_ms);
    print("startup_first_frame", studio.median(&Start::shown_ms), floor_ms, 2 * floor_ms, "ms");
    print("startup_settled", studio.median(&Start::settled_ms), empty.median(&Start::settled_ms), 400, "ms");
    print("startup_resident", studio.median(&Start::resident_mb), empty.median(&Start::resident_mb), 100, "mb");
    return 0;
}

} // namespace

} // namespace orkestr

int main(int argc, char** argv) {
    // Measured without a screen, where drawing is the same and a window system's speed is left out.
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    if (argc == 2 && std::strcmp(argv[1], "empty") == 0) return orkestr::show_empty_window(argc, argv);
    if (argc == 3 && std::strcmp(argv[1], "studio") == 0) return orkestr::show_studio(argc, argv, argv[2]);
    return orkestr::measure(argc, argv);
}
