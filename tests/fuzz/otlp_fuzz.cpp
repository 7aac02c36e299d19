// libFuzzer target for the reader of OTLP/JSON traces: any bytes must give runs that are right or an error, never a
// crash or a hang.
#include "core/adapters/otlp/otlp_traces.h"
#include "tests/records/record_judge.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto records = orkestr::read_otlp({reinterpret_cast<const char*>(data), size});
    if (records ? !orkestr::test::wrong_in(*records).empty() : records.error().message.empty()) std::abort();
    return 0;
}
