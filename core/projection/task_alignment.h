// Which task of one definition is which of another one. Tasks stand for each other that have the same names all the way up,
// wherever they are in their lists (of several with one name the first for the first, and so on); then, of what is left
// within parents that stand for each other, those of the same kind at the same position: they were renamed.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace orkestr {

struct AlignedTask {
    std::string pointer; ///< JSON pointer: `/do/1/pay`
    std::string kind;    ///< may be empty: then it goes with any
};

class TaskAlignment {
public:
    /// Every task stands for itself.
    TaskAlignment() = default;
    TaskAlignment(const std::vector<AlignedTask>& a, const std::vector<AlignedTask>& b);

    /// What a pointer of b is in a; empty when nothing there stands for it.
    std::string in_a(const std::string& pointer_of_b) const;
    std::string in_b(const std::string& pointer_of_a) const;
    /// A step's key of b as a would name it: each of its pointers, where there are several (functions, extensions). A pointer
    /// that stands for nothing in a keeps its text behind a mark, so that it is like no key of a's.
    std::string key_in_a(std::string_view key_of_b) const;
    bool is_identity() const { return identity_; }

private:
    bool identity_ = true;
    std::unordered_map<std::string, std::string> a_of_b_;
    std::unordered_map<std::string, std::string> b_of_a_;
};

} // namespace orkestr
