// How many runs there are of each kind. A source answers in parts where it has to look at every run; the parts are added
// up as they come.
#pragma once

#include "core/ports/run_source.h"
#include "ui/viewmodels/answer_gate.h"
#include "ui/viewmodels/load_state.h"

#include <QObject>

#include <map>

namespace orkestr {

class RunGroupCount : public QObject {
    Q_OBJECT
public:
    /// Groups that are told apart while parts are added up; what more there is counts as others.
    static constexpr std::size_t most_groups = 10'000;

    /// The source outlives the count.
    explicit RunGroupCount(RunSource& source, QObject* parent = nullptr) : QObject(parent), source_(source) {}

    /// Counts anew. What was counted stays until the first part of this has come.
    void count(const Filter& filter, RunGrouping grouping);
    /// The same again, unless it is being counted or needs a scan; a count that was stopped is left.
    void recount();
    void stop();
    void go_on();

    const Filter& filter() const { return filter_; }
    RunGrouping grouping() const { return grouping_; }
    LoadState state() const { return state_; }
    const QString& message() const { return message_; }
    bool is_counting() const { return counting_; }
    bool is_stopped() const { return stopped_; }
    /// It took more than one part.
    bool is_scan() const { return parts_ > 1; }
    std::uint64_t looked_at() const { return looked_at_; }

    /// Most runs first, then by key.
    const std::vector<RunGroup>& groups() const { return groups_; }
    /// Runs of groups that are not told apart.
    std::uint64_t others() const { return others_; }
    std::uint64_t runs_of(std::string_view key) const;
    /// All of them.
    std::uint64_t total() const { return total_; }

Q_SIGNALS:
    void changed();

private:
    void ask();
    void took(Result<RunGroups> part);
    void add(const RunGroups& part);
    void sum_up();

    RunSource& source_;
    Filter filter_;
    RunGrouping grouping_ = RunGrouping::status;
    Instant now_;
    std::map<std::string, std::uint64_t, std::less<>> counted_;
    std::uint64_t others_counted_ = 0;
    std::vector<RunGroup> groups_;
    std::uint64_t others_ = 0;
    std::uint64_t total_ = 0;
    std::optional<RunId> next_;
    std::uint64_t looked_at_ = 0;
    int parts_ = 0;
    bool counting_ = false;
    bool stopped_ = false;
    LoadState state_ = LoadState::idle;
    QString message_;
    AnswerGate gate_{this};
};

} // namespace orkestr
