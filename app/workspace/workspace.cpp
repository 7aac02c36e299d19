#include "app/workspace/workspace.h"

#include "app/workspace/location.h"
#include "core/adapters/sqlite/sqlite_store.h"
#include "core/runtime/store_source.h"

namespace orkestr {

Result<std::unique_ptr<RunSource>> open_source(const std::string& directory, std::shared_ptr<ValueThread> values) {
    const std::string file = workspace_file(directory);
    auto source = StoreSource::create(directory, [file]() -> Result<OpenedReader> {
        auto store = SqliteStore::open(file, SqliteStore::Mode::read_only);
        if (!store) return store.error();
        auto* raw = store->get();
        return OpenedReader{std::move(*store), [raw] {
                                const auto version = raw->data_version();
                                return version ? *version : 0;
                            }};
    }, std::move(values));
    if (!source) return source.error();
    return std::unique_ptr<RunSource>(std::move(*source));
}

Result<std::unique_ptr<Workspace>> Workspace::open(const std::string& directory, std::shared_ptr<ValueThread> values) {
    std::unique_ptr<Workspace> self(new Workspace);
    auto source = open_source(directory, values);
    if (!source && source.error().code == ErrorCode::not_found) {
        if (auto made = ensure_workspace_directory(directory); !made) return made.error();
        // Made, and closed again: whoever only looks holds nothing.
        if (auto store = SqliteStore::open(workspace_file(directory), SqliteStore::Mode::read_write_create); !store) return store.error();
        source = open_source(directory, std::move(values));
    }
    if (!source) return source.error();
    self->source_ = std::move(*source);
    auto control = std::make_unique<EngineControl>(EngineOptions{.directory = directory, .follow_schedules = true});
    self->control_ = control.get();
    self->thread_.take(std::move(control));
    return self;
}

} // namespace orkestr
