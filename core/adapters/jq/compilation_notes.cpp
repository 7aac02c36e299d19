#include "core/adapters/jq/compilation_notes.h"

namespace orkestr {

namespace {

constexpr std::size_t max_noted_programs = 1000;
constexpr std::size_t max_faults_of_program = 16;

} // namespace

std::string_view ProgramNotes::fault(std::size_t index) const {
    const auto at = faults.find(static_cast<ExpressionIndex>(index));
    return at == faults.end() ? std::string_view() : std::string_view(at->second);
}

const ProgramNotes& CompilationNotes::of(const std::string& program_id) const {
    static const ProgramNotes none;
    const auto at = notes_.find(program_id);
    return at == notes_.end() ? none : at->second;
}

bool CompilationNotes::learn(const std::string& program_id, bool alone, ExpressionIndex expression,
                             const std::string& reason) {
    if (notes_.size() >= max_noted_programs && !notes_.contains(program_id)) notes_.clear();
    ProgramNotes& notes = notes_[program_id];
    if (!alone) {
        notes.one_by_one = true;
        return true;
    }
    return notes.faults.size() < max_faults_of_program && notes.faults.emplace(expression, reason).second;
}

} // namespace orkestr
