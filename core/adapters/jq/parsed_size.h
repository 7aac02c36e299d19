// What a JSON text takes in a worker's memory once libjq has read it: thirty times its length and more where it is made
// of small objects.
#pragma once

#include <cstddef>
#include <string_view>

namespace orkestr {

/// Bytes that libjq 1.6's values of this canonical JSON take on a 64-bit glibc heap, with the heap's own bookkeeping
/// (jv.c: 16 bytes a value; an object's table of 8 members to begin with and doubled, 48 bytes each; an array's of 16,
/// then half as many again; a string's bytes and 17 more). Looks no further once it is more than `enough_bytes`.
std::size_t parsed_size_bytes(std::string_view canonical, std::size_t enough_bytes);

} // namespace orkestr
