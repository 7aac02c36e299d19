// Payloads of Temporal: `{"metadata":{"encoding":base 64},"data":base 64}`, in lists `{"payloads":[...]}`.
// Source: github.com/temporalio/api, temporal/api/common/v1/message.proto; encodings: the SDKs' data converters.
#pragma once

#include "core/base/json_value.h"

namespace orkestr {

/// The same value with every list of payloads an array of what they hold, every single payload what it holds, and
/// enumerations in their short words (`StartToClose`). JSON encodings become JSON, `binary/null` null; all others
/// (`binary/encrypted`, ...) and what is not as it says stay as they are, with their metadata as text.
JsonValue with_readable_payloads(JsonValue value);

/// What a decoded list of payloads is to a step: the value alone where there is one, nothing where there is none.
std::optional<Json> one_or_all(const JsonValue* payloads);

} // namespace orkestr
