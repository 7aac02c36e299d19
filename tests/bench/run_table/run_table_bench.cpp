// Scrolling through ten million runs: pages that were let go and come again, pages at the end, jumps to a time and to the
// oldest, each beside the bare keyset query for a page in the same run; with a view on it, and what is held at the end.
#include "tests/viewmodels/made_up_runs.h"
#include "ui/runs/run_table_view.h"
#include "ui/viewmodels/change_feed.h"
#include "ui/viewmodels/run_table_model.h"

#include <QApplication>
#include <QEventLoop>
#include <QScrollBar>
#include <QTemporaryDir>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <random>
#include <sqlite3.h>
#include <unistd.h>

namespace orkestr::bench {

namespace {

using test::MadeUpRuns;

constexpr std::uint64_t all_runs = 10'000'000;

double now_ms() { return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

double resident_mb() {
    std::ifstream file("/proc/self/statm");
    double total = 0;
    double resident = 0;
    file >> total >> resident;
    return resident * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
}

[[noreturn]] void fail(const char* what) {
    std::fprintf(stderr, "run_table: %s\n", what);
    std::exit(1);
}

double at(std::vector<double> values, double share) {
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

/// The ids of the runs in SQLite, in their order; the rest of a row is worked out from its number.
class KeysetTable {
public:
    KeysetTable(const QString& path, const MadeUpRuns& made_up) : made_up_(made_up) {
        if (sqlite3_open(path.toUtf8().constData(), &db_) != SQLITE_OK) fail("no database");
        run("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; CREATE TABLE runs(run TEXT PRIMARY KEY, number INTEGER) WITHOUT ROWID; BEGIN");
        sqlite3_stmt* add = prepare("INSERT INTO runs VALUES(?, ?)");
        for (std::uint64_t i = 1; i <= all_runs; ++i) {
            const std::string id = made_up.row(i).run.text;
            sqlite3_bind_text(add, 1, id.data(), static_cast<int>(id.size()), SQLITE_STATIC);
            sqlite3_bind_int64(add, 2, static_cast<sqlite3_int64>(i));
            if (sqlite3_step(add) != SQLITE_DONE) fail("a row was not written");
            sqlite3_reset(add);
        }
        sqlite3_finalize(add);
        run("COMMIT");
        page_ = prepare("SELECT run, number FROM runs WHERE run < ? ORDER BY run DESC LIMIT ?");
    }
    ~KeysetTable() {
        sqlite3_finalize(page_);
        sqlite3_close(db_);
    }
    KeysetTable(const KeysetTable&) = delete;
    KeysetTable& operator=(const KeysetTable&) = delete;

    /// The bare query, its rows made.
    std::vector<RunRow> page(const std::string& before, std::uint32_t limit) {
        std::vector<RunRow> rows;
        sqlite3_bind_text(page_, 1, before.data(), static_cast<int>(before.size()), SQLITE_STATIC);
        sqlite3_bind_int64(page_, 2, limit);
        while (sqlite3_step(page_) == SQLITE_ROW) rows.push_back(made_up_.row(static_cast<std::uint64_t>(sqlite3_column_int64(page_, 1))));
        sqlite3_reset(page_);
        return rows;
    }

private:
    void run(const char* sql) {
        if (sqlite3_exec(db_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail(sqlite3_errmsg(db_));
    }
    sqlite3_stmt* prepare(const char* sql) {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v2(db_, sql, -1, &statement, nullptr) != SQLITE_OK) fail(sqlite3_errmsg(db_));
        return statement;
    }

    const MadeUpRuns& made_up_;
    sqlite3* db_ = nullptr;
    sqlite3_stmt* page_ = nullptr;
};

/// Answers by that query, on a thread of its own.
class KeysetSource : public MadeUpRuns {
public:
    explicit KeysetSource(KeysetTable& table) : MadeUpRuns(all_runs), table_(table) {}

    void runs(RunQuery query, std::stop_token stop, std::function<void(Result<RunPage>)> done) override {
        thread_.post([this, query = std::move(query), stop, done = std::move(done)] {
            if (stop.stop_requested()) return done(Error{ErrorCode::cancelled, "stopped", {}});
            RunPage page;
            page.runs = table_.page(query.before ? query.before->text : std::string("~"), query.limit + 1);
            page.more = page.runs.size() > query.limit;
            if (page.more) page.runs.pop_back();
            if (page.more) page.next = page.runs.back().run;
            page.looked_at = page.runs.size();
            done(std::move(page));
        });
    }

private:
    KeysetTable& table_;
    test::AnswerThread thread_; ///< last: it ends before what its jobs use
};

template <class Ready>
void wait_until(const Ready& ready) {
    while (!ready()) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
}

void report(const char* figure, const std::vector<double>& steps, double bare_p95_ms) {
    std::printf("{\"bench\":\"run_table\",\"figure\":\"%s\",\"runs\":%llu,\"steps\":%zu,\"p50_ms\":%.3f,\"p95_ms\":%.3f,\"floor_keyset_p95_ms\":%.3f}\n", figure,
                static_cast<unsigned long long>(all_runs), steps.size(), at(steps, 0.5), at(steps, 0.95), bare_p95_ms);
    std::fflush(stdout);
}

/// Timed steps of a model.
class Steps {
public:
    explicit Steps(RunTableModel& model) : model_(model) {}

    void to_end(std::vector<double>& steps) {
        while (model_.has_older()) {
            const int before = model_.rowCount();
            const double begin = now_ms();
            model_.fetchMore({});
            wait_until([&] { return model_.rowCount() > before || !model_.has_older(); });
            steps.push_back(now_ms() - begin);
        }
    }

    void to_pages(int count, std::vector<double>& steps) {
        std::mt19937 random(7);
        for (int i = 0; i < count; ++i) {
            const int row = static_cast<int>(random() % static_cast<unsigned>(model_.rowCount() - 100));
            if (model_.index(row, 0).data(RunTableModel::loaded_role).toBool()) continue;
            const double begin = now_ms();
            model_.set_visible(row, row);
            wait_until([&] { return model_.index(row, 0).data(RunTableModel::loaded_role).toBool(); });
            steps.push_back(now_ms() - begin);
        }
    }

    template <class Prepare, class Jump>
    void jumps(int count, std::vector<double>& steps, const Prepare& prepare, const Jump& jump) {
        for (int i = 0; i < count; ++i) {
            prepare();
            bool began = false;
            const auto link = QObject::connect(&model_, &RunTableModel::began, &model_, [&began] { began = true; });
            const double begin = now_ms();
            jump();
            wait_until([&] { return began; });
            steps.push_back(now_ms() - begin);
            QObject::disconnect(link);
        }
    }

private:
    RunTableModel& model_;
};

void measure(KeysetSource& source, KeysetTable& table) {
    std::vector<double> bare;
    std::mt19937 random(7);
    for (int i = 0; i < 1000; ++i) {
        const std::string key = source.row(1000 + random() % (all_runs - 1000)).run.text;
        const double begin = now_ms();
        if (table.page(key, RunTableModel::page_rows).size() != RunTableModel::page_rows) fail("a page is short");
        bare.push_back(now_ms() - begin);
    }
    const double floor_ms = at(bare, 0.95);
    report("keyset_query", bare, floor_ms);

    test::FakeSource changes;
    ChangeFeed feed(changes);
    RunTableModel model(source, feed);
    const double before_mb = resident_mb();
    model.show({});
    wait_until([&] { return model.rowCount() > 0; });
    Steps walk(model);
    std::vector<double> grown;
    std::vector<double> again;
    std::vector<double> times;
    std::vector<double> ends;
    const double begin = now_ms();
    walk.to_end(grown);
    const double all_s = (now_ms() - begin) / 1000;
    if (model.rowCount() != static_cast<int>(all_runs)) fail("rows are missing");
    report("next_pages_to_10000_rows_each", grown, floor_ms);
    walk.to_pages(1000, again);
    report("page_that_was_let_go", again, floor_ms);
    const double model_mb = resident_mb() - before_mb;
    // The same with a view on all of them: what a page costs that comes at the end then.
    RunTableView view;
    view.resize(1200, 800);
    view.show();
    QCoreApplication::processEvents();
    const double view_begin = now_ms();
    view.show_runs(&model);
    QCoreApplication::processEvents();
    const double view_ms = now_ms() - view_begin;
    std::vector<double> painted;
    for (int i = 0; i < 300; ++i) {
        const double step = now_ms();
        view.verticalScrollBar()->setValue(static_cast<int>(random() % static_cast<unsigned>(view.verticalScrollBar()->maximum())));
        wait_until([&] { return model.index(view.rowAt(0), 0).data(RunTableModel::loaded_role).toBool(); });
        view.repaint();
        painted.push_back(now_ms() - step);
    }
    report("scroll_anywhere_with_view", painted, floor_ms);
    std::printf("{\"bench\":\"run_table\",\"figure\":\"memory\",\"runs\":%llu,\"known_in_s\":%.2f,\"model_mb\":%.1f,\"with_view_mb\":%.1f,\"view_opens_ms\":%.1f}\n",
                static_cast<unsigned long long>(all_runs), all_s, model_mb, resident_mb() - before_mb, view_ms);
    view.setModel(nullptr);
    const auto from_the_newest = [&] {
        model.show_newest();
        wait_until([&] { return !model.is_reading() && model.state() == LoadState::ready; });
    };
    walk.jumps(200, times, from_the_newest, [&] { model.show_time(source.row(1 + random() % all_runs).started); });
    report("go_to_a_time", times, floor_ms);
    walk.jumps(100, ends, from_the_newest, [&] { model.show_oldest(); });
    report("go_to_the_oldest", ends, floor_ms);
}

} // namespace

} // namespace orkestr::bench

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    using namespace orkestr::bench;
    const QTemporaryDir folder;
    const orkestr::test::MadeUpRuns made_up(all_runs);
    KeysetTable table(folder.filePath(QStringLiteral("runs.db")), made_up);
    KeysetSource source(table);
    measure(source, table);
    return 0;
}
