#include "ui/viewmodels/bulk_action.h"

#include "ui/viewmodels/text.h"

#include <QDateTime>

#include <algorithm>

namespace orkestr {

namespace {

constexpr std::uint32_t gathered_page = 2000;

template <class Id>
RunId run_of_id(const Id& id) {
    return RunId{std::string(id.begin(), std::find(id.begin(), id.end(), '\0'))};
}

} // namespace

BulkAction::BulkAction(BulkKind kind, RunSource& source, RunControl* control, QObject* parent)
    : QObject(parent), kind_(kind), source_(source), control_(control) {}

void BulkAction::gather(RunPick pick, const Filter& filter, Instant now) {
    filter_ = filter;
    now_ = now;
    pick_ = std::move(pick);
    expected_ = pick_.runs.size();
    for (const RunPick::Part& part : pick_.parts) expected_ += static_cast<std::uint64_t>(part.last - part.first + 1);
    if (expected_ > most_runs) return fail(tr("At most %Ln run(s) can be done at once. Choose fewer.", nullptr, static_cast<int>(most_runs)));
    for (const RunRow& row : std::exchange(pick_.runs, {})) add(row);
    gather_part();
}

/// The selected rows of the next page that the table does not hold any more.
void BulkAction::gather_part() {
    if (part_ == pick_.parts.size()) return finish_gathering();
    part_rows_.clear();
    next_ = pick_.parts[part_].before;
    ask_part();
}

void BulkAction::ask_part() {
    RunQuery query;
    query.filter = filter_;
    query.now = now_;
    query.before = next_;
    query.limit = static_cast<std::uint32_t>(std::clamp(pick_.parts[part_].rows, 1, 10'000));
    const auto ticket = gate_.join();
    source_.runs(query, ticket.stop(), ticket.deliver<RunPage>([this](Result<RunPage> page) { take_part(std::move(page)); }));
}

void BulkAction::take_part(Result<RunPage> page) {
    if (!page) return fail(to_qt(page.error().message));
    const RunPick::Part& part = pick_.parts[part_];
    bool passed = !page->more;
    for (RunRow& row : page->runs) {
        if (!part.end.empty() && row.run < part.end) passed = true;
        else part_rows_.push_back(std::move(row));
    }
    if (page->next && !part.end.empty() && *page->next <= part.end) passed = true;
    if (!passed && page->next && static_cast<int>(part_rows_.size()) <= part.last) {
        next_ = page->next;
        return ask_part();
    }
    for (int i = part.first; i <= part.last && i < static_cast<int>(part_rows_.size()); ++i) add(part_rows_[static_cast<std::size_t>(i)]);
    ++part_;
    Q_EMIT changed();
    gather_part();
}

void BulkAction::gather_all(const Filter& filter, std::uint64_t expected) {
    is_all_ = true;
    filter_ = filter;
    now_ = Instant{QDateTime::currentMSecsSinceEpoch()};
    expected_ = expected;
    next_.reset();
    gather_page();
}

void BulkAction::gather_page() {
    RunQuery query;
    query.filter = filter_;
    query.now = now_;
    query.before = next_;
    query.limit = gathered_page;
    const auto ticket = gate_.join();
    source_.runs(query, ticket.stop(), ticket.deliver<RunPage>([this](Result<RunPage> page) { take_page(std::move(page)); }));
}

void BulkAction::take_page(Result<RunPage> page) {
    if (!page) return fail(to_qt(page.error().message));
    for (const RunRow& row : page->runs) add(row);
    if (runs_.size() > most_runs) return fail(tr("More than %Ln run(s) match. Narrow the filter.", nullptr, static_cast<int>(most_runs)));
    if (!page->more || !page->next) return finish_gathering();
    next_ = page->next;
    Q_EMIT changed();
    gather_page();
}

void BulkAction::add(const RunRow& row) {
    ++seen_;
    if (kind_ == BulkKind::cancel && !row.open()) return;
    Id id{};
    std::copy_n(row.run.text.begin(), std::min(row.run.text.size(), id.size()), id.begin());
    runs_.push_back(id);
    ++statuses_[row.status];
    if (listed_.size() < most_listed) listed_.push_back(row);
}

void BulkAction::finish_gathering() {
    stage_ = Stage::ready;
    expected_ = seen_;
    Q_EMIT changed();
}

void BulkAction::fail(const QString& message) {
    gate_.drop();
    stage_ = Stage::failed;
    message_ = message;
    Q_EMIT changed();
}

std::vector<RunId> BulkAction::runs() const {
    std::vector<RunId> all;
    all.reserve(runs_.size());
    for (const Id& id : runs_) all.push_back(run_of_id(id));
    return all;
}

void BulkAction::start(const Author& author) {
    if (stage_ != Stage::ready || !control_ || is_done_elsewhere(kind_)) return;
    author_ = author;
    stage_ = Stage::working;
    Q_EMIT changed();
    for (int i = 0; i < at_once; ++i) do_next();
    if (runs_.empty()) {
        stage_ = Stage::done;
        Q_EMIT changed();
    }
}

void BulkAction::do_next() {
    if (stopped_ || begun_ == runs_.size()) return;
    const std::size_t index = begun_++;
    ++under_way_;
    const RunId run = run_of_id(runs_[index]);
    const auto ticket = gate_.join();
    if (kind_ == BulkKind::cancel) {
        control_->steer(run, Steering::cancel, author_, ticket.deliver<void>([this, index](Result<void> done) {
            take_done(index, done ? nullptr : &done.error());
        }));
        return;
    }
    AgainRequest request;
    request.run = run;
    request.author = author_;
    control_->again(std::move(request), ticket.deliver<RunId>([this, index](Result<RunId> made) { take_done(index, made ? nullptr : &made.error()); }));
}

void BulkAction::take_done(std::size_t index, const Error* error) {
    --under_way_;
    if (!error) ++done_;
    else ++failed_;
    if (error && failures_.size() < most_failures)
        failures_.push_back({run_of_id(runs_[index]), index < listed_.size() ? listed_[index].name : std::string(), error->message});
    do_next();
    if (under_way_ == 0 && (stopped_ || begun_ == runs_.size())) stage_ = Stage::done;
    Q_EMIT changed();
}

void BulkAction::stop() {
    stopped_ = true;
    if (stage_ == Stage::gathering) return fail(tr("Stopped. Nothing was done."));
    if (stage_ == Stage::working && under_way_ == 0) stage_ = Stage::done;
    Q_EMIT changed();
}

} // namespace orkestr
