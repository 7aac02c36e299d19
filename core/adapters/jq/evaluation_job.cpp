#include "core/adapters/jq/evaluation_job.h"

namespace orkestr {

std::size_t size_bytes(const EvaluationJob& job) {
    std::size_t bytes = 64 + job.request.input.size_bytes();
    for (const Json& variable : job.request.variables) bytes += 8 + variable.size_bytes();
    return bytes;
}

} // namespace orkestr
