#include "core/adapters/process/process_attempt.h"

#include "core/adapters/process/process_result.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcessEnvironment>
#include <csignal>
#include <unistd.h>

namespace orkestr {

namespace {

constexpr int wait_for_killed_ms = 5'000;

QString from_utf8(const std::string& text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

std::string_view view_of(const QByteArray& bytes) { return {bytes.constData(), static_cast<std::size_t>(bytes.size())}; }

bool error_is_result(ProcessReturn returns) { return returns == ProcessReturn::stderr_text || returns == ProcessReturn::all; }

constexpr const char* script_folder_prefix = "orkestr-script-";

} // namespace

void remove_stale_script_folders() {
    const QDir temporary(QDir::tempPath());
    const QDateTime day_ago = QDateTime::currentDateTimeUtc().addDays(-1);
    const auto filters = QDir::Dirs | QDir::NoSymLinks | QDir::NoDotAndDotDot;
    for (const auto& entry : temporary.entryInfoList({QString(script_folder_prefix) + "*"}, filters)) {
        const bool ours = entry.ownerId() == ::getuid() && entry.lastModified() < day_ago;
        if (ours) QDir(entry.absoluteFilePath()).removeRecursively();
    }
}

ProcessAttempt::ProcessAttempt(ProcessCall call, const ProcessOptions& options, SessionEnder& ender, Ended ended)
    : call_(std::move(call)), options_(options), ender_(ender), ended_(std::move(ended)), output_(options.max_output_bytes),
      error_(error_is_result(call_.returns) ? options.max_output_bytes : 0), log_(options.max_log_bytes + (std::size_t{16} << 10)) {}

ProcessAttempt::~ProcessAttempt() {
    process_.disconnect(this);
    // A child that is only just starting may have children already when Qt hears of it.
    if (process_.state() == QProcess::Starting) process_.waitForStarted(wait_for_killed_ms);
    if (process_.state() == QProcess::NotRunning) return;
    end_session(SIGKILL);
    process_.kill();
    process_.waitForFinished(wait_for_killed_ms);
}

void ProcessAttempt::start() {
    if (auto problem = write_script()) {
        // Queued: nothing is reported within start().
        QTimer::singleShot(0, this, [this, problem = std::move(*problem)] { report(problem); });
        return;
    }
    configure();
    process_.start(QIODevice::ReadWrite);
    session_ = static_cast<pid_t>(process_.processId());
    if (!call_.standard_input.empty())
        process_.write(call_.standard_input.data(), static_cast<qint64>(call_.standard_input.size()));
    process_.closeWriteChannel();
    call_.standard_input = {};
    time_limit_.start(options_.time_limit_ms);
}

void ProcessAttempt::configure() {
    QStringList arguments;
    if (folder_) arguments << folder_->filePath(from_utf8(call_.script_name));
    for (const auto& argument : call_.arguments) arguments << from_utf8(argument);
    process_.setProgram(from_utf8(call_.program));
    process_.setArguments(arguments);
    QProcessEnvironment environment;
    for (const auto& [name, value] : call_.environment) environment.insert(from_utf8(name), from_utf8(value));
    process_.setProcessEnvironment(environment);
    if (!options_.working_directory.empty()) process_.setWorkingDirectory(from_utf8(options_.working_directory));
    process_.setChildProcessModifier([parent = ::getpid()] { enter_own_session(parent); });

    connect(&process_, &QProcess::started, this, [this] {
        if (cancelled_ || verdict_) end_session(SIGTERM);
    });
    connect(&process_, &QProcess::readyReadStandardOutput, this, [this] { take_output(); });
    connect(&process_, &QProcess::readyReadStandardError, this, [this] { take_error(); });
    connect(&process_, &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) { take_end(code, status); });
    connect(&process_, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        // The others come with finished(), or say only that the process reads no further input.
        if (error == QProcess::FailedToStart) take_start_failure();
    });
    time_limit_.setSingleShot(true);
    connect(&time_limit_, &QTimer::timeout, this, [this] {
        end_early(Problem::standard(StandardError::runtime, "the process still ran after its limit of " +
                                                                std::to_string(options_.time_limit_ms) + " ms and was ended"),
                  SIGTERM);
    });
}

std::optional<Problem> ProcessAttempt::write_script() {
    if (call_.script_name.empty()) return std::nullopt;
    // mkdtemp: 0700, so the file within is this user's alone.
    folder_ = std::make_unique<QTemporaryDir>(QDir::tempPath() + '/' + script_folder_prefix + "XXXXXX");
    QFile file(folder_->filePath(from_utf8(call_.script_name)));
    const auto size = static_cast<qint64>(call_.script.size());
    if (folder_->isValid() && file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner) &&
        file.write(call_.script.data(), size) == size && file.flush())
        return std::nullopt;
    const QString reason = folder_->isValid() ? file.errorString() : folder_->errorString();
    return Problem::standard(StandardError::runtime, "the script could not be written to a temporary file: " + reason.toStdString());
}

void ProcessAttempt::take_output() {
    const QByteArray bytes = process_.readAllStandardOutput();
    if (verdict_ || cancelled_) return;
    output_.add(view_of(bytes));
    if (output_.overflowed())
        end_early(Problem::standard(StandardError::runtime, "the process wrote more than " + std::to_string(options_.max_output_bytes) +
                                                                " bytes to standard output, which is the limit, and was ended"),
                  SIGKILL);
}

void ProcessAttempt::take_error() {
    const QByteArray bytes = process_.readAllStandardError();
    log_.add(view_of(bytes));
    if (verdict_ || cancelled_ || !error_is_result(call_.returns)) return;
    error_.add(view_of(bytes));
    if (error_.overflowed())
        end_early(Problem::standard(StandardError::runtime, "the process wrote more than " + std::to_string(options_.max_output_bytes) +
                                                                " bytes to standard error, which is the limit, and was ended"),
                  SIGKILL);
}

void ProcessAttempt::take_start_failure() {
    // Queued: Qt may tell this within start().
    QTimer::singleShot(0, this, [this] {
        report(Problem::standard(StandardError::runtime,
                                 call_.program + " could not be started: " + process_.errorString().toStdString()));
    });
}

void ProcessAttempt::take_end(int code, QProcess::ExitStatus status) {
    take_output();
    take_error();
    // What the leader has left behind, holding its pipes or not, goes with it.
    ender_.end(session_);
    if (verdict_) return report(*verdict_);
    ProcessEnd end{status == QProcess::NormalExit ? code : 0, status == QProcess::CrashExit ? code : 0, output_.bytes(),
                   error_.bytes(), log()};
    report(process_outcome(call_, end));
}

void ProcessAttempt::end_early(Problem verdict, int signal) {
    if (verdict_) return;
    verdict_ = std::move(verdict);
    end_session(signal);
}

void ProcessAttempt::end_session(int signal) {
    // Before it has started the child has no session yet: started() comes back here.
    if (process_.state() != QProcess::Running) return;
    signal_process_group(session_, signal);
    ender_.end(session_);
}

void ProcessAttempt::cancel() {
    if (std::exchange(cancelled_, true)) return;
    time_limit_.stop();
    if (process_.state() == QProcess::NotRunning) {
        QTimer::singleShot(0, this, [this] { report(Json()); });
        return;
    }
    end_session(SIGTERM);
}

void ProcessAttempt::report(std::variant<Json, Problem> outcome) {
    time_limit_.stop();
    folder_.reset();
    const auto ended = std::exchange(ended_, nullptr);
    if (!ended) return;
    if (cancelled_) ended(std::nullopt);
    else ended(ActivityResult{std::move(outcome), log()});
}

std::string ProcessAttempt::log() const { return process_log(log_, call_, options_.max_log_bytes); }

} // namespace orkestr
