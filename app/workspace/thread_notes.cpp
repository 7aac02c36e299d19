#include "app/workspace/thread_notes.h"

#include "app/workspace/notes_place.h"

#include <chrono>

namespace orkestr {

namespace {

constexpr std::chrono::milliseconds look_again{500};

Result<KeptNotes> kept(Result<Annotations> annotations, const NotesFile& file) {
    if (!annotations) return annotations.error();
    return KeptNotes{std::move(*annotations), file.path()};
}

} // namespace

ThreadNotes::ThreadNotes(std::string path) : path_(std::move(path)), thread_([this] { work(); }) {}

ThreadNotes::~ThreadNotes() {
    {
        const std::scoped_lock lock(mutex_);
        ending_ = true;
        changed_ = nullptr;
    }
    more_.notify_all();
    thread_.join();
}

void ThreadNotes::read(std::stop_token stop, std::function<void(Result<KeptNotes>)> done) {
    post([this, stop = std::move(stop), done = std::move(done)](const Result<NotesFile>& file) {
        if (stop.stop_requested()) return done(Error{ErrorCode::cancelled, "the request was stopped", {}});
        if (!file) return done(file.error());
        stamp_ = file->stamp();
        done(kept(file->read(), *file));
    });
}

void ThreadNotes::change(AnnotationChange change, std::function<void(Result<KeptNotes>)> done) {
    post([this, change = std::move(change), done = std::move(done)](const Result<NotesFile>& file) {
        if (!file) return done(file.error());
        // It is news like that of others: between writing and looking somebody else may have written too.
        done(kept(file->change(change), *file));
    });
}

void ThreadNotes::watch(std::function<void()> changed) {
    const std::scoped_lock lock(mutex_);
    changed_ = std::move(changed);
    more_.notify_all();
}

void ThreadNotes::post(Job job) {
    {
        const std::scoped_lock lock(mutex_);
        jobs_.push_back(std::move(job));
    }
    more_.notify_all();
}

void ThreadNotes::work() {
    std::optional<Result<NotesFile>> file;
    for (;;) {
        std::deque<Job> jobs;
        bool watched = false;
        {
            std::unique_lock lock(mutex_);
            const auto wanted = [this] { return ending_ || !jobs_.empty(); };
            if (changed_) more_.wait_for(lock, look_again, wanted);
            else more_.wait(lock, [&] { return wanted() || changed_; });
            if (ending_ && jobs_.empty()) return;
            jobs.swap(jobs_);
            watched = changed_ != nullptr;
        }
        if (!file || !*file) file.emplace(notes_of(path_));
        for (const Job& job : jobs) job(*file);
        if (watched && *file) look(**file);
    }
}

void ThreadNotes::look(const NotesFile& file) {
    std::string now = file.stamp();
    if (now == stamp_) return;
    stamp_ = std::move(now);
    const std::scoped_lock lock(mutex_);
    if (changed_) changed_();
}

} // namespace orkestr
