// `orkestr serve` beside a test.
#pragma once

#include "tests/cli/program.h"

#include <QProcess>
#include <QString>
#include <functional>
#include <string>
#include <vector>

namespace orkestr::test {

class Served {
public:
    /// Starts it and waits until it serves; `error` says what it said instead.
    explicit Served(const QString& workspace, const QStringList& more = {}, const QString& path = program("orkestr"));
    /// Kills what was not stopped.
    ~Served();
    Served(const Served&) = delete;
    Served& operator=(const Served&) = delete;

    bool serves() const { return !lines_.empty() && lines_.front().string_at("event") == "serving"; }
    std::string error();
    qint64 process() const { return process_.processId(); }

    /// Waits for a line of its log that is as wanted, counted from the first; null when none comes in a minute.
    JsonValue wait_for(const std::function<bool(const JsonValue&)>& wanted);
    /// A line of this event about this run (any, when empty).
    JsonValue wait_for(const std::string& event, const std::string& run = {});
    /// Waits until it has said so many lines, or has ended; then false.
    bool wait_for_lines(std::size_t count);
    /// Waits for so many lines of this event.
    bool wait_for_many(const std::string& event, int count);

    void signal(int number);
    /// SIGTERM; gives the exit code, -1 when it does not end or crashes.
    int stop();
    int wait_for_end(int most_ms = 60'000);
    /// What it has said.
    const std::vector<JsonValue>& lines() const { return lines_; }

private:
    bool read_more(int most_ms);

    QProcess process_;
    QByteArray buffer_;
    std::vector<JsonValue> lines_;
};

} // namespace orkestr::test
