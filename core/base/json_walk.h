// Goes through a JSON text once, from its beginning, and hands out parts of it as they stand there: for files that are
// too large to be parsed as a whole, and for damaged ones, of which everything before the damage is wanted.
//
//     JsonWalk walk(text);
//     if (walk.enter_object())
//         while (auto name = walk.next_member())
//             if (*name == "events" && walk.enter_array())
//                 while (walk.next_element()) use(walk.take());
//
// Memory: what is open, a bit for each. Parts are found by their brackets and quotes; whoever takes one parses it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace orkestr {

class JsonWalk {
public:
    /// A byte order mark before the text is left out. The text must outlive the walk.
    explicit JsonWalk(std::string_view text);

    /// True when an object / an array begins here; it is open then.
    bool enter_object();
    bool enter_array();
    /// The name of the next member of the innermost open object as it is written between its quotes (escapes are left
    /// alone); nothing at its end, which closes it. A value that was not taken is skipped.
    std::optional<std::string_view> next_member();
    /// The same for the innermost open array.
    bool next_element();
    /// The value that begins here, without white space around it; empty when it is broken off or no value.
    std::string_view take();
    /// The first byte of the value that begins here; 0 at the text's end.
    char peek();

    /// False once the text is not as JSON has to be; nothing more is found then.
    bool ok() const { return why_.empty(); }
    /// What is wrong, in a few words: `the text breaks off`.
    const std::string& why() const { return why_; }
    /// Where it was seen, or where the walk is.
    std::size_t offset() const { return at_ + mark_; }
    /// True when nothing but white space follows. What was opened must be closed before.
    bool at_end();
    /// Another value follows where one has ended (JSON Lines); it begins here then.
    bool next_value();

    static constexpr std::size_t max_depth = 1000;

private:
    bool open(char bracket);
    bool next(char close);
    void skip_space();
    bool fail(const char* why);
    bool skip_string();
    bool skip_brackets();

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t mark_ = 0;
    std::string why_;
    std::vector<bool> begun_;   ///< of what is open: an element was seen
    bool value_is_next_ = true; ///< a value begins here that nobody has taken yet
};

} // namespace orkestr
