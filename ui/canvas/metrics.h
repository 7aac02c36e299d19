// Sizes of what the canvas draws, in world units: logical pixels at 100 %.
#pragma once

namespace orkestr::metrics {

inline constexpr double card_width = 240;
inline constexpr double card_height = 52;
inline constexpr double terminal_width = 92;
inline constexpr double terminal_height = 32;
inline constexpr double port_size = 10;

inline constexpr double header_height = 44; ///< of a container's title
inline constexpr double frame_padding = 20; ///< between a container's frame and what it holds
inline constexpr double frame_port_gap = 4; ///< between the header and the entry, the exit and the frame
inline constexpr double frame_min_width = 280;

inline constexpr double series_gap = 32; ///< between two nodes in a row of steps
inline constexpr double port_gap = 22;   ///< between a container's entry and its first step, its last step and its exit
inline constexpr double bus = 16;        ///< from a node to the horizontal part of its edges
inline constexpr double fan_gap = 40;    ///< above branches
inline constexpr double labelled_gap = 62; ///< the same, when their edges have labels
inline constexpr double column_gap = 28;   ///< between branches
inline constexpr double lane_width = 16;   ///< between edges side by side
inline constexpr double label_height = 20;
inline constexpr double label_max_width = 168;
inline constexpr double margin = 48; ///< around the whole graph

} // namespace orkestr::metrics
