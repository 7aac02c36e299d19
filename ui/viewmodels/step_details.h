// What the inspector shows of a step (or of the run itself): facts, payloads, attempts and expressions.
#pragma once

#include "ui/viewmodels/attempt_model.h"
#include "ui/viewmodels/expression_model.h"
#include "ui/viewmodels/expression_values.h"
#include "ui/viewmodels/run_document.h"

#include <QString>

#include <vector>

namespace orkestr {

/// One payload or text of a step, or one table about it.
struct DetailSection {
    enum class Kind { input, output, changes, error, request, response, result, data, variables, context, expressions, attempts, log };
    Kind kind = Kind::input;
    Json value;        ///< a payload; null for what is none
    QString text;      ///< of a log
    qint64 size_bytes = 0;
    bool is_json() const { return kind != Kind::log && kind != Kind::changes && kind != Kind::expressions && kind != Kind::attempts; }
};

struct DetailFact {
    QString label;
    QString value;
    bool code = false;    ///< an id, a pointer: in the code font
    QString run;          ///< of a link to another run; else empty
};

class StepDetails : public QObject {
    Q_OBJECT
public:
    /// Follows the document's selection; the document outlives the details.
    explicit StepDetails(RunDocument& document, QObject* parent = nullptr);

    bool is_empty() const { return title_.isEmpty(); }
    /// The step's name; the run's definition where no step is selected.
    const QString& title() const { return title_; }
    const QString& status() const { return status_; } ///< the DSL's word
    const QString& kind() const { return kind_; }     ///< the DSL's word; empty for the run
    /// The node has no step yet: nothing but its name is known.
    bool has_not_run() const { return has_not_run_; }
    /// Type, status, title and detail of its error, for people; empty when it has none.
    const QString& error_title() const { return error_title_; }
    const QString& error_detail() const { return error_detail_; }
    const std::vector<DetailFact>& facts() const { return facts_; }
    const std::vector<DetailSection>& sections() const { return sections_; }
    /// Where a section's value stands in the data of the run, as a JSONPath (core/projection/data_path.h); empty where it
    /// stands nowhere.
    QString data_path(DetailSection::Kind kind) const;
    AttemptModel* attempts() { return &attempts_; }
    ExpressionModel* expressions() { return &expressions_; }
    /// While somebody looks at the expressions, those that are not recorded are computed again.
    void follow_values(bool wanted) { values_.follow(wanted); }
    /// Its payloads are being read, or can't be.
    bool is_reading() const { return reading_; }
    const QString& reading_error() const { return document_.detail_message(); }
    /// Which execution of its task this is, from 1, and of how many.
    int execution() const { return execution_; }
    int execution_count() const { return static_cast<int>(executions_.size()); }
    /// Selects the execution before or after this one.
    void go_to_execution(int offset);

Q_SIGNALS:
    void changed();

private:
    void update();
    void describe_run(const RunView& view);
    void describe_step(const RunView& view, const StepView& step);
    void describe_missing();
    void describe_moment(const RunMoment& moment, StepId step);
    void put_run_data(const RunMoment& moment);
    void put_variables(const std::vector<MomentVariable>& variables);
    void put_error(const std::optional<Problem>& error);
    void put_fact(const QString& label, const QString& value, bool code = false, const QString& run = {});
    void put_operator(const RunView& view);
    void put_origin(const RunView& view);
    void put_wait(const StepView& step);
    void put_times(std::optional<Instant> started, std::optional<Instant> ended);
    void put_json(DetailSection::Kind kind, const std::optional<Json>& value);
    void put_text(DetailSection::Kind kind, const std::string& text);
    void put_tables(const StepDetail& detail);
    void put_expressions(const StepDetail& detail);

    RunDocument& document_;
    QString title_;
    QString status_;
    QString kind_;
    bool has_not_run_ = false;
    QString error_title_;
    QString error_detail_;
    std::vector<DetailFact> facts_;
    std::vector<DetailSection> sections_;
    AttemptModel attempts_;
    ExpressionModel expressions_;
    ExpressionValues values_;
    bool reading_ = false;
    std::vector<StepId> executions_;
    int execution_ = 0;
};

} // namespace orkestr
