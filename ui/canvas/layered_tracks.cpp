#include "ui/canvas/layered_tracks.h"

#include "ui/canvas/as_index.h"
#include "ui/canvas/graph_index.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <queue>
#include <unordered_map>

namespace orkestr {

namespace {

/// Closer than this two vertical lines are one to the eye.
constexpr double same_line = 3;
constexpr std::size_t most_constraints_at_one_line = 64;

/// All pieces that share a track: those of one vertex.
struct Bus {
    double left = 0;
    double right = 0;
    int track = -1;
};

/// A vertical line of a bus, above or below its track.
struct End {
    double x = 0;
    int bus = 0;
    bool operator<(const End& other) const { return x < other.x || (x == other.x && bus < other.bus); }
    bool operator==(const End& other) const { return x == other.x && bus == other.bus; }
};

class Tracks {
public:
    Tracks(const std::vector<LayeredPiece>& pieces, const std::vector<double>& x) : pieces_(pieces), x_(x) {}

    LayeredTracks assign() {
        make_buses();
        find_constraints();
        place();
        LayeredTracks made;
        made.track.reserve(pieces_.size());
        for (const int bus : bus_of_) {
            const int track = bus < 0 ? LayeredTracks::straight : buses_[as_index(bus)].track;
            made.track.push_back(track);
            made.count = std::max(made.count, track + 1);
        }
        return made;
    }

private:
    double x(int vertex) const { return x_[as_index(vertex)]; }

    void make_buses() {
        std::unordered_map<int, int> leaving;
        std::unordered_map<int, int> entering;
        for (const LayeredPiece& piece : pieces_) {
            ++leaving[piece.above];
            ++entering[piece.below];
        }
        std::unordered_map<int, int> of_above;
        std::unordered_map<int, int> of_below;
        for (const LayeredPiece& piece : pieces_) {
            if (std::abs(x(piece.above) - x(piece.below)) < 0.5) {
                bus_of_.push_back(-1);
                continue;
            }
            const bool fork = leaving[piece.above] >= entering[piece.below];
            const auto [found, added] = fork ? of_above.try_emplace(piece.above, static_cast<int>(buses_.size()))
                                             : of_below.try_emplace(piece.below, static_cast<int>(buses_.size()));
            const double left = std::min(x(piece.above), x(piece.below));
            const double right = std::max(x(piece.above), x(piece.below));
            if (added) buses_.push_back({left, right});
            Bus& bus = buses_[as_index(found->second)];
            bus.left = std::min(bus.left, left);
            bus.right = std::max(bus.right, right);
            bus_of_.push_back(found->second);
            tops_.push_back({x(piece.above), found->second});
            bottoms_.push_back({x(piece.below), found->second});
        }
    }

    static void keep_each_end_once(std::vector<End>& ends) {
        std::sort(ends.begin(), ends.end());
        ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
    }

    /// Where a line comes down from above and another goes on down from there, the first one's track must be above.
    void find_constraints() {
        keep_each_end_once(tops_);
        keep_each_end_once(bottoms_);
        std::vector<int> first;
        std::vector<int> second;
        std::size_t begin = 0;
        for (const End& top : tops_) {
            while (begin < bottoms_.size() && bottoms_[begin].x < top.x - same_line) ++begin;
            std::size_t found = 0;
            for (std::size_t b = begin; b < bottoms_.size() && bottoms_[b].x <= top.x + same_line; ++b) {
                if (bottoms_[b].bus == top.bus) continue;
                if (++found > most_constraints_at_one_line) break;
                first.push_back(top.bus);
                second.push_back(bottoms_[b].bus);
            }
        }
        waits_for_.assign(buses_.size(), 0);
        for (const int bus : second) ++waits_for_[as_index(bus)];
        before_ = IndexLists(static_cast<int>(buses_.size()), first, second);
    }

    /// The topmost track that is free over the bus's width and below what must be above it. Of a ring of constraints the
    /// leftmost bus goes first.
    void place() {
        using Ready = std::pair<double, int>;
        std::priority_queue<Ready, std::vector<Ready>, std::greater<>> ready;
        std::vector<int> rest;
        for (int i = 0; i < static_cast<int>(buses_.size()); ++i) {
            if (waits_for_[as_index(i)] == 0) ready.emplace(buses_[as_index(i)].left, i);
            rest.push_back(i);
        }
        std::sort(rest.begin(), rest.end(), [this](int a, int b) {
            return std::pair(buses_[as_index(a)].left, a) < std::pair(buses_[as_index(b)].left, b);
        });
        least_.assign(buses_.size(), 0);
        std::size_t next = 0;
        while (true) {
            if (ready.empty()) {
                while (next < rest.size() && buses_[as_index(rest[next])].track >= 0) ++next;
                if (next == rest.size()) return;
                ready.emplace(0.0, rest[next]);
            }
            const int bus = ready.top().second;
            ready.pop();
            if (buses_[as_index(bus)].track >= 0) continue;
            put(bus);
            for (const int other : before_[bus]) {
                least_[as_index(other)] = std::max(least_[as_index(other)], buses_[as_index(bus)].track + 1);
                if (--waits_for_[as_index(other)] == 0) ready.emplace(buses_[as_index(other)].left, other);
            }
        }
    }

    void put(int number) {
        Bus& bus = buses_[as_index(number)];
        int track = std::min(least_[as_index(number)], most_tracks - 1);
        while (track + 1 < most_tracks && !is_free(track, bus)) ++track;
        bus.track = track;
        if (track >= static_cast<int>(taken_.size())) taken_.resize(as_index(track) + 1);
        taken_[as_index(track)].insert_or_assign(bus.left, bus.right);
    }

    bool is_free(int track, const Bus& bus) const {
        if (track >= static_cast<int>(taken_.size())) return true;
        const auto& taken = taken_[as_index(track)];
        const auto after = taken.upper_bound(bus.right + same_line);
        return after == taken.begin() || std::prev(after)->second < bus.left - same_line;
    }

    const std::vector<LayeredPiece>& pieces_;
    const std::vector<double>& x_;
    std::vector<int> bus_of_; ///< by piece; -1: straight
    std::vector<Bus> buses_;
    std::vector<End> tops_;
    std::vector<End> bottoms_;
    IndexLists before_; ///< by bus: those that must lie below it
    std::vector<int> waits_for_;
    std::vector<int> least_;
    std::vector<std::map<double, double>> taken_; ///< by track: right ends by left ends
};

} // namespace

LayeredTracks assign_tracks(const std::vector<LayeredPiece>& pieces, const std::vector<double>& x) { return Tracks(pieces, x).assign(); }

} // namespace orkestr
