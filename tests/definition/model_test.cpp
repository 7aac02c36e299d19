// What the reader makes of a definition: the typed model, its expressions, its pointers, its JSON.
#include "core/definition/reader.h"
#include "tests/support/test.h"

#include <QFile>
#include <QTest>

using orkestr::ExpressionRole;

namespace {

constexpr const char* body_json =
    R"({"amount":1.5,"nested":[{"deep":"${ $index }"}],"note":"text"})";
constexpr const char* run_json =
    R"({"run":{"await":false,"workflow":{"input":{"id":"${ .id }"},"name":"ship","namespace":"shop","version":"latest"}},"then":"end"})";

std::shared_ptr<const orkestr::Definition> read(std::string_view text) {
    auto result = orkestr::read_definition(text, "order.yaml");
    for (const auto& diagnostic : result.diagnostics) qWarning("%s", to_text(diagnostic, "order.yaml").c_str());
    return result.definition;
}

QString role_text(ExpressionRole role) {
    static const char* const names[] = {"workflow_input_from", "workflow_output_as", "workflow", "task_if", "task_input_from", "task_timeout", "task",
                                        "task_output_as", "task_export_as", "condition", "catch_when", "retry_when", "event", "extension_when"};
    return names[static_cast<std::size_t>(role)];
}

QString described(const orkestr::ListedExpression& expression) {
    QStringList scope;
    for (auto at = expression.scope.get(); at; at = at->outer.get()) scope << QString::fromStdString(at->name);
    return QString("%1 %2 %3 task=%4 vars=%5")
        .arg(QString::fromStdString(expression.pointer), role_text(expression.role), QString::fromStdString(expression.text),
             expression.task ? QString::fromStdString(expression.task->pointer) : QString("-"), scope.join(','));
}

} // namespace

class ModelTest : public QObject {
    Q_OBJECT
    std::string order_;
    std::shared_ptr<const orkestr::Definition> definition_; ///< of order.yaml

private Q_SLOTS:
    void initTestCase() {
        QFile file(QString::fromStdString(orkestr::test::source_dir()) + "/tests/definition/order.yaml");
        QVERIFY(file.open(QIODevice::ReadOnly));
        order_ = file.readAll().toStdString();
        definition_ = read(order_);
        QVERIFY(definition_ != nullptr);
    }

    void document_and_use() {
        const auto& definition = *definition_;
        QCOMPARE(definition.document.ns, std::string("shop"));
        QCOMPARE(definition.document.version, std::string("1.2.0"));
        QCOMPARE(definition.document.title.value_or(""), std::string("Order"));
        QCOMPARE(std::get<orkestr::Expression>(*definition.input->from).text, std::string(".order"));
        QCOMPARE(std::get<orkestr::Expression>(std::get<orkestr::Timeout>(*definition.timeout).after).text, std::string(".limit"));
        QCOMPARE(definition.schedule->cron.value_or(""), std::string("0 0 * * *"));
        QCOMPARE(definition.use.secrets.at(0).name, std::string("apiKey"));
        const auto* const error = find_named(definition.use.errors, "soldOut");
        QVERIFY(error && error->status == 409 && error->title->is_expression && error->title->text == ".title");
        const auto* const retry = find_named(definition.use.retries, "gentle");
        QVERIFY(retry != nullptr);
        QCOMPARE(retry->backoff, orkestr::RetryPolicy::Backoff::exponential);
        QCOMPARE(std::get<orkestr::Duration>(*retry->delay).ms, 2000);
        QCOMPARE(retry->limit_attempt_count.value_or(-1), 3);
        QCOMPARE(std::get<orkestr::Duration>(*retry->limit_attempt_duration).ms, 10000);
        QCOMPARE(std::get<orkestr::Duration>(*retry->limit_duration).ms, 60000);
        QCOMPARE(std::get<orkestr::Duration>(retry->jitter->to).ms, 900);
        QCOMPARE(definition.use.functions.at(0)->pointer, std::string("/use/functions/price"));
        QVERIFY(find_named(definition.use.retries, "other") == nullptr);
    }

    void tasks() {
        const auto& tasks = definition_->tasks;
        QCOMPARE(tasks.size(), std::size_t{4});
        QCOMPARE(tasks[0]->base.if_true->text, std::string(".total > 0"));
        const auto& choice = std::get<orkestr::SwitchTask>(tasks[0]->kind);
        QCOMPARE(choice.cases[0].then.kind, orkestr::FlowDirective::Kind::task);
        QCOMPARE(choice.cases[0].then.task, std::string("pay/now"));
        QVERIFY(!choice.cases[1].when);
        const auto& attempt = std::get<orkestr::TryTask>(tasks[1]->kind);
        QCOMPARE(attempt.tasks[0]->pointer, std::string("/do/1/ask/try/0/quote"));
        QCOMPARE(attempt.caught.as, std::string("problem"));
        QCOMPARE(attempt.caught.errors->status.value_or(0), 503);
        QCOMPARE(std::get<orkestr::Reference>(*attempt.caught.retry).name, std::string("gentle"));
        QCOMPARE(attempt.caught.then->kind, orkestr::FlowDirective::Kind::exit);
        QCOMPARE(attempt.caught.tasks->at(0)->pointer, std::string("/do/1/ask/catch/do/0/note"));
        QCOMPARE(std::get<orkestr::CallFunction>(attempt.tasks[0]->kind).function, std::string("price"));
        const auto& loop = std::get<orkestr::ForTask>(tasks[2]->kind);
        QCOMPARE(tasks[2]->pointer, std::string("/do/2/pay~1now"));
        QCOMPARE(loop.each + "," + loop.at, std::string("line,index"));
        QCOMPARE(std::get<orkestr::Expression>(loop.in).text, std::string(".lines"));
        const auto& fork = std::get<orkestr::ForkTask>(loop.tasks[0]->kind);
        QVERIFY(fork.compete);
        QCOMPARE(std::get<orkestr::Duration>(std::get<orkestr::WaitTask>(fork.branches[0]->kind).duration).ms, 60005);
        QCOMPARE(std::string(kind_name(*fork.branches[1])), std::string("raise"));
        const auto& run = std::get<orkestr::RunTask>(tasks[3]->kind);
        QVERIFY(!run.await);
        QCOMPARE(definition_->sub_workflows.at(0).name, std::string("ship"));
        QCOMPARE(definition_->sub_workflows.at(0).task, tasks[3].get());
    }

    void an_http_call() {
        const auto& loop = std::get<orkestr::ForTask>(definition_->tasks[2]->kind);
        const auto& call = std::get<orkestr::CallHttp>(loop.tasks[1]->kind);
        QCOMPARE(call.method.text, std::string("post"));
        QVERIFY(call.endpoint.uri.is_expression && call.endpoint.uri.text == ".url");
        QCOMPARE(std::get<orkestr::Reference>(*call.endpoint.authentication).name, std::string("shop"));
        QVERIFY(call.headers->has_expressions && call.body->has_expressions);
        QCOMPARE(call.output, orkestr::HttpOutput::response);
        QVERIFY(call.redirect);
        QCOMPARE(to_json(*call.body->node).json().text(), std::string(body_json));
        QCOMPARE(orkestr::expression_in(*call.body->node->find("nested")->items()[0]->find("deep")).value_or(""), std::string("$index"));
        QVERIFY(!orkestr::expression_in(*call.body->node->find("note")));
        QCOMPARE(loop.tasks[1]->scope->name + "," + loop.tasks[1]->scope->outer->name, std::string("index,line"));
    }

    void every_expression_is_listed_with_its_role() {
        QStringList all;
        for (const auto& expression : definition_->expressions) all << described(expression);
        all.sort();
        QStringList expected{
            "/do/0/check/if task_if .total > 0 task=/do/0/check vars=",
            "/do/0/check/switch/0/cheap/when condition .total < 10 task=/do/0/check vars=",
            "/do/1/ask/catch/do/0/note/set/why task $problem.title task=/do/1/ask/catch/do/0/note vars=problem",
            "/do/1/ask/catch/when catch_when $problem.title != null task=/do/1/ask vars=problem",
            "/do/2/pay~1now/do/1/post/with/body/nested/0/deep task $index task=/do/2/pay~1now/do/1/post vars=index,line",
            "/do/2/pay~1now/do/1/post/with/endpoint/uri task .url task=/do/2/pay~1now/do/1/post vars=index,line",
            "/do/2/pay~1now/do/1/post/with/headers/X-Line task $line.id task=/do/2/pay~1now/do/1/post vars=index,line",
            "/do/2/pay~1now/export/as task_export_as $context + {done: true} task=/do/2/pay~1now vars=",
            "/do/2/pay~1now/for/in task .lines task=/do/2/pay~1now vars=",
            "/do/2/pay~1now/output/as/all task_output_as . task=/do/2/pay~1now vars=",
            "/do/2/pay~1now/while condition . != null task=/do/2/pay~1now vars=index,line",
            "/do/3/child/run/workflow/input/id task .id task=/do/3/child vars=",
            "/input/from workflow_input_from .order task=- vars=",
            "/output/as workflow_output_as .result task=- vars=",
            "/timeout/after workflow .limit task=- vars=",
            "/use/authentications/shop/basic/password task $secrets.apiKey task=- vars=",
            "/use/errors/soldOut/title task .title task=- vars=",
            "/use/retries/gentle/when retry_when .status >= 500 task=- vars="};
        expected.sort();
        QCOMPARE(all, expected);
    }

    void places() {
        const auto& task = *definition_->tasks[2];
        QCOMPARE(task.name_span.line, 45u);
        QCOMPARE(task.name_span.column, 5u);
        const std::string_view text(order_);
        QVERIFY(text.substr(task.span.begin, task.span.end - task.span.begin).starts_with("for: {each"));
        QVERIFY(text.substr(task.span.begin, task.span.end - task.span.begin).ends_with("metadata: {owner: me}"));
    }

    void json_of_tasks_and_of_the_whole() {
        QCOMPARE(task_definition_json(*definition_->tasks[3]).text(),
                 std::string(run_json));
        const orkestr::Json whole = definition_json(*definition_);
        // JSON is YAML: the canonical JSON reads as the same definition.
        const auto again = read(whole.text());
        QVERIFY(again != nullptr);
        QCOMPARE(definition_json(*again), whole);
        QCOMPARE(again->expressions.size(), definition_->expressions.size());
    }

    void text_that_is_no_expression_stays_text() {
        const auto definition = read("document: {dsl: 1.0.0, namespace: n, name: m, version: 1.0.0}\n"
                                     "do: [{a: {run: {script: {language: python, code: 'print(f\"${x}\")'}}}}, {b: {run: {shell: {command: 'echo ${HOME}'}}}}]\n");
        QVERIFY(definition != nullptr);
        QVERIFY(definition->expressions.empty());
        const auto& script = std::get<orkestr::RunScript>(std::get<orkestr::RunTask>(definition->tasks[0]->kind).process);
        QCOMPARE(script.code->text, std::string("print(f\"${x}\")"));
        QVERIFY(!script.code->is_expression);
    }
};

ORKESTR_TEST(ModelTest)
#include "model_test.moc"
