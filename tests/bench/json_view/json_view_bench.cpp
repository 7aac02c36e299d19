// A JSON document of 50 MB: how long until its first rows are shown, a search through it, a jump to its middle, and what
// memory that takes beside the text; next to a bare simdjson parse of the same text in the same run. Each part runs in a
// process of its own, so that memory is its own. One JSON object a line; lower is better.
#include "core/base/json_indexer.h"
#include "ui/parts/json_view.h"
#include "ui/theme/appearance.h"
#include "ui/viewmodels/json_diff.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QProcess>
#include <QThread>
#include <QTimer>
#include <QTreeView>

#include <simdjson.h>

#include <algorithm>
#include <cstdio>
#include <fstream>

namespace orkestr {

namespace {

constexpr std::size_t text_bytes = 50 << 20;

/// Orders as a shop would keep them.
std::shared_ptr<const std::string> shop_text(int different = -1) {
    auto text = std::make_shared<std::string>("{\"orders\":[");
    text->reserve(text_bytes + 1024);
    for (int i = 0; text->size() < text_bytes; ++i) {
        if (i > 0) *text += ',';
        *text += R"({"customer":{"email":"customer)" + std::to_string(i % 7919) + R"(@example.com","name":"Customer Number )" + std::to_string(i % 7919) +
                 R"("},"id":)" + std::to_string(i) + R"(,"items":[{"price":)" + std::to_string(i % 97) + R"(.5,"quantity":)" + std::to_string(i % 5) +
                 R"(,"sku":"SKU-)" + std::to_string(i % 4001) + R"("},{"price":9.99,"quantity":1,"sku":"GIFT"}],"note":")" +
                 (i == different ? "a changed note" : "leave it at the door, please ring twice") + R"(","paid":)" + (i % 3 ? "true" : "false") + "}";
    }
    *text += "]}";
    return text;
}

/// Of this process so far, in MB.
double peak_mb() {
    std::ifstream status("/proc/self/status");
    std::string line;
    while (std::getline(status, line))
        if (line.starts_with("VmHWM:")) return std::strtod(line.c_str() + 6, nullptr) / 1024;
    return 0;
}

double elapsed_ms(const QElapsedTimer& clock) { return static_cast<double>(clock.nsecsElapsed()) / 1e6; }

template <class Condition>
double wait_until(const QElapsedTimer& clock, double& longest_block_ms, Condition condition) {
    while (!condition()) {
        QElapsedTimer turn;
        turn.start();
        QCoreApplication::processEvents(QEventLoop::AllEvents);
        longest_block_ms = std::max(longest_block_ms, elapsed_ms(turn));
        if (!condition()) QThread::usleep(200);
    }
    return elapsed_ms(clock);
}

void parse_plainly() {
    const auto text = shop_text();
    simdjson::padded_string padded(*text);
    const double before = peak_mb();
    double best = 1e9;
    double first = 0;
    for (int i = 0; i < 5; ++i) {
        simdjson::dom::parser parser;
        QElapsedTimer clock;
        clock.start();
        if (parser.parse(padded).error() != simdjson::SUCCESS) return;
        if (i == 0) first = elapsed_ms(clock);
        best = std::min(best, elapsed_ms(clock));
    }
    std::printf(R"({"figure":"simdjson_parse_50mb","ms":%.1f,"first_ms":%.1f,"memory_mb":%.1f})", best, first, peak_mb() - before);
    std::puts("");
}

void index_plainly() {
    const auto text = shop_text();
    const double before = peak_mb();
    double best = 1e9;
    std::size_t memory = 0;
    for (int i = 0; i < 5; ++i) {
        QElapsedTimer clock;
        clock.start();
        const auto index = JsonIndex::build(text);
        best = std::min(best, elapsed_ms(clock));
        memory = index->memory_bytes();
    }
    std::printf(R"({"figure":"index_50mb","ms":%.1f,"memory_mb":%.1f,"kept_mb":%.2f})", best, peak_mb() - before, static_cast<double>(memory) / (1 << 20));
    std::puts("");
}

void view_it() {
    const auto text = shop_text();
    JsonView view;
    view.resize(500, 800);
    view.show();
    QCoreApplication::processEvents();
    const double before = peak_mb();
    double longest = 0;
    QElapsedTimer clock;
    clock.start();
    view.document()->show_text(text);
    const double shown = wait_until(clock, longest, [&] { return view.document()->state() == LoadState::ready; });
    view.grab();
    std::printf(R"({"figure":"first_rows_50mb","ms":%.1f,"longest_block_ms":%.1f,"memory_mb":%.1f})", elapsed_ms(clock), longest, peak_mb() - before);
    std::puts("");
    static_cast<void>(shown);

    longest = 0;
    clock.start();
    view.search()->start(view.document()->index(), {QStringLiteral("sku-399"), true, true, false, false});
    const double first = wait_until(clock, longest, [&] { return !view.search()->hits().empty(); });
    const double all = wait_until(clock, longest, [&] { return !view.search()->is_running(); });
    std::printf(R"({"figure":"search_50mb","ms":%.1f,"first_hit_ms":%.1f,"hits":%zu,"longest_block_ms":%.1f})", all, first, view.search()->hits().size(), longest);
    std::puts("");

    longest = 0;
    clock.start();
    view.search()->start(view.document()->index(), {QStringLiteral("^SKU-3\\d\\d9$"), true, true, true, false});
    const double expression = wait_until(clock, longest, [&] { return !view.search()->is_running(); });
    std::printf(R"({"figure":"search_expression_50mb","ms":%.1f,"hits":%zu,"longest_block_ms":%.1f})", expression, view.search()->hits().size(), longest);
    std::puts("");

    clock.start();
    view.go_to(QStringLiteral(".orders[123456].items[1].sku"));
    view.grab();
    std::printf(R"({"figure":"go_to_50mb","ms":%.2f,"memory_mb":%.1f})", elapsed_ms(clock), peak_mb() - before);
    std::puts("");
}

void compare_it() {
    const auto left = std::make_shared<const JsonIndex>(*JsonIndex::build(shop_text()));
    const auto right = std::make_shared<const JsonIndex>(*JsonIndex::build(shop_text(77777)));
    const double before = peak_mb();
    QElapsedTimer clock;
    clock.start();
    const auto diff = diff_json(left, right);
    std::printf(R"({"figure":"diff_50mb","ms":%.1f,"changes":%zu,"memory_mb":%.1f})", elapsed_ms(clock), diff->changes.size(), peak_mb() - before);
    std::puts("");
}

} // namespace

} // namespace orkestr

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    orkestr::apply_theme(app, orkestr::ThemeKind::light);
    const QString part = argc > 1 ? QString::fromLocal8Bit(argv[1]) : QString();
    if (part == QStringLiteral("parse")) orkestr::parse_plainly();
    if (part == QStringLiteral("index")) orkestr::index_plainly();
    if (part == QStringLiteral("view")) orkestr::view_it();
    if (part == QStringLiteral("diff")) orkestr::compare_it();
    if (!part.isEmpty()) return 0;
    for (const char* one : {"parse", "index", "view", "diff"}) {
        QProcess process;
        process.setProcessChannelMode(QProcess::ForwardedChannels);
        process.start(QCoreApplication::applicationFilePath(), {QString::fromLatin1(one)});
        if (!process.waitForFinished(300'000) || process.exitCode() != 0) return 1;
    }
    return 0;
}
