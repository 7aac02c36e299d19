// What a panel shows: every view has a face for each of these.
#pragma once

namespace orkestr {

enum class LoadState {
    idle,    ///< nothing was asked for
    loading, ///< asked, and nothing to show yet
    ready,
    failed ///< nothing to show, and a message that says why
};

} // namespace orkestr
