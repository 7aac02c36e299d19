// The only file that knows libfyaml. Places come from its tokens' byte offsets alone: its columns, and its ends of block
// collections, are not what a reader of diagnostics expects.
#include "core/definition/yaml_parser.h"

#include "core/definition/quoted_text.h"

#include <algorithm>
#include <libfyaml.h>

namespace orkestr {

namespace {

using ParserHandle = std::unique_ptr<fy_parser, void (*)(fy_parser*)>;
using DiagHandle = std::unique_ptr<fy_diag, void (*)(fy_diag*)>;

DiagHandle create_diag() {
    fy_diag_cfg config{};
    fy_diag_cfg_default(&config);
    config.fp = nullptr;
    config.output_fn = [](fy_diag*, void*, const char*, std::size_t) {};
    DiagHandle diag(fy_diag_create(&config), fy_diag_destroy);
    if (diag) fy_diag_set_collect_errors(diag.get(), true);
    return diag;
}

ParserHandle create_parser(fy_diag* diag, std::string_view text) {
    fy_parse_cfg config{};
    config.flags = static_cast<fy_parse_cfg_flags>(FYPCF_QUIET | FYPCF_DISABLE_DEPTH_LIMIT | FYPCF_JSON_NONE);
    config.diag = diag;
    ParserHandle parser(fy_parser_create(&config), fy_parser_destroy);
    if (parser && fy_parser_set_string(parser.get(), text.data(), text.size()) != 0) parser.reset();
    return parser;
}

std::string_view token_text(fy_token* token) {
    std::size_t length = 0;
    const char* const text = token ? fy_token_get_text(token, &length) : nullptr;
    return text ? std::string_view(text, length) : std::string_view();
}

std::optional<ByteRange> token_range(fy_token* token) {
    const fy_mark* const start = token ? fy_token_start_mark(token) : nullptr;
    const fy_mark* const end = token ? fy_token_end_mark(token) : nullptr;
    if (!start || !end) return std::nullopt;
    return ByteRange{start->input_pos, end->input_pos};
}

std::optional<YamlToken> optional_token(fy_token* token) {
    if (!token) return std::nullopt;
    return YamlToken{token_text(token), token_range(token)};
}

ScalarStyle style_of(fy_token* token) {
    switch (fy_token_scalar_style(token)) {
    case FYSS_SINGLE_QUOTED: return ScalarStyle::single_quoted;
    case FYSS_DOUBLE_QUOTED: return ScalarStyle::double_quoted;
    case FYSS_LITERAL: return ScalarStyle::literal;
    case FYSS_FOLDED: return ScalarStyle::folded;
    default: return ScalarStyle::plain;
    }
}

YamlEvent collection_start(YamlEventKind kind, fy_event* event, fy_token* start) {
    return {kind, ScalarStyle::plain, {{}, token_range(start)}, optional_token(fy_event_get_anchor_token(event)),
            optional_token(fy_event_get_tag_token(event))};
}

YamlEvent read_event(fy_event* event) {
    const auto plain = [](YamlEventKind kind, fy_token* token) { return YamlEvent{kind, ScalarStyle::plain, {{}, token_range(token)}, {}, {}}; };
    switch (event->type) {
    case FYET_DOCUMENT_START: return plain(YamlEventKind::document_start, event->document_start.document_start);
    case FYET_MAPPING_START: return collection_start(YamlEventKind::mapping_start, event, event->mapping_start.mapping_start);
    case FYET_SEQUENCE_START: return collection_start(YamlEventKind::sequence_start, event, event->sequence_start.sequence_start);
    case FYET_MAPPING_END: return plain(YamlEventKind::mapping_end, event->mapping_end.mapping_end);
    case FYET_SEQUENCE_END: return plain(YamlEventKind::sequence_end, event->sequence_end.sequence_end);
    case FYET_SCALAR: {
        fy_token* const value = event->scalar.value;
        const ScalarStyle style = style_of(value);
        const bool quoted = style == ScalarStyle::single_quoted || style == ScalarStyle::double_quoted;
        const std::string_view text = quoted ? "" : token_text(value);
        return {YamlEventKind::scalar, style, {text, token_range(value)}, optional_token(event->scalar.anchor),
                optional_token(event->scalar.tag)};
    }
    case FYET_ALIAS: {
        fy_token* const anchor = event->alias.anchor;
        return {YamlEventKind::alias, ScalarStyle::plain, {token_text(anchor), token_range(anchor)}, {}, {}};
    }
    default: return {};
    }
}

} // namespace

struct YamlParser::Handles {
    DiagHandle diag{nullptr, fy_diag_destroy};
    ParserHandle parser{nullptr, fy_parser_destroy}; // after `diag`, so that it goes first
    fy_event* event = nullptr;

    void release_event() {
        if (event) fy_parser_event_free(parser.get(), event);
        event = nullptr;
    }
};

YamlParser::YamlParser(std::string_view text) : text_(text), handles_(std::make_unique<Handles>()) {
    handles_->diag = create_diag();
    if (handles_->diag) handles_->parser = create_parser(handles_->diag.get(), text);
}

YamlParser::~YamlParser() { handles_->release_event(); }

bool YamlParser::ready() const { return handles_->parser != nullptr; }

const YamlEvent* YamlParser::next() {
    handles_->release_event();
    handles_->event = fy_parser_parse(handles_->parser.get());
    if (!handles_->event) return nullptr;
    event_ = read_event(handles_->event);
    if (event_.style == ScalarStyle::single_quoted) read_quoted('\'');
    if (event_.style == ScalarStyle::double_quoted) read_quoted('"');
    return &event_;
}

// Not by libfyaml 0.7.12. It takes the four quotes of two escapes between single quotes for three, finds that the text does
// not fit what it had counted, gives none at all and leaks what it had. Between double quotes it loses an escaped space at
// the end of a line and gives a byte too many in its place.
void YamlParser::read_quoted(char quote) {
    if (!event_.token.range) return;
    const ByteRange range = *event_.token.range;
    event_.token.text = text_.substr(range.begin, range.end - range.begin);
    if (is_literal_between(quote, event_.token.text)) return;
    unquoted_ = text_between(quote, event_.token.text);
    event_.token.text = unquoted_;
}

std::optional<YamlError> YamlParser::error() const {
    if (!fy_parser_get_stream_error(handles_->parser.get())) return std::nullopt;
    void* previous = nullptr;
    const fy_diag_error* const first = fy_diag_errors_iterate(handles_->diag.get(), &previous);
    if (!first) return YamlError{};
    return YamlError{first->msg ? first->msg : "", static_cast<std::uint32_t>(std::max(first->line, 0)),
                     static_cast<std::uint32_t>(std::max(first->column, 1))};
}

} // namespace orkestr
