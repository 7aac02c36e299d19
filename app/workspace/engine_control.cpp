#include "app/workspace/engine_control.h"

#include "app/workspace/location.h"
#include "app/workspace/pinned_resources.h"
#include "core/adapters/sqlite/sqlite_store.h"
#include "core/base/sha256.h"
#include "core/runtime/schedule_state.h"

#include <QThread>

namespace orkestr {

DefinitionRow definition_row(const CheckedDefinition& checked, bool listed, Instant now) {
    const Plan& plan = *checked.plan;
    const Node* tags = checked.definition->document.tags;
    return {plan.ns, plan.name, plan.version, plan.definition_hash, checked.text, checked.file_name, now, listed, checked.resources,
            tags ? to_json(*tags).json() : Json()};
}

EngineControl::EngineControl(EngineOptions options) : options_(std::move(options)) {}

EngineControl::~EngineControl() { engine_.reset(); }

void EngineControl::in_thread(std::function<void()> work) {
    if (QThread::currentThread() == thread()) work();
    else QMetaObject::invokeMethod(this, std::move(work), Qt::QueuedConnection);
}

Result<JqEvaluator*> EngineControl::evaluator() {
    if (!evaluator_) {
        auto made = JqEvaluator::create();
        if (!made) return made.error();
        evaluator_ = std::move(*made);
    }
    return evaluator_.get();
}

Result<Engine*> EngineControl::engine() {
    if (engine_) return engine_.get();
    const auto values = evaluator();
    if (!values) return values.error();
    auto made = Engine::create(options_, **values);
    if (!made) return made.error();
    engine_ = std::move(*made);
    engine_->orchestrator().committed = [this](const RunId& run, const std::vector<Event>& events, const State& state) {
        if (committed) committed(run, events, state);
    };
    engine_->orchestrator().failed = [this](const Error& error) {
        if (failed) failed(error);
    };
    engine_->orchestrator().set_aside = [this](const RunId& run, const Error& error) {
        if (set_aside) set_aside(run, error);
    };
    engine_->loop().schedule_failed = [this](const ScheduleRow& row, const Error& error) {
        if (schedule_failed) schedule_failed(row, error);
    };
    return engine_.get();
}

Result<std::unique_ptr<SqliteStore>> EngineControl::open_store() const {
    if (options_.ephemeral) return Error{ErrorCode::unsupported, "a workspace in memory has nobody else to ask", {}};
    return SqliteStore::open(workspace_file(options_.directory), SqliteStore::Mode::read_write);
}

bool EngineControl::tell_holder() {
    if (!engine_) return Doorbell::ring(options_.directory);
    engine_->orchestrator().serve_inbox();
    return true;
}

ResourceLoader* EngineControl::loader() {
    if (options_.offline) return nullptr;
    if (!resources_) resources_ = std::make_unique<ResourceFetcher>(engine_secrets(options_));
    return resources_.get();
}

/// Puts a request into the inbox of whoever holds the engine, and rings.
Result<void> EngineControl::ask_holder(const std::string& kind, const RunId& run, const JsonValue& body, const DefinitionRow* definition) {
    auto store = open_store();
    if (!store) return store.error();
    if (definition)
        if (auto put = (*store)->put_definition(*definition); !put) return put;
    auto posted = (*store)->post({0, kind, run, body.json(), SystemClock().now()});
    if (!posted) return posted.error();
    Doorbell::ring(options_.directory);
    return {};
}

void EngineControl::check(std::string text, std::string file_name, std::function<void(Result<CheckedDefinition>)> done) {
    const auto values = evaluator();
    if (!values) return done(values.error());
    if (!loader()) return check_definition(std::move(text), std::move(file_name), **values, nullptr, std::move(done));
    const auto pinned = std::make_shared<PinnedResources>(*loader(), [this, text, file_name] {
        const auto store = open_store();
        return store ? pinned_resources(**store, text, file_name) : Json();
    });
    check_definition(std::move(text), std::move(file_name), **values, pinned.get(), [pinned, done = std::move(done)](Result<CheckedDefinition> checked) { done(std::move(checked)); });
}

void EngineControl::start_checked(const CheckedDefinition& checked, Json input, std::function<void(Result<RunId>)> done) {
    const Instant now = SystemClock().now();
    const DefinitionRow row = definition_row(checked, false, now);
    auto holder = engine();
    if (!holder && holder.error().code == ErrorCode::locked) {
        const RunId run{make_ulid(now, random_bytes(10))};
        JsonValue body = JsonValue::object({{"definition", row.hash}, {"input", JsonValue::of(input)}, {"cause", "manual"}});
        if (auto asked = ask_holder("start", run, body, &row); !asked) return done(asked.error());
        return done(run);
    }
    if (!holder) return done(holder.error());
    auto put = std::make_shared<Result<void>>();
    (*holder)->store().run([put, row](Stores& store) { *put = store.put_definition(row); },
                           [this, put, plan = checked.plan, input = std::move(input), done = std::move(done)]() mutable {
                               if (!*put) return done(put->error());
                               engine_->orchestrator().start({{}, plan, std::move(input)}, std::move(done));
                           });
}

void EngineControl::start(StartRequest request, std::function<void(Result<RunId>)> done) {
    in_thread([this, request = std::move(request), done = std::move(done)]() mutable {
        check(request.definition_text, request.file_name, [this, input = request.input, done](Result<CheckedDefinition> checked) {
            if (!checked) return done(checked.error());
            if (!checked->ok()) return done(Error{ErrorCode::invalid_definition, diagnostics_text(*checked), {}});
            start_checked(*checked, input, done);
        });
    });
}

void EngineControl::steer(RunId run, Steering steering, Author author, std::function<void(Result<void>)> done) {
    in_thread([this, run = std::move(run), steering, author = std::move(author), done = std::move(done)] {
        auto holder = engine();
        if (holder) return (*holder)->orchestrator().steer(run, steering, author, done);
        if (holder.error().code != ErrorCode::locked) return done(holder.error());
        done(ask_holder(to_string(steering), run, JsonValue::object({{"by", author.by}, {"reason", author.reason}}), nullptr));
    });
}

void EngineControl::recover(std::function<void(Result<std::size_t>)> done) {
    in_thread([this, done = std::move(done)] {
        auto holder = engine();
        if (!holder) return done(holder.error());
        (*holder)->orchestrator().recover(done);
    });
}

void EngineControl::publish(std::string definition_text, std::string file_name, std::function<void(Result<std::string>)> done) {
    in_thread([this, text = std::move(definition_text), name = std::move(file_name), done = std::move(done)]() mutable {
        check(std::move(text), std::move(name), [this, done](Result<CheckedDefinition> checked) {
            if (!checked) return done(checked.error());
            if (!checked->ok()) return done(Error{ErrorCode::invalid_definition, diagnostics_text(*checked), {}});
            if (auto made = ensure_workspace_directory(options_.directory); !made) return done(made.error());
            // Publishing needs no engine: definitions never change.
            auto store = SqliteStore::open(workspace_file(options_.directory), SqliteStore::Mode::read_write_create);
            if (!store) return done(store.error());
            const DefinitionRow row = definition_row(*checked, true, SystemClock().now());
            if (auto put = (*store)->put_definition(row); !put) return done(put.error());
            if (auto scheduled = schedule_again(**store, row.ns, row.name); !scheduled) return done(scheduled.error());
            if (auto posted = (*store)->post({0, "schedules", {}, Json::trusted("{}"), SystemClock().now()}); !posted) return done(posted.error());
            tell_holder();
            done(row.hash);
        });
    });
}

} // namespace orkestr
