// The pass that builds a JsonIndex.
#pragma once

#include "core/base/json_index.h"

namespace orkestr {

/// A value that has so many bytes beside those of indexed values in it is indexed.
inline constexpr std::uint32_t indexed_json_bytes = 256;

/// The next byte at or after `at` that ends or interrupts a string: a quote, a backslash, a control character; else the
/// text's size.
std::size_t json_string_stop(std::string_view text, std::size_t at);

class JsonIndexer {
public:
    JsonIndexer(std::shared_ptr<const std::string> text, std::stop_token stop, std::atomic<std::uint64_t>* read);
    Result<JsonIndex> run();

private:
    enum class Expect : std::uint8_t { value, value_or_end, name, name_or_end, colon, comma_or_end, nothing };
    struct Open {
        std::uint32_t begin = 0;
        std::uint32_t count = 0;
        std::uint32_t covered = 0; ///< bytes of indexed values in it
        bool object = false;
    };
    bool take(char c);
    bool take_value(char c);
    bool take_string();
    bool take_word(std::string_view word);
    bool take_number();
    bool take_digits();
    bool open(bool object);
    void close();
    void begin_child(std::uint32_t at);
    void end_value(std::uint32_t begin, std::uint32_t count, std::uint32_t covered, std::vector<std::uint32_t>* marks);
    bool fail(const char* what);
    bool pause();

    std::shared_ptr<const std::string> held_;
    std::string_view text_;
    std::stop_token stop_;
    std::atomic<std::uint64_t>* read_;
    JsonIndex index_;
    std::vector<Open> stack_;
    std::vector<std::vector<std::uint32_t>> marks_; ///< of the open container of each depth
    Expect expect_ = Expect::value;
    std::size_t at_ = 0;
    std::size_t next_pause_ = 0;
    std::optional<Error> error_;
};

} // namespace orkestr
