#include "app/expression_worker/program.h"

#include <algorithm>

namespace orkestr {

namespace {

constexpr std::size_t max_chunk_expressions = 100;
constexpr std::size_t max_chunk_bytes = 64 * 1024;
constexpr std::size_t max_compiled_chunks = 64;

} // namespace

void CompiledChunks::touch(std::unique_ptr<ExpressionChunk>& chunk) {
    if (!newest_first_.empty() && newest_first_.front() == &chunk) return;
    const auto at = std::find(newest_first_.begin(), newest_first_.end(), &chunk);
    if (at != newest_first_.end()) {
        newest_first_.splice(newest_first_.begin(), newest_first_, at);
        return;
    }
    newest_first_.push_front(&chunk);
    if (newest_first_.size() <= max_compiled_chunks) return;
    newest_first_.back()->reset();
    newest_first_.pop_back();
}

void CompiledChunks::forget(std::unique_ptr<ExpressionChunk>& chunk) { newest_first_.remove(&chunk); }

std::unique_ptr<WorkerProgram> WorkerProgram::read(FrameReader& frame, CompiledChunks& compiled, WorkerStatus& status) {
    std::unique_ptr<WorkerProgram> program(new WorkerProgram(compiled, status));
    const bool one_by_one = frame.number<std::uint8_t>() != 0;
    if (!program->read_expressions(frame)) return nullptr;
    for (auto left = frame.number<std::uint32_t>(); left > 0 && frame.ok(); --left)
        program->definitions_.push_back(read_jq_value(frame.text()));
    for (auto left = frame.number<std::uint32_t>(); left > 0 && frame.ok(); --left) {
        program->schema_texts_.emplace_back(frame.text());
        const auto fault = frame.text();
        program->schemas_.push_back(fault.empty() ? std::nullopt : std::optional(Schema::at_fault(fault)));
    }
    if (!frame.ok()) return nullptr;
    program->split(one_by_one);
    return program;
}

bool WorkerProgram::read_expressions(FrameReader& frame) {
    for (auto left = frame.number<std::uint32_t>(); left > 0 && frame.ok(); --left) {
        ProgramExpression& expression = expressions_.emplace_back();
        expression.text = frame.text();
        for (auto names = frame.number<std::uint32_t>(); names > 0 && frame.ok(); --names)
            expression.variables.emplace_back(frame.text());
        expression.task_definition = frame.number<std::int32_t>();
        expression.workflow_definition = frame.number<std::int32_t>();
        if (!read_loose_parts(frame, expression)) return false;
        known_faults_.emplace_back(frame.text());
    }
    return frame.ok();
}

bool WorkerProgram::read_loose_parts(FrameReader& frame, ProgramExpression& expression) {
    std::size_t before = 0;
    for (auto left = frame.number<std::uint32_t>(); left > 0 && frame.ok(); --left) {
        LoosePart part;
        for (std::uint32_t* place : {&part.begin, &part.end, &part.author_begin, &part.author_end}) *place = frame.number<std::uint32_t>();
        part.otherwise = frame.text();
        const bool inside = before <= part.begin && part.begin <= part.author_begin && part.author_begin <= part.author_end &&
                            part.author_end <= part.end && part.end <= expression.text.size();
        if (!inside) return false;
        before = part.end;
        expression.loose.push_back(std::move(part));
    }
    return frame.ok();
}

WorkerProgram::~WorkerProgram() {
    for (Section& section : sections_) compiled_.forget(section.chunk);
    for (jv definition : definitions_) jv_free(definition);
}

void WorkerProgram::split(bool one_by_one) {
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < expressions_.size(); ++i) {
        const std::size_t size = expressions_[i].text.size();
        const bool full = sections_.empty() || one_by_one || bytes + size > max_chunk_bytes ||
                          i - sections_.back().first >= max_chunk_expressions;
        if (full) {
            sections_.push_back({i, i, nullptr});
            bytes = 0;
        }
        bytes += size;
        sections_.back().last = i + 1;
    }
}

WorkerProgram::Section& WorkerProgram::section(std::size_t index) {
    const auto after = std::upper_bound(sections_.begin(), sections_.end(), index,
                                        [](std::size_t i, const Section& section) { return i < section.first; });
    return *(after - 1);
}

ExpressionChunk& WorkerProgram::chunk(Section& section) {
    if (!section.chunk) {
        const auto begin = [this, &section](std::size_t index) {
            status_.compiling = static_cast<std::uint32_t>(section.first + index + 1);
            note_step(status_);
        };
        const std::span all(expressions_);
        const std::span faults(known_faults_);
        const std::size_t count = section.last - section.first;
        section.chunk = std::make_unique<ExpressionChunk>(all.subspan(section.first, count),
                                                          faults.subspan(section.first, count), begin);
        status_.compiling = 0;
        note_step(status_);
    }
    compiled_.touch(section.chunk);
    return *section.chunk;
}

const std::string& WorkerProgram::fault(std::size_t index) {
    Section& holder = section(index);
    return chunk(holder).fault(index - holder.first);
}

jv WorkerProgram::with_definition(jv value, std::int32_t definition) const {
    if (definition < 0 || static_cast<std::size_t>(definition) >= definitions_.size()) return value;
    if (jv_get_kind(value) != JV_KIND_OBJECT) return value;
    return jv_object_set(value, jv_string("definition"), jv_copy(definitions_[static_cast<std::size_t>(definition)]));
}

jv WorkerProgram::evaluate(std::size_t index, std::vector<jv> values) {
    const ProgramExpression& expression = expressions_[index];
    Section& holder = section(index);
    jv input = jv_array_sized(static_cast<int>(values.size() + 1));
    input = jv_array_append(input, jv_number(static_cast<double>(index - holder.first)));
    for (std::size_t i = 0; i < values.size(); ++i) {
        jv value = values[i];
        if (i > 0 && expression.variables[i - 1] == "task") value = with_definition(value, expression.task_definition);
        if (i > 0 && expression.variables[i - 1] == "workflow")
            value = with_definition(value, expression.workflow_definition);
        input = jv_array_append(input, value);
    }
    return chunk(holder).evaluate(input);
}

void WorkerProgram::forget_values(std::size_t index) { chunk(section(index)).forget_values(); }

const Schema* WorkerProgram::schema(std::size_t index) {
    if (index >= schemas_.size()) return nullptr;
    if (!schemas_[index]) {
        status_.compiling = static_cast<std::uint32_t>(expressions_.size() + index + 1);
        note_step(status_);
        schemas_[index] = Schema::compile(schema_texts_[index]);
        status_.compiling = 0;
        note_step(status_);
    }
    return &*schemas_[index];
}

} // namespace orkestr
