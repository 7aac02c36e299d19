// The data of any moment (run_moment.h), whole or where a path looks, from the indexes of a history. One thread; outlives
// nothing that it was made of.
#pragma once

#include "core/projection/data_index.h"
#include "core/projection/data_path.h"
#include "core/projection/payload_shelf.h"

namespace orkestr {

/// A part of the data that has a list of changes of its own.
struct DataSlot {
    enum class Kind : std::uint8_t { run_member, run_data, task_member, task_data, variable };
    Kind kind = Kind::run_data;
    std::uint8_t what = 0;     ///< of its kind
    std::uint32_t task = MomentIndex::none;
    std::string variable;
    std::size_t segments = 0;  ///< of the path, that led to it
};

/// Where a path looks.
struct DataPlace {
    /// all_of: the path ends above the slots, and its value is the object that they are members of.
    enum class Form : std::uint8_t { each, first_of, all_of };
    std::vector<DataSlot> slots;
    Form form = Form::each;
    std::size_t tasks = 0; ///< there were when it was looked up: with more it may be others
    std::size_t variables = 0;
};

class MomentData {
public:
    MomentData(const MomentIndex& index, const DataIndex& data, PayloadShelf& shelf, std::shared_ptr<const Plan> plan);

    /// Errors: unsupported where a path looks at what is no data, or crosses it by `..`; invalid_argument for a task that
    /// there is not.
    Result<DataPlace> place(const DataPath& path) const;
    bool is_current(const DataPlace& place) const { return place.tasks == index_.tasks() && place.variables == data_.variables().size(); }

    /// Changes of a slot, ascending.
    std::size_t entries(const DataSlot& slot) const;
    std::uint64_t entry_seq(const DataSlot& slot, std::size_t at) const;
    Result<std::optional<Json>> entry_value(const DataSlot& slot, std::size_t at);
    /// The event that holds it, where the value is an event's payload; 0: none.
    std::uint64_t entry_origin(const DataSlot& slot, std::size_t at) const;

    Result<std::optional<Json>> value(const DataPath& path, const DataPlace& place, std::uint64_t seq);
    Result<std::optional<Json>> run_data(DataIndex::RunData what, std::uint64_t seq);
    std::vector<MomentVariable> variables(std::uint64_t seq) const;
    /// `{NAME: {...}}`
    Result<Json> tasks(std::uint64_t seq);

private:
    Result<DataPlace> place_in_tasks(const DataPath& path) const;
    Result<std::vector<std::uint32_t>> named_tasks(const RedactionPath::Segment& segment) const;
    Result<std::optional<Json>> object_of(const DataPath& path, std::uint64_t seq);
    Result<std::string> task_object(std::uint32_t task, std::uint64_t seq);
    std::optional<Json> run_member(std::uint8_t what, std::size_t at) const;
    std::optional<Json> task_member(std::uint32_t task, std::uint8_t what, std::size_t at) const;
    const DataEntries* entries_of(const DataSlot& slot) const;
    Result<std::optional<Json>> held(const DataEntry& entry);
    const std::string& key_of(std::uint32_t task) const;

    const MomentIndex& index_;
    const DataIndex& data_;
    PayloadShelf& shelf_;
    std::shared_ptr<const Plan> plan_;
    std::map<std::string, std::vector<std::string>> named_; ///< pointers of the plan's tasks by name
};

} // namespace orkestr
