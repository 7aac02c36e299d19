// libFuzzer target for the reader of WfFormat records: any bytes must give a run that is right or an error, never a
// crash or a hang.
#include "core/adapters/wfformat/wfformat_file.h"
#include "tests/records/record_judge.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto records = orkestr::read_wfformat({reinterpret_cast<const char*>(data), size});
    if (records ? !orkestr::test::wrong_in(*records).empty() : records.error().message.empty()) std::abort();
    return 0;
}
