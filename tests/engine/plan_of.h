// Plans from a few lines of text, for tests.
#pragma once

#include "core/definition/reader.h"
#include "core/plan/plan.h"

#include <memory>
#include <string>

namespace orkestr::test {

/// The whole text of such a definition.
std::string definition_text(const std::string& text);
/// A definition from what follows its document: `do: [...]` and its neighbours, in YAML. Ends the test program when the
/// reader refuses it.
std::shared_ptr<const Definition> definition_of(const std::string& text);
std::shared_ptr<const Plan> plan_of(const std::string& text);

} // namespace orkestr::test
