// A definition that is open: its content as it is now, from a file that is watched or from a recorded text. Reading and
// parsing happen off the GUI thread; an editor that replaces the file instead of writing into it is followed.
#pragma once

#include "ui/viewmodels/answer_gate.h"
#include "ui/viewmodels/definition_content.h"
#include "ui/viewmodels/load_state.h"

#include <QFileSystemWatcher>
#include <QTimer>

namespace orkestr {

class DefinitionDocument : public QObject {
    Q_OBJECT
public:
    explicit DefinitionDocument(QObject* parent = nullptr);

    /// Opens a file and follows it.
    void open_file(const QString& path);
    /// Shows a text that does not change.
    void open_text(const std::string& text, const QString& file_name);
    /// Shows what another document has parsed already.
    void open_content(std::shared_ptr<const DefinitionContent> content);
    /// Nothing to show yet: a text is being fetched.
    void begin_loading();
    /// The text could not be had.
    void fail(const QString& message);
    void close();

    LoadState state() const { return state_; }
    const QString& message() const { return message_; }
    /// The file's absolute path; empty for a recorded text.
    const QString& path() const { return path_; }
    /// Null until it is ready. While the file is gone, what it held last.
    const std::shared_ptr<const DefinitionContent>& content() const { return content_; }
    /// The file has been taken away since it was read.
    bool is_gone() const { return gone_; }

Q_SIGNALS:
    /// State, message, content or the file's being gone.
    void changed();
    /// The content is another one than before, because the file has changed on disk.
    void reloaded();

private:
    struct Reading {
        std::string text;
        QString error; ///< why it could not be read
        bool missing = false;
        bool same = false; ///< as the text that was known
        std::shared_ptr<const DefinitionContent> content;
    };
    static Reading read(const QString& path, const std::string& known);
    void begin();
    void watch();
    void reload();
    void took(Reading reading, bool first);
    void set_state(LoadState state, const QString& message);

    QString path_;
    std::string text_;
    LoadState state_ = LoadState::idle;
    QString message_;
    bool gone_ = false;
    std::shared_ptr<const DefinitionContent> content_;
    QFileSystemWatcher watcher_;
    QTimer settle_; ///< a writer often touches a file several times
    AnswerGate gate_{this};
};

} // namespace orkestr
