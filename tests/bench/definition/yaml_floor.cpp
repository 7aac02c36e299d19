#include "tests/bench/definition/yaml_floor.h"

#include <libfyaml.h>

namespace orkestr::bench {

std::size_t parse_events(std::string_view text) {
    fy_parse_cfg config{};
    config.flags = FYPCF_QUIET;
    fy_parser* const parser = fy_parser_create(&config);
    if (!parser) return 0;
    std::size_t count = 0;
    if (fy_parser_set_string(parser, text.data(), text.size()) == 0) {
        while (fy_event* const event = fy_parser_parse(parser)) {
            std::size_t length = 0;
            if (event->type == FYET_SCALAR) fy_token_get_text(event->scalar.value, &length);
            fy_parser_event_free(parser, event);
            ++count;
        }
    }
    if (fy_parser_get_stream_error(parser)) count = 0;
    fy_parser_destroy(parser);
    return count;
}

} // namespace orkestr::bench
