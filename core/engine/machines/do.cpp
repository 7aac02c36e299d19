#include "core/engine/machines/machine.h"
#include "core/engine/machines/tables.h"

namespace orkestr {

const std::array<Transition, 13> tables::do_ = {{
    {Stage::pending, Trigger::skip, Stage::ended},
    {Stage::pending, Trigger::fault, Stage::ended},
    {Stage::pending, Trigger::cancel, Stage::ended},
    {Stage::pending, Trigger::stop, Stage::pending},
    {Stage::pending, Trigger::start, Stage::body},
    {Stage::body, Trigger::last_branch_done, Stage::leaving},
    {Stage::body, Trigger::expire, Stage::body},
    {Stage::leaving, Trigger::export_context, Stage::leaving},
    {Stage::leaving, Trigger::complete, Stage::ended},
    {Stage::leaving, Trigger::fault, Stage::ended},
    {Stage::leaving, Trigger::cancel, Stage::ended},
    {Stage::leaving, Trigger::stop, Stage::leaving},
    {Stage::leaving, Trigger::expire, Stage::leaving},
}};

Act machines::act(Turn& turn, Step& step, const DoSpec&) { return pass_on(turn, step); }

} // namespace orkestr
