// The parser of YAML's syntax: a text becomes a stream of events. Inside of core/definition only.
#pragma once

#include "core/definition/tree.h"

#include <memory>
#include <optional>

namespace orkestr {

/// Of a text, `end` behind the last byte.
struct ByteRange {
    std::size_t begin = 0;
    std::size_t end = 0;
};

enum class YamlEventKind { document_start, mapping_start, mapping_end, sequence_start, sequence_end, scalar, alias, other };

/// `text` is unescaped and lives until the next event.
struct YamlToken {
    std::string_view text;
    /// None for what is only implied, such as an absent value. Without quotes, and for blocks without the indicator.
    std::optional<ByteRange> range;
};

struct YamlEvent {
    YamlEventKind kind = YamlEventKind::other;
    ScalarStyle style = ScalarStyle::plain; ///< of a scalar
    YamlToken token;                        ///< text only for scalars and aliases (the anchor's name)
    std::optional<YamlToken> anchor;
    std::optional<YamlToken> tag; ///< its whole name: "tag:yaml.org,2002:str"
};

struct YamlError {
    std::string message; ///< the parser's own words
    std::uint32_t line = 0; ///< 0 where the parser knows no place
    std::uint32_t column = 1;
};

/// Nests as deep as the text does, and holds a line of the text at a time.
class YamlParser {
public:
    /// The text is UTF-8 and outlives the parser.
    explicit YamlParser(std::string_view text);
    ~YamlParser();
    YamlParser(const YamlParser&) = delete;
    YamlParser& operator=(const YamlParser&) = delete;

    /// False only when memory ran out.
    bool ready() const;
    /// The next event, or null at the end and after an error.
    const YamlEvent* next();
    /// What ended the events, if it was an error.
    std::optional<YamlError> error() const;

private:
    struct Handles;
    void read_quoted(char quote);

    std::string_view text_;
    std::unique_ptr<Handles> handles_;
    YamlEvent event_;
    std::string unquoted_; ///< the event's text, where it is not in text_
};

} // namespace orkestr
