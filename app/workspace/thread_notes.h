// RunNotes of a file, on a thread of its own, which also looks whether somebody else has written.
#pragma once

#include "core/adapters/archive/notes_file.h"
#include "core/ports/run_notes.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace orkestr {

class ThreadNotes final : public RunNotes {
public:
    /// Of the workspace, log or other file at `path`; looked for with the first request.
    explicit ThreadNotes(std::string path);
    /// What was asked for has been done then.
    ~ThreadNotes() override;

    void read(std::stop_token stop, std::function<void(Result<KeptNotes>)> done) override;
    void change(AnnotationChange change, std::function<void(Result<KeptNotes>)> done) override;
    void watch(std::function<void()> changed) override;

private:
    using Job = std::function<void(const Result<NotesFile>& file)>;
    void post(Job job);
    void work();
    void look(const NotesFile& file);

    std::string path_;
    std::mutex mutex_;
    std::condition_variable more_;
    std::deque<Job> jobs_;
    std::function<void()> changed_;
    bool ending_ = false;
    std::string stamp_; ///< the thread's
    std::thread thread_;
};

} // namespace orkestr
