#include "tests/cli/served.h"

#include <QDeadlineTimer>
#include <algorithm>
#include <csignal>
#include <sys/types.h>

namespace orkestr::test {

namespace {

constexpr int look_again_ms = 200;

} // namespace

Served::Served(const QString& workspace, const QStringList& more, const QString& path) {
    process_.start(path, QStringList{"serve", "--workspace", workspace, "--format", "json"} + more);
    wait_for("serving");
}

Served::~Served() {
    if (process_.state() == QProcess::NotRunning) return;
    process_.kill();
    process_.waitForFinished();
}

std::string Served::error() { return process_.readAllStandardError().toStdString(); }

bool Served::read_more(int most_ms) {
    const bool running = process_.state() != QProcess::NotRunning;
    if (running && process_.bytesAvailable() == 0) process_.waitForReadyRead(std::min(most_ms, look_again_ms));
    buffer_ += process_.readAllStandardOutput();
    for (auto end = buffer_.indexOf('\n'); end >= 0; end = buffer_.indexOf('\n')) {
        if (auto line = JsonValue::parse(buffer_.left(end).toStdString())) lines_.push_back(std::move(*line));
        buffer_.remove(0, end + 1);
    }
    return running;
}

JsonValue Served::wait_for(const std::function<bool(const JsonValue&)>& wanted) {
    const QDeadlineTimer deadline(60'000);
    for (std::size_t seen = 0;;) {
        for (; seen < lines_.size(); ++seen)
            if (wanted(lines_[seen])) return lines_[seen];
        if (deadline.hasExpired()) return {};
        if (!read_more(look_again_ms) && seen == lines_.size()) return {};
    }
}

JsonValue Served::wait_for(const std::string& event, const std::string& run) {
    return wait_for([&](const JsonValue& line) { return line.string_at("event") == event && (run.empty() || line.string_at("run") == run); });
}

bool Served::wait_for_lines(std::size_t count) {
    const auto enough = [&](const JsonValue&) { return lines_.size() >= count; };
    return !wait_for(enough).is_null();
}

bool Served::wait_for_many(const std::string& event, int count) {
    int seen = 0;
    return !wait_for([&](const JsonValue& line) { return line.string_at("event") == event && ++seen == count; }).is_null();
}

void Served::signal(int number) { ::kill(static_cast<pid_t>(process_.processId()), number); }

int Served::stop() {
    signal(SIGTERM);
    return wait_for_end();
}

int Served::wait_for_end(int most_ms) {
    const QDeadlineTimer deadline(most_ms);
    while (process_.state() != QProcess::NotRunning && !deadline.hasExpired()) read_more(static_cast<int>(deadline.remainingTime()));
    read_more(look_again_ms);
    return process_.state() == QProcess::NotRunning && process_.exitStatus() == QProcess::NormalExit ? process_.exitCode() : -1;
}

} // namespace orkestr::test
