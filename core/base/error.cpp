#include "core/base/error.h"

namespace orkestr {

const char* to_string(ErrorCode code) {
    switch (code) {
    case ErrorCode::invalid_argument: return "invalid_argument";
    case ErrorCode::invalid_json: return "invalid_json";
    case ErrorCode::invalid_definition: return "invalid_definition";
    case ErrorCode::unsupported: return "unsupported";
    case ErrorCode::not_found: return "not_found";
    case ErrorCode::already_exists: return "already_exists";
    case ErrorCode::conflict: return "conflict";
    case ErrorCode::locked: return "locked";
    case ErrorCode::read_only: return "read_only";
    case ErrorCode::newer_version: return "newer_version";
    case ErrorCode::corrupt: return "corrupt";
    case ErrorCode::disk_full: return "disk_full";
    case ErrorCode::io: return "io";
    case ErrorCode::limit: return "limit";
    case ErrorCode::timeout: return "timeout";
    case ErrorCode::cancelled: return "cancelled";
    case ErrorCode::unavailable: return "unavailable";
    case ErrorCode::nondeterminism: return "nondeterminism";
    case ErrorCode::internal: return "internal";
    }
    return "internal";
}

} // namespace orkestr
