// What every record must be, whatever it was read from. Without Qt: the fuzz targets judge by it, too.
#pragma once

#include "core/ports/records.h"

#include <string>

namespace orkestr::test {

/// What is not right: numbers out of range, ids that don't fit, steps without events; empty when all is.
std::string wrong_in(const Records& records);

} // namespace orkestr::test
