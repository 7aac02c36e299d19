// At which events the value at a path became another: goes once through the changes of the data that the path looks at,
// then goes on with what is new. One thread.
//
// Where something that the path may look at was taken out of the history, each event that gives the value anew may have
// changed it, and is one of them.
#pragma once

#include "core/projection/moment_data.h"
#include "core/projection/taken_out_places.h"

#include <stop_token>

namespace orkestr {

/// What is known of a change.
struct ChangeMark {
    bool before_redacted = false; ///< some of the value before it was taken out
    bool after_redacted = false;
    bool certain = true;          ///< it was one, whatever was taken out
};

class ChangeIndex {
public:
    explicit ChangeIndex(DataPath path) : path_(std::move(path)) {}

    const DataPath& path() const { return path_; }
    /// Errors: as MomentData::place; cancelled, then called again it goes on; what reading payloads says.
    Result<void> extend(MomentData& data, TakenOutPlaces& taken_out, std::stop_token stop);
    /// Ascending.
    const std::vector<std::uint32_t>& events() const { return events_; }
    /// Of one of events().
    ChangeMark mark(std::uint32_t seq) const;
    const DataPlace& place() const { return place_; }

private:
    struct Found {
        std::vector<Json> values;        ///< what the path selects
        std::vector<PlaceTokens> hidden; ///< where it may select what was taken out
        bool operator==(const Found&) const = default;
    };
    struct Follower {
        std::size_t next = 0;      ///< entry of the slot
        std::uint64_t origin = 0;  ///< of the last one
        Found last;
    };
    struct Turn {
        std::uint32_t seq;
        std::uint32_t slot;
    };
    struct Seen {
        bool changed = false;
        ChangeMark mark;
    };
    Result<void> look_up(const MomentData& data);
    std::vector<Turn> turns_of(const MomentData& data) const;
    Result<Seen> follow(MomentData& data, TakenOutPlaces& taken_out, std::size_t slot);
    Found first_found() const;
    static Seen seen(const Found& before, const Found& after, bool given_anew);
    void put(std::uint32_t seq, const ChangeMark& mark);

    DataPath path_;
    DataPlace place_;
    bool placed_ = false;
    std::vector<Follower> followers_; ///< by slot
    std::vector<std::uint32_t> events_;
    std::vector<std::pair<std::uint32_t, ChangeMark>> marks_; ///< of those where something was taken out, ascending
};

} // namespace orkestr
