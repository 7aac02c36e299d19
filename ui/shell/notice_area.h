// What the window has to say across its middle: runs that were left unfinished, what went wrong, what has changed.
#pragma once

#include <QWidget>

namespace orkestr {

class Banner;
class StudioSession;

class NoticeArea : public QWidget {
    Q_OBJECT
public:
    /// The session outlives the area.
    explicit NoticeArea(StudioSession& session, QWidget* parent = nullptr);

    Banner* unfinished() { return unfinished_; }
    Banner* notice() { return notice_; }
    /// Something else is opened: what was said about the last thing goes.
    void clear();
    /// Something did not happen, and why.
    void show_failure(const QString& what, const QString& why);

private:
    void show_unfinished();
    void show_reload();

    StudioSession& session_;
    Banner* unfinished_;
    Banner* notice_;
};

} // namespace orkestr
