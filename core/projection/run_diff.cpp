#include "core/projection/run_diff.h"

#include "core/projection/order_change.h"
#include "core/projection/payload_comparison.h"

#include <algorithm>
#include <limits>
#include <string_view>
#include <tuple>

namespace orkestr {

namespace {

constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
constexpr const char* open_status = "running";

std::string quoted(std::string_view text) {
    std::string out;
    append_json_string(out, text);
    return out;
}

/// Where a difference stands among all: by the smaller of its places in the two runs, then by the larger; of what begins at
/// one place, what explains the rest is first.
struct DiffPlace {
    std::uint32_t least = none;
    std::uint32_t most = none;
    std::uint8_t rank = 0;
    auto operator<=>(const DiffPlace&) const = default;
};

std::uint8_t rank_of(StepAspect aspect) {
    if (aspect == StepAspect::attempts) return 0;
    return aspect == StepAspect::status ? 1 : 2;
}

DiffPlace place_of(const TraceItem* a, const TraceItem* b, StepAspect aspect) {
    const std::uint32_t in_a = a ? a->place : b->place;
    const std::uint32_t in_b = b ? b->place : in_a;
    // Of two that changed places the one that a came to first is named.
    const bool is_order = aspect == StepAspect::began || aspect == StepAspect::ended;
    return {std::min(in_a, in_b), is_order && in_a < in_b ? in_a : std::max(in_a, in_b), rank_of(aspect)};
}

struct PlacedChange {
    DiffPlace place;
    RunChange change;
};

/// What was found of one step, of a or of b alone.
struct StepFinding {
    std::vector<PlacedChange> changes;
    std::uint32_t aspects = 0;
    std::uint64_t more = 0;
    std::uint64_t redacted = 0;
    bool unread = false;
};

class RunComparer {
public:
    RunComparer(const RunTrace& a, const RunTrace& b, const TaskAlignment& tasks, const TracePayload& payload_a, const TracePayload& payload_b,
                const RunDiffOptions& options, std::stop_token stop)
        : a_(a), b_(b), tasks_(tasks), payloads_(a, b, tasks, payload_a, payload_b, options.limits), options_(options), stop_(std::move(stop)) {}

    Result<RunDiff> run() {
        align();
        read_texts();
        for (std::uint32_t i = 0; i < a_.steps.size(); ++i)
            if (b_of_[i] != none) compare_step(i, b_of_[i]);
        for (std::uint32_t i = 0; i < a_.steps.size(); ++i)
            if (b_of_[i] == none) whole_step(i, true);
        for (std::uint32_t j = 0; j < b_.steps.size(); ++j)
            if (a_of_[j] == none) whole_step(j, false);
        if (auto looked = look_into_payloads(); !looked) return looked.error();
        if (options_.order) compare_orders();
        if (stop_.stop_requested()) return Error{ErrorCode::cancelled, "the comparison was stopped", {}};
        gather();
        return std::move(diff_);
    }

private:
    struct PendingPayload {
        std::uint32_t step = 0; ///< of a
        StepAspect aspect = StepAspect::output;
        std::uint32_t number = 0;
        bool numbered = false;
        std::uint32_t a = 0; ///< items; 0: none
        std::uint32_t b = 0;
    };
    using Items = std::array<std::vector<std::uint32_t>, step_aspects>;

    void align() {
        b_of_.assign(a_.steps.size(), none);
        a_of_.assign(b_.steps.size(), none);
        b_of_[0] = a_of_[0] = 0;
        std::unordered_map<std::string_view, std::uint32_t> known;
        for (std::uint32_t j = 1; j < b_.steps.size(); ++j) {
            const std::string key = tasks_.is_identity() ? std::string() : tasks_.key_in_a(b_.steps[j].key);
            const std::string_view wanted = tasks_.is_identity() ? std::string_view(b_.steps[j].key) : std::string_view(key);
            // As far as both went the same way, they stand at the same place.
            if (known.empty() && j < a_.steps.size() && a_.steps[j].key == wanted) {
                b_of_[j] = a_of_[j] = j;
                continue;
            }
            if (known.empty()) {
                known.reserve(a_.steps.size());
                for (std::uint32_t i = 1; i < a_.steps.size(); ++i) known.emplace(a_.steps[i].key, i);
            }
            const auto at = known.find(wanted);
            if (at == known.end() || b_of_[at->second] != none) continue;
            b_of_[at->second] = j;
            a_of_[j] = at->second;
        }
    }

    /// Words of b by their numbers in a.
    void read_texts() {
        std::unordered_map<std::string_view, std::uint32_t> known;
        for (std::uint32_t i = 0; i < a_.texts.size(); ++i) known.emplace(a_.texts[i], i);
        for (const auto& text : b_.texts) {
            const auto at = known.find(text);
            text_in_a_.push_back(at == known.end() ? none : at->second);
        }
    }

    const TraceItem* item_a(std::uint32_t index) const { return index == 0 ? nullptr : &a_.items[index]; }
    const TraceItem* item_b(std::uint32_t index) const { return index == 0 ? nullptr : &b_.items[index]; }

    /// Alike or not, some of what was recorded is not there.
    bool is_taken_out(const TraceItem& a, const TraceItem& b) const {
        return (!a_.taken_out.empty() && a.holder != 0 && a_.taken_out.contains(a.holder)) || (!b_.taken_out.empty() && b.holder != 0 && b_.taken_out.contains(b.holder));
    }

    /// Nothing differs, so far as can be told without looking into anything.
    bool same_items(std::uint32_t i, std::uint32_t j) const {
        auto x = a_.steps[i].first_item, y = b_.steps[j].first_item;
        for (; x != 0 && y != 0; x = a_.items[x].next, y = b_.items[y].next) {
            const TraceItem &one = a_.items[x], &other = b_.items[y];
            if (is_taken_out(one, other)) return false;
            if (one.aspect != other.aspect || one.content != other.content || one.text != (one.aspect == StepAspect::attempts ? other.text : text_in_a_[other.text])) return false;
        }
        return x == 0 && y == 0;
    }

    static void list(const RunTrace& trace, std::uint32_t step, Items& items) {
        for (auto& one : items) one.clear();
        for (auto at = trace.steps[step].first_item; at != 0; at = trace.items[at].next) items[static_cast<std::size_t>(trace.items[at].aspect)].push_back(at);
    }

    void compare_step(std::uint32_t i, std::uint32_t j) {
        if (same_items(i, j)) return;
        list(a_, i, items_a_);
        list(b_, j, items_b_);
        const bool only_output = a_.steps[i].result_is_output && b_.steps[j].result_is_output;
        for (const auto aspect : {StepAspect::input, StepAspect::request, StepAspect::items, StepAspect::received, StepAspect::result, StepAspect::context,
                                  StepAspect::output, StepAspect::error})
            if (aspect != StepAspect::result || !only_output) payloads(i, aspect);
        compare_attempts(i);
        compare_words(i, StepAspect::chosen);
        compare_words(i, StepAspect::status);
    }

    void payloads(std::uint32_t step, StepAspect aspect) {
        const auto &in_a = items_a_[static_cast<std::size_t>(aspect)], &in_b = items_b_[static_cast<std::size_t>(aspect)];
        const std::size_t count = std::max(in_a.size(), in_b.size());
        for (std::size_t n = 0; n < count; ++n) {
            const std::uint32_t x = n < in_a.size() ? in_a[n] : 0, y = n < in_b.size() ? in_b[n] : 0;
            if (x != 0 && y != 0 && a_.items[x].content == b_.items[y].content && !is_taken_out(a_.items[x], b_.items[y])) continue;
            pending_.push_back({step, aspect, static_cast<std::uint32_t>(n), count > 1 || aspect == StepAspect::received, x, y});
        }
    }

    void compare_attempts(std::uint32_t step) {
        const auto &in_a = items_a_[static_cast<std::size_t>(StepAspect::attempts)], &in_b = items_b_[static_cast<std::size_t>(StepAspect::attempts)];
        const std::uint32_t count_a = in_a.empty() ? 1 : a_.items[in_a.back()].text, count_b = in_b.empty() ? 1 : b_.items[in_b.back()].text;
        if (count_a == count_b) return;
        const std::size_t both = std::min(in_a.size(), in_b.size());
        const TraceItem* x = in_a.size() > both ? &a_.items[in_a[both]] : nullptr;
        const TraceItem* y = in_b.size() > both ? &b_.items[in_b[both]] : nullptr;
        if (!x && !y) x = &a_.items[in_a.back()], y = &b_.items[in_b.back()];
        add(step, StepAspect::attempts, x, y, std::to_string(count_a), std::to_string(count_b));
    }

    void compare_words(std::uint32_t step, StepAspect aspect) {
        const auto &in_a = items_a_[static_cast<std::size_t>(aspect)], &in_b = items_b_[static_cast<std::size_t>(aspect)];
        const TraceItem *x = in_a.empty() ? nullptr : &a_.items[in_a.back()], *y = in_b.empty() ? nullptr : &b_.items[in_b.back()];
        if (!x && !y) return;
        const std::string* word_a = x ? &a_.texts[x->text] : nullptr;
        const std::string* word_b = y ? &b_.texts[y->text] : nullptr;
        if (word_a && word_b && *word_a == *word_b) return;
        const auto shown = [&](const std::string* word) -> std::optional<std::string> {
            if (word) return word->empty() ? "null" : quoted(*word);
            return aspect == StepAspect::status ? std::optional(quoted(open_status)) : std::nullopt;
        };
        add(step, aspect, x, y, shown(word_a), shown(word_b));
        if (aspect != StepAspect::status) return;
        // What a step came to is known as soon as its output or its error is.
        DiffPlace& place = findings_[step].changes.back().place;
        const auto earlier = [&](const RunTrace& trace, const Items& items) {
            for (const auto early : {StepAspect::result, StepAspect::error, StepAspect::output})
                for (const auto index : items[static_cast<std::size_t>(early)]) place.least = std::min(place.least, trace.items[index].place);
        };
        if (x && y) {
            earlier(a_, items_a_);
            earlier(b_, items_b_);
        }
        place.most = place.least;
    }

    void add(std::uint32_t slot, StepAspect aspect, const TraceItem* x, const TraceItem* y, std::optional<std::string> a, std::optional<std::string> b) {
        add(slot, {aspect, false, path_of(aspect), std::move(a), std::move(b), x ? x->seq : 0, y ? y->seq : 0}, place_of(x, y, aspect));
    }
    void add(std::uint32_t slot, RunChange change, DiffPlace place) {
        StepFinding& finding = findings_[slot];
        // What the run came to is because of something in it.
        if (slot == 0) place.rank = static_cast<std::uint8_t>(place.rank + 5);
        finding.aspects |= 1u << static_cast<unsigned>(change.aspect);
        finding.changes.push_back({place, std::move(change)});
    }

    void whole_step(std::uint32_t step, bool of_a) {
        const RunTrace& trace = of_a ? a_ : b_;
        const std::uint32_t began = trace.steps[step].first_item;
        std::string status = open_status;
        for (auto at = began; at != 0; at = trace.items[at].next)
            if (trace.items[at].aspect == StepAspect::status) status = trace.texts[trace.items[at].text];
        RunChange change;
        change.whole_step = true;
        change.path = "$";
        (of_a ? change.a : change.b) = quoted(status);
        (of_a ? change.seq_a : change.seq_b) = trace.steps[step].first_seq;
        add(of_a ? step : b_slot(step), std::move(change), {began, began, static_cast<std::uint8_t>(of_a ? 3 : 4)});
    }
    std::uint32_t b_slot(std::uint32_t step) const { return static_cast<std::uint32_t>(a_.steps.size()) + step; }

    Result<void> look_into_payloads() {
        std::stable_sort(pending_.begin(), pending_.end(), [&](const PendingPayload& x, const PendingPayload& y) {
            return (x.a ? a_.items[x.a].seq : b_.items[x.b].seq) < (y.a ? a_.items[y.a].seq : b_.items[y.b].seq);
        });
        for (const PendingPayload& one : pending_) {
            if (stop_.stop_requested()) return Error{ErrorCode::cancelled, "the comparison was stopped", {}};
            const TraceItem *x = item_a(one.a), *y = item_b(one.b);
            const auto changes = payloads_.compare(x, y);
            if (!changes) return changes.error();
            take(one, x, y, **changes);
        }
        return {};
    }
    void take(const PendingPayload& one, const TraceItem* x, const TraceItem* y, const PayloadChanges& changes) {
        diff_.redacted += changes.redacted;
        if (changes.redacted > 0) findings_[one.step].redacted += changes.redacted;
        if (changes.changes.empty()) return;
        const std::string root = path_of(one.aspect) + (one.numbered ? "[" + std::to_string(one.number) + "]" : "");
        StepFinding& finding = findings_[one.step];
        finding.more += changes.more;
        finding.unread = finding.unread || changes.unread;
        diff_.unread += changes.unread ? 1 : 0;
        for (const PayloadChange& change : changes.changes) {
            if (finding.changes.size() >= options_.limits.changes_of_step || (changes_ >= options_.limits.changes && !finding.changes.empty())) {
                finding.more += 1;
                continue;
            }
            ++changes_;
            add(one.step, {one.aspect, false, root + change.path, change.a, change.b, x ? x->seq : 0, y ? y->seq : 0}, place_of(x, y, one.aspect));
        }
        finding.aspects |= 1u << static_cast<unsigned>(one.aspect);
    }

    /// Items of a, and those of b that stand for them, of the steps of one parent.
    using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

    void compare_orders() {
        std::unordered_map<std::uint32_t, std::pair<Pairs, Pairs>> by_parent;
        for (std::uint32_t i = 1; i < a_.steps.size(); ++i) {
            const std::uint32_t j = b_of_[i];
            if (j == none) continue;
            auto& [began, ended] = by_parent[a_.steps[i].parent];
            began.emplace_back(a_.steps[i].first_item, b_.steps[j].first_item);
            const std::uint32_t x = end_of(a_, i), y = end_of(b_, j);
            if (x != 0 && y != 0) ended.emplace_back(x, y);
        }
        for (auto& [parent, orders] : by_parent) {
            compare_order(StepAspect::began, std::move(orders.first));
            compare_order(StepAspect::ended, std::move(orders.second));
        }
    }
    static std::uint32_t end_of(const RunTrace& trace, std::uint32_t step) {
        const std::uint32_t last = trace.steps[step].last_item;
        return last != 0 && trace.items[last].aspect == StepAspect::status ? last : 0;
    }
    void compare_order(StepAspect aspect, Pairs pairs) {
        std::sort(pairs.begin(), pairs.end());
        if (std::is_sorted(pairs.begin(), pairs.end(), [](const auto& x, const auto& y) { return x.second < y.second; })) return;
        std::vector<std::uint32_t> by_b(pairs.size());
        for (std::uint32_t i = 0; i < by_b.size(); ++i) by_b[i] = i;
        std::sort(by_b.begin(), by_b.end(), [&](std::uint32_t x, std::uint32_t y) { return pairs[x].second < pairs[y].second; });
        std::vector<std::uint32_t> ranks(pairs.size());
        for (std::uint32_t i = 0; i < by_b.size(); ++i) ranks[by_b[i]] = i;
        const auto key = [](const RunTrace& trace, std::uint32_t item) { return quoted(trace.steps[trace.items[item].step].key); };
        for (const std::uint32_t at : moved_positions(ranks)) {
            const TraceItem &x = a_.items[pairs[at].first], &y = b_.items[pairs[at].second];
            const std::uint32_t rank = ranks[at];
            add(x.step, aspect, &x, &y, at == 0 ? "null" : key(a_, pairs[at - 1].first), rank == 0 ? "null" : key(b_, pairs[by_b[rank - 1]].second));
        }
    }

    void gather() {
        // b's own steps stand behind the one before them.
        std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> behind;
        std::uint32_t anchor = 0;
        for (std::uint32_t j = 1; j < b_.steps.size(); ++j) {
            if (a_of_[j] != none) anchor = a_of_[j];
            else behind[anchor].push_back(j);
        }
        for (std::uint32_t i = 0; i < a_.steps.size(); ++i) {
            put(i, b_of_[i]);
            if (const auto at = behind.find(i); at != behind.end())
                for (const std::uint32_t j : at->second) put(none, j);
        }
        diff_.equal = !diff_.first;
        if (diff_.first) task_of(*diff_.first).first = true;
    }

    void put(std::uint32_t i, std::uint32_t j) {
        StepDiff step = outline(i, j);
        StepFinding finding;
        if (const auto at = findings_.find(i != none ? i : b_slot(j)); at != findings_.end()) finding = std::move(at->second);
        auto& found = finding.changes;
        std::stable_sort(found.begin(), found.end(), [](const PlacedChange& x, const PlacedChange& y) { return x.place < y.place; });
        if (step.kind == StepDiff::Kind::equal && !found.empty()) step.kind = StepDiff::Kind::differs;
        step.aspects = i == none || j == none ? 0 : finding.aspects;
        step.redacted = finding.redacted;
        step.unread = finding.unread;
        step.more_changes = finding.more;
        const bool is_first = !found.empty() && (!diff_.first || found.front().place < first_);
        if (is_first) first_ = found.front().place;
        for (auto& one : found) step.changes.push_back(std::move(one.change));
        count(step);
        if (step.kind == StepDiff::Kind::equal && diff_.steps.size() >= options_.limits.steps) {
            ++diff_.left_out;
            return;
        }
        if (is_first) diff_.first = diff_.steps.size();
        diff_.steps.push_back(std::move(step));
    }

    StepDiff outline(std::uint32_t i, std::uint32_t j) const {
        StepDiff step;
        if (i == none || j == none) step.kind = i == none ? StepDiff::Kind::only_b : StepDiff::Kind::only_a;
        const auto lasted = [](const TraceStep& one) -> std::optional<Duration> {
            return one.started && one.ended ? std::optional(*one.ended - *one.started) : std::nullopt;
        };
        if (i != none) {
            const TraceStep& one = a_.steps[i];
            step.key_a = one.key, step.task_a = a_.texts[one.task], step.a = one.id, step.first_a = one.first_seq, step.duration_a = lasted(one);
        }
        if (j != none) {
            const TraceStep& one = b_.steps[j];
            step.key_b = one.key, step.task_b = b_.texts[one.task], step.b = one.id, step.first_b = one.first_seq, step.duration_b = lasted(one);
        }
        return step;
    }

    void count(const StepDiff& step) {
        if (step.task().empty()) return;
        switch (step.kind) {
        case StepDiff::Kind::equal: ++diff_.equal_steps; break;
        case StepDiff::Kind::differs: ++diff_.differing_steps; break;
        case StepDiff::Kind::only_a: ++diff_.only_a; break;
        case StepDiff::Kind::only_b: ++diff_.only_b; break;
        }
        TaskDiff& task = task_of(step);
        if (!step.task_a.empty()) task.task_a = step.task_a;
        if (!step.task_b.empty()) task.task_b = step.task_b;
        task.equal += step.kind == StepDiff::Kind::equal ? 1 : 0;
        task.differing += step.kind == StepDiff::Kind::differs ? 1 : 0;
        task.only_a += step.kind == StepDiff::Kind::only_a ? 1 : 0;
        task.only_b += step.kind == StepDiff::Kind::only_b ? 1 : 0;
        task.aspects |= step.aspects;
        task.redacted += step.redacted;
        task.busy_a_ms += step.duration_a ? step.duration_a->ms : 0;
        task.busy_b_ms += step.duration_b ? step.duration_b->ms : 0;
    }
    TaskDiff& task_of(std::size_t step) { return task_of(diff_.steps[step]); }
    TaskDiff& task_of(const StepDiff& step) {
        std::string name = step.task_a.empty() ? tasks_.in_a(step.task_b) : step.task_a;
        if (name.empty()) name = '\x01' + step.task_b;
        const auto [at, fresh] = task_numbers_.try_emplace(std::move(name), diff_.tasks.size());
        if (fresh) {
            diff_.tasks.emplace_back();
            // Each graph shows what the other run did there alone.
            diff_.tasks.back().task_a = step.task_a.empty() ? tasks_.in_a(step.task_b) : step.task_a;
            diff_.tasks.back().task_b = step.task_b.empty() ? tasks_.in_b(step.task_a) : step.task_b;
        }
        return diff_.tasks[at->second];
    }

    const RunTrace& a_;
    const RunTrace& b_;
    const TaskAlignment& tasks_;
    PayloadComparison payloads_;
    const RunDiffOptions& options_;
    std::stop_token stop_;
    std::vector<std::uint32_t> b_of_; ///< by steps of a; none: it is in a alone
    std::vector<std::uint32_t> a_of_;
    std::vector<std::uint32_t> text_in_a_;
    Items items_a_;
    Items items_b_;
    std::vector<PendingPayload> pending_;
    std::unordered_map<std::uint32_t, StepFinding> findings_; ///< by step of a, or b_slot()
    std::unordered_map<std::string, std::size_t> task_numbers_;
    std::size_t changes_ = 0;
    DiffPlace first_;
    RunDiff diff_;
};

JsonValue parsed_or_null(const std::optional<std::string>& json) { return json ? JsonValue::of(Json::trusted(*json)) : JsonValue(); }

JsonValue change_json(const RunChange& change) {
    return JsonValue::object({{"path", change.path}, {"a", parsed_or_null(change.a)}, {"b", parsed_or_null(change.b)},
                              {"seq_a", change.seq_a == 0 ? JsonValue() : JsonValue(change.seq_a)}, {"seq_b", change.seq_b == 0 ? JsonValue() : JsonValue(change.seq_b)}});
}

JsonValue difference_json(const StepDiff& step) {
    static constexpr const char* kinds[] = {"equal", "differs", "only_a", "only_b"};
    JsonArray aspects, changes;
    for (std::size_t i = 0; i < step_aspects; ++i)
        if (step.differs_in(static_cast<StepAspect>(i))) aspects.emplace_back(to_string(static_cast<StepAspect>(i)));
    for (const RunChange& change : step.changes) changes.push_back(change_json(change));
    const auto ms = [](const std::optional<Duration>& duration) { return duration ? JsonValue(duration->ms) : JsonValue(); };
    JsonValue out = JsonValue::object({{"step", step.key()}, {"task", step.task().empty() ? JsonValue() : JsonValue(step.task())},
                                       {"difference", kinds[static_cast<std::size_t>(step.kind)]}, {"in", std::move(aspects)}, {"changes", std::move(changes)},
                                       {"more", step.more_changes}, {"duration_ms", JsonValue::object({{"a", ms(step.duration_a)}, {"b", ms(step.duration_b)}})}});
    if (!step.key_b.empty() && step.key_b != step.key()) out.set("step_b", step.key_b);
    if (step.redacted > 0) out.set("redacted", step.redacted);
    return out;
}

} // namespace

JsonValue RunDiff::to_value() const {
    JsonValue out = JsonValue::object({{"equal", verdict() ? JsonValue(equal) : JsonValue()}, {"first", JsonValue()}});
    if (const RunChange* change = first_change())
        out.set("first", JsonValue::object({{"step", first_step()->key()}, {"path", change->path}, {"a", parsed_or_null(change->a)}, {"b", parsed_or_null(change->b)}}));
    JsonArray differing;
    for (const StepDiff& step : steps)
        if (step.kind != StepDiff::Kind::equal) differing.push_back(difference_json(step));
    out.set("steps", std::move(differing));
    if (redacted > 0) out.set("redacted", redacted);
    if (unread > 0) out.set("unread", unread);
    return out;
}

Result<RunDiff> compare_runs(const RunTrace& a, const RunTrace& b, const TaskAlignment& tasks, const TracePayload& payload_a, const TracePayload& payload_b,
                             const RunDiffOptions& options, std::stop_token stop) {
    return RunComparer(a, b, tasks, payload_a, payload_b, options, std::move(stop)).run();
}

} // namespace orkestr
