// One definition version's expressions and schemas in the worker: chunks compiled when first needed.
#pragma once

#include "app/expression_worker/expression_chunk.h"
#include "app/expression_worker/schema.h"
#include "app/expression_worker/status.h"

#include <list>
#include <memory>
#include <optional>

namespace orkestr {

/// The chunks that are compiled, of all programs; the one unused for longest is given up when there are too many.
class CompiledChunks {
public:
    void touch(std::unique_ptr<ExpressionChunk>& chunk);
    void forget(std::unique_ptr<ExpressionChunk>& chunk);

private:
    std::list<std::unique_ptr<ExpressionChunk>*> newest_first_;
};

class WorkerProgram {
public:
    /// Reads a program frame's body after its handle; nothing when it is malformed.
    static std::unique_ptr<WorkerProgram> read(FrameReader& frame, CompiledChunks& compiled, WorkerStatus& status);
    ~WorkerProgram();
    WorkerProgram(const WorkerProgram&) = delete;

    std::size_t expression_count() const { return expressions_.size(); }
    std::size_t schema_count() const { return schemas_.size(); }
    std::size_t variable_count(std::size_t index) const { return expressions_[index].variables.size(); }
    /// What is wrong with the expression, compiling its chunk if need be; empty: nothing.
    const std::string& fault(std::size_t index);
    /// See ExpressionChunk::evaluate; `values` are `.` and the variables, taken over.
    jv evaluate(std::size_t index, std::vector<jv> values);
    /// After an evaluation with big values.
    void forget_values(std::size_t index);
    /// Nothing when there is no such schema.
    const Schema* schema(std::size_t index);

private:
    struct Section {
        std::size_t first = 0;
        std::size_t last = 0;
        std::unique_ptr<ExpressionChunk> chunk;
    };

    WorkerProgram(CompiledChunks& compiled, WorkerStatus& status) : compiled_(compiled), status_(status) {}
    bool read_expressions(FrameReader& frame);
    static bool read_loose_parts(FrameReader& frame, ProgramExpression& expression);
    void split(bool one_by_one);
    Section& section(std::size_t index);
    ExpressionChunk& chunk(Section& section);
    jv with_definition(jv value, std::int32_t definition) const;

    CompiledChunks& compiled_;
    WorkerStatus& status_;
    std::vector<ProgramExpression> expressions_;
    std::vector<std::string> known_faults_;
    std::vector<jv> definitions_;
    std::vector<std::string> schema_texts_;
    std::vector<std::optional<Schema>> schemas_;
    std::vector<Section> sections_;
};

} // namespace orkestr
