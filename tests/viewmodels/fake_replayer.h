// Replays in memory: six runs, of which the third differs by every definition but its own, and the fifth can't be replayed.
#pragma once

#include "core/ports/run_replayer.h"
#include "tests/viewmodels/fake_source.h"

#include <QString>

#include <algorithm>

namespace orkestr::test {

/// Answers from a thread of its own, as far as the test lets it.
class FakeReplayer : public RunReplayer {
public:
    void replay(ReplayRequest request, std::stop_token stop, std::function<void(const ReplayCell&)> cell,
                std::function<void(const ReplayProgress&)> progress, std::function<void(Result<ReplayTotals>)> done) override {
        asked.push_back(request);
        const std::size_t columns = std::max<std::size_t>(1, request.definitions.size());
        thread_.post([=, this] {
            ReplayTotals totals;
            for (std::size_t row = 0; row < rows; ++row) {
                for (std::size_t column = 0; column < columns; ++column) {
                    if (stop.stop_requested()) return done(Error{ErrorCode::cancelled, "stopped", {}});
                    const ReplayCell made = judge(row, column);
                    totals.diverging += made.outcome == ReplayCell::Outcome::diverges ? 1 : 0;
                    totals.impossible += made.outcome == ReplayCell::Outcome::impossible ? 1 : 0;
                    totals.redacted += made.reason == ReplayCell::Reason::redacted ? 1 : 0;
                    totals.compared += made.compared;
                    cell(made);
                }
                progress({row + 1, rows, row + 1, totals.diverging, totals.impossible});
                ++totals.runs;
            }
            if (failure) done(*failure);
            else done(totals);
        });
    }

    ReplayCell judge(std::size_t row, std::size_t column) const {
        ReplayCell cell;
        cell.definition = column;
        cell.run.run = RunId{QStringLiteral("01J%1").arg(static_cast<int>(row + 1), 23, 10, QLatin1Char('0')).toStdString()};
        cell.run.ns = "shop";
        cell.run.name = "order";
        cell.run.version = "1.0.0";
        cell.events = cell.compared = 10;
        if (row == 2 && column > 0) {
            cell.outcome = ReplayCell::Outcome::diverges;
            cell.seq = 7;
            cell.task = "charge";
            cell.expected = R"({"seq":7,"type":"task.started"})";
            cell.actual = R"({"seq":7,"type":"task.faulted"})";
            cell.message = "another event is decided";
        }
        if (row == 4) {
            cell.outcome = ReplayCell::Outcome::impossible;
            cell.reason = ReplayCell::Reason::redacted;
            cell.message = "its input was taken out";
            cell.compared = 7;
            cell.unjudged = 3;
            cell.unjudged_steps = {"/do/0/check", "/do/1/charge"};
        }
        return cell;
    }

    std::size_t rows = 6;
    std::optional<Error> failure;
    std::vector<ReplayRequest> asked;
    AnswerThread thread_;
};

} // namespace orkestr::test
