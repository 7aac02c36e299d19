// Reads a mapping with known properties: what is asked for is known, all else is reported at the end.
// Inside of core/definition only.
#pragma once

#include "core/definition/reading.h"

namespace orkestr {

class ObjectReader {
public:
    /// `what` names the mapping in messages: "the arguments of an HTTP call". A node that is no mapping is reported.
    ObjectReader(Reading& reading, const Node& node, std::string_view what);
    ~ObjectReader();
    ObjectReader(const ObjectReader&) = delete;
    ObjectReader& operator=(const ObjectReader&) = delete;

    bool valid() const { return node_.is_mapping(); }
    const Node& node() const { return node_; }

    /// Calls `read(value)` at the member, if it is there.
    template <class Read>
    bool optional(std::string_view name, Read&& read) {
        const Member* const member = know(name);
        if (!member) return false;
        const Reading::Step step(reading_, name);
        read(*member->value);
        return true;
    }

    /// The same; reported when it is not there.
    template <class Read>
    bool required(std::string_view name, Read&& read) {
        const bool found = optional(name, std::forward<Read>(read));
        if (!found) missing(name);
        return found;
    }

    /// The member, known from now on; null when it is not there.
    const Member* know(std::string_view name);
    const Member* find(std::string_view name) const;
    /// "'endpoint' is missing in ...", but for a member that refuse_others() reports as a misspelling of it.
    void missing(std::string_view name);
    /// The one of several alternatives that is there; reports none and several.
    const Member* one_of(std::span<const std::string_view> names);
    /// Reports what nobody asked for.
    void refuse_others(Severity severity = Severity::error);

private:
    SourceSpan head() const;
    void report_missing(std::string_view name);
    bool is_known(std::string_view name) const;

    Reading& reading_;
    const Node& node_;
    std::string what_;
    std::vector<std::string_view> known_;
    std::vector<std::string_view> missing_; ///< told when all that is known is known
};

} // namespace orkestr
