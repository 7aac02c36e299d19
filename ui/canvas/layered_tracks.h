// How the edges between two neighbouring layers get from above to below: down, across on a track, down. What leaves one
// vertex or enters one shares a track, as edges of a fork do; tracks lie so that lines of different edges do not lie on
// each other where that can be had.
#pragma once

#include <vector>

namespace orkestr {

/// A piece of an edge between two layers.
struct LayeredPiece {
    int above = 0; ///< vertices
    int below = 0;
};

struct LayeredTracks {
    static constexpr int straight = -1;
    std::vector<int> track; ///< by piece, from 0 at the top; straight: it needs none
    int count = 0;          ///< tracks that are used
};

/// At most so many; what needs more shares the last.
inline constexpr int most_tracks = 24;

/// `x`: by vertex. Any number of pieces; n log n.
LayeredTracks assign_tracks(const std::vector<LayeredPiece>& pieces, const std::vector<double>& x);

} // namespace orkestr
