#include "app/workspace/engine.h"

#include "app/workspace/location.h"
#include "core/adapters/http/http_activity_runner.h"
#include "core/adapters/memory/memory_store.h"
#include "core/adapters/process/process_activity_runner.h"
#include "core/adapters/secrets/environment_secrets.h"
#include "core/adapters/secrets/file_secrets.h"
#include "core/adapters/secrets/secret_chain.h"
#include "core/adapters/sqlite/sqlite_store.h"
#include "core/base/sha256.h"
#include "core/definition/reader.h"

#include <filesystem>

namespace orkestr {

namespace {

/// Definitions of a workspace from before tags were kept.
Result<void> add_tags(Stores& stores) {
    DefinitionQuery untagged;
    untagged.untagged_only = true;
    const auto rows = stores.definitions(untagged);
    if (!rows) return rows.error();
    for (DefinitionRow row : *rows) {
        const ReadResult read = read_definition(row.text, row.file_name);
        const auto definition = read.definition ? read.definition : read.refused;
        const Node* tags = definition ? definition->document.tags : nullptr;
        row.tags = tags ? to_json(*tags).json() : Json();
        // Runs are found without them too.
        (void)stores.put_definition(row);
    }
    return {};
}

} // namespace

Result<std::string> Engine::open_store(const EngineOptions& options, QObject* context) {
    auto key = std::make_shared<Result<std::string>>(random_bytes(32));
    const auto open = [options, key]() -> Result<std::unique_ptr<Stores>> {
        if (options.ephemeral) {
            return std::unique_ptr<Stores>(std::make_unique<MemoryStore>());
        }
        auto store = SqliteStore::open(workspace_file(options.directory), SqliteStore::Mode::read_write_create);
        if (!store) return store.error();
        *key = (*store)->workspace_key();
        if (!*key) return key->error();
        if (auto tagged = add_tags(**store); !tagged) return tagged.error();
        return std::unique_ptr<Stores>(std::move(*store));
    };
    auto thread = StoreThread::create(open, context);
    if (!thread) return thread.error();
    store_ = std::move(*thread);
    return *key;
}

std::shared_ptr<const SecretSource> engine_secrets(const EngineOptions& options) {
    std::vector<std::shared_ptr<const SecretSource>> sources{std::make_shared<EnvironmentSecrets>(options.secret_variables)};
    if (!options.ephemeral)
        sources.push_back(std::make_shared<FileSecrets>((std::filesystem::path(options.directory) / "secrets.json").string()));
    return std::make_shared<SecretChain>(std::move(sources));
}

void Engine::make_runners(const EngineOptions& options) {
    secrets_ = engine_secrets(options);
    http_ = std::make_unique<HttpActivityRunner>(*secrets_);
    processes_ = std::make_unique<ProcessActivityRunner>(*secrets_);
    router_.add("http", *http_);
    router_.add("shell", *processes_);
    router_.add("script", *processes_);
}

Result<std::unique_ptr<Engine>> Engine::create(const EngineOptions& options, JqEvaluator& evaluator) {
    std::unique_ptr<Engine> self(new Engine);
    if (!options.ephemeral) {
        if (auto made = ensure_workspace_directory(options.directory); !made) return made.error();
        auto lock = WorkspaceLock::try_acquire(options.directory, options.follow_schedules ? lasting_holder : passing_holder);
        if (!lock) return lock.error();
        self->lock_.emplace(std::move(*lock));
    }
    const auto key = self->open_store(options, &self->context_);
    if (!key) return key.error();
    self->make_runners(options);
    auto orchestrator = std::make_unique<Orchestrator>(
        OrchestratorPorts{*self->store_, evaluator, self->router_, *self->secrets_, self->clock_, random_bytes},
        OrchestratorOptions{*key, ORKESTR_VERSION, evaluator.version(), 1000, 20'000, options.keep_events});
    if (options.only_record) orchestrator->drain();
    self->loop_ = std::make_unique<EngineLoop>(std::move(orchestrator), self->clock_);
    if (options.follow_schedules) self->loop_->follow_schedules();
    if (!options.ephemeral) {
        auto* orchestra = &self->loop_->orchestrator();
        self->doorbell_ = std::make_unique<Doorbell>(options.directory, [orchestra] { orchestra->serve_inbox(); });
        orchestra->serve_inbox();
    }
    return self;
}

Engine::~Engine() {
    doorbell_.reset();
    store_.reset(); // finishes the commits under way
}

} // namespace orkestr
