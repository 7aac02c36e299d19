#include "ui/viewmodels/definition_document.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace orkestr {

namespace {

constexpr qint64 largest_file_bytes = qint64{16} << 20; // TreeLimits::text_bytes
constexpr int settle_ms = 60;

} // namespace

DefinitionDocument::DefinitionDocument(QObject* parent) : QObject(parent) {
    settle_.setSingleShot(true);
    settle_.setInterval(settle_ms);
    connect(&settle_, &QTimer::timeout, this, &DefinitionDocument::reload);
    connect(&watcher_, &QFileSystemWatcher::fileChanged, &settle_, qOverload<>(&QTimer::start));
    connect(&watcher_, &QFileSystemWatcher::directoryChanged, &settle_, qOverload<>(&QTimer::start));
}

void DefinitionDocument::begin() {
    settle_.stop();
    gate_.drop();
    if (!watcher_.files().isEmpty()) watcher_.removePaths(watcher_.files());
    if (!watcher_.directories().isEmpty()) watcher_.removePaths(watcher_.directories());
    path_.clear();
    text_.clear();
    message_.clear();
    content_.reset();
    gone_ = false;
    state_ = LoadState::loading;
}

void DefinitionDocument::open_file(const QString& path) {
    begin();
    path_ = QFileInfo(path).absoluteFilePath();
    watch();
    gate_.join().compute<Reading>([path = path_] { return read(path, {}); },
                                  [this](Reading reading) { took(std::move(reading), true); });
    Q_EMIT changed();
}

void DefinitionDocument::open_text(const std::string& text, const QString& file_name) {
    begin();
    using Content = std::shared_ptr<const DefinitionContent>;
    gate_.join().compute<Content>([text, file_name] { return make_content(text, file_name); }, [this](Content content) {
        content_ = std::move(content);
        set_state(LoadState::ready, {});
    });
    Q_EMIT changed();
}

void DefinitionDocument::open_content(std::shared_ptr<const DefinitionContent> content) {
    begin();
    content_ = std::move(content);
    set_state(LoadState::ready, {});
}

void DefinitionDocument::begin_loading() {
    begin();
    Q_EMIT changed();
}

void DefinitionDocument::fail(const QString& message) {
    begin();
    set_state(LoadState::failed, message);
}

void DefinitionDocument::close() {
    begin();
    set_state(LoadState::idle, {});
}

/// The file itself, and its folder: an editor that writes a new file over the old name ends the watch on the old one.
void DefinitionDocument::watch() {
    if (QFileInfo::exists(path_)) watcher_.addPath(path_);
    const QString folder = QFileInfo(path_).absolutePath();
    if (QFileInfo::exists(folder)) watcher_.addPath(folder);
}

void DefinitionDocument::reload() {
    if (!watcher_.files().contains(path_)) watch();
    gate_.supersede().compute<Reading>([path = path_, known = text_] { return read(path, known); },
                                       [this](Reading reading) { took(std::move(reading), false); });
}

DefinitionDocument::Reading DefinitionDocument::read(const QString& path, const std::string& known) {
    Reading out;
    const QFileInfo info(path);
    if (!info.exists()) {
        out.missing = true;
        out.error = tr("There is no file %1.").arg(QDir::toNativeSeparators(path));
        return out;
    }
    if (info.isDir()) {
        out.error = tr("%1 is a folder, not a definition.").arg(QDir::toNativeSeparators(path));
        return out;
    }
    if (info.size() > largest_file_bytes) {
        out.error = tr("%1 is larger than 16 MB.").arg(QDir::toNativeSeparators(path));
        return out;
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        out.error = tr("%1 can't be read: %2").arg(QDir::toNativeSeparators(path), file.errorString());
        return out;
    }
    out.text = file.readAll().toStdString();
    out.same = !known.empty() && out.text == known;
    if (!out.same) out.content = make_content(out.text, path);
    return out;
}

void DefinitionDocument::took(Reading reading, bool first) {
    const bool was_gone = gone_;
    gone_ = !reading.error.isEmpty() && content_ != nullptr;
    if (!reading.error.isEmpty()) {
        if (content_) {
            message_ = reading.error;
            if (gone_ != was_gone) Q_EMIT changed();
        } else {
            set_state(LoadState::failed, reading.error);
        }
        return;
    }
    if (reading.same) {
        if (was_gone) Q_EMIT changed();
        return;
    }
    text_ = std::move(reading.text);
    content_ = std::move(reading.content);
    set_state(LoadState::ready, {});
    if (!first) Q_EMIT reloaded();
}

void DefinitionDocument::set_state(LoadState state, const QString& message) {
    state_ = state;
    message_ = message;
    Q_EMIT changed();
}

} // namespace orkestr
