// The transition tables of all machines; each stands at the top of its machine's file.
#pragma once

#include "core/engine/transition.h"

#include <array>

namespace orkestr::tables {

extern const std::array<Transition, 11> workflow;
extern const std::array<Transition, 13> do_;
extern const std::array<Transition, 11> set;
extern const std::array<Transition, 11> switch_;
extern const std::array<Transition, 15> for_;
extern const std::array<Transition, 14> fork;
extern const std::array<Transition, 31> try_;
extern const std::array<Transition, 9> raise;
extern const std::array<Transition, 20> wait;
extern const std::array<Transition, 16> emit;
extern const std::array<Transition, 24> call;
extern const std::array<Transition, 28> run;
extern const std::array<Transition, 27> listen;
extern const std::array<Transition, 11> extension;

} // namespace orkestr::tables
