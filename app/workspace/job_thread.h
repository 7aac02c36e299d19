// A thread for work that takes long: one job after another.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

namespace orkestr {

class JobThread {
public:
    using Work = std::function<void(std::stop_token stop)>;

    JobThread() : thread_([this](std::stop_token ending) { work(std::move(ending)); }) {}
    /// Asks what is under way to stop, and what was not begun as it begins; all of it has returned then.
    ~JobThread() {
        thread_.request_stop();
        thread_.join();
    }

    /// Any thread. `work` is asked to stop by `stop`, too.
    void add(std::stop_token stop, Work work) {
        const std::lock_guard lock(mutex_);
        jobs_.push_back({std::move(stop), std::move(work)});
        more_.notify_one();
    }

private:
    struct Job {
        std::stop_token stop;
        Work work;
    };

    void work(std::stop_token ending) {
        for (;;) {
            Job job;
            {
                std::unique_lock lock(mutex_);
                more_.wait(lock, ending, [&] { return !jobs_.empty(); });
                if (jobs_.empty()) return;
                job = std::move(jobs_.front());
                jobs_.pop_front();
            }
            std::stop_source either;
            const std::stop_callback asked(job.stop, [&] { either.request_stop(); });
            const std::stop_callback ended(ending, [&] { either.request_stop(); });
            job.work(either.get_token());
        }
    }

    std::mutex mutex_; ///< for the jobs
    std::condition_variable_any more_;
    std::deque<Job> jobs_;
    std::jthread thread_; ///< last: it uses the others
};

} // namespace orkestr
