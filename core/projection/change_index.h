// At which events the value at a path became another: goes once through the changes of the data that the path looks at,
// then goes on with what is new. One thread.
#pragma once

#include "core/projection/moment_data.h"

#include <stop_token>

namespace orkestr {

class ChangeIndex {
public:
    explicit ChangeIndex(DataPath path) : path_(std::move(path)) {}

    const DataPath& path() const { return path_; }
    /// Errors: as MomentData::place; cancelled, then called again it goes on; what reading payloads says.
    Result<void> extend(MomentData& data, std::stop_token stop);
    /// Ascending.
    const std::vector<std::uint32_t>& events() const { return events_; }
    const DataPlace& place() const { return place_; }

private:
    struct Follower {
        std::size_t next = 0;      ///< entry of the slot
        std::uint64_t origin = 0;  ///< of the last one
        std::vector<Json> last;    ///< what the path selected there
    };
    struct Turn {
        std::uint32_t seq;
        std::uint32_t slot;
    };
    Result<void> look_up(const MomentData& data);
    std::vector<Turn> turns_of(const MomentData& data) const;
    Result<bool> follow(MomentData& data, std::size_t slot);
    std::vector<Json> first_found() const;

    DataPath path_;
    DataPlace place_;
    bool placed_ = false;
    std::vector<Follower> followers_; ///< by slot
    std::vector<std::uint32_t> events_;
};

} // namespace orkestr
