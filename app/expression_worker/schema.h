// A JSON Schema (2020-12, as far as valijson goes) and checks against it.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace orkestr {

struct SchemaOutcome {
    bool valid = false;
    /// The schema itself is at fault, not the value.
    bool schema_at_fault = false;
    std::string message;                 ///< empty when valid
    std::vector<std::string> violations; ///< JSON pointer (or "the whole value"), ": ", what is wrong; at most 20
};

class Schema {
public:
    /// A text that is no usable schema gives a Schema whose every check says so.
    static Schema compile(std::string_view text);
    /// One that is known to be of no use.
    static Schema at_fault(std::string_view fault);
    Schema(Schema&&) noexcept;
    Schema& operator=(Schema&&) noexcept;
    ~Schema();

    /// Why it can't be used; empty: it can.
    const std::string& fault() const { return fault_; }
    SchemaOutcome check(std::string_view json) const;

private:
    struct Compiled;
    Schema(std::unique_ptr<Compiled> compiled, std::string fault);

    std::unique_ptr<Compiled> compiled_;
    std::string fault_;
};

} // namespace orkestr
