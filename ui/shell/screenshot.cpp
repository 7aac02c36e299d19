#include "ui/shell/screenshot.h"

#include "ui/shell/main_window.h"
#include "ui/shell/window_pages.h"

#include <QDir>
#include <QFileInfo>
#include <QPixmap>
#include <QSaveFile>

namespace orkestr {

namespace {

constexpr int look_ms = 40;
/// What is painted at leisure (tiles of the graph, rows of a page that came) is there after a few turns.
constexpr int looks_before_saving = 6;

} // namespace

Screenshot::Screenshot(MainWindow& window, const QString& path, const QString& page, QObject* parent)
    : QObject(parent), window_(window), path_(path), page_(page) {
    timer_.setInterval(look_ms);
    connect(&timer_, &QTimer::timeout, this, &Screenshot::look);
}

void Screenshot::start() {
    waited_.start();
    timer_.start();
}

void Screenshot::look() {
    if (const QString failure = window_.failure(); !failure.isEmpty()) {
        timer_.stop();
        Q_EMIT finished(failure);
        return;
    }
    settled_looks_ = window_.is_settled() ? settled_looks_ + 1 : 0;
    if (settled_looks_ >= looks_before_saving && !shows_page_ && !page_.isEmpty()) {
        show_window_page(window_, page_);
        shows_page_ = true;
        settled_looks_ = 0;
    } else if (settled_looks_ >= looks_before_saving) {
        timer_.stop();
        if (const QString missing = missing_page(window_, page_); !missing.isEmpty()) Q_EMIT finished(missing);
        else save();
    } else if (waited_.elapsed() > longest_wait_ms) {
        timer_.stop();
        Q_EMIT finished(tr("what was asked for was not there within a minute"));
    }
}

void Screenshot::save() {
    const QPixmap picture = window_.grab();
    QSaveFile file(path_);
    const bool saved = file.open(QIODevice::WriteOnly) && picture.save(&file, "PNG") && file.commit();
    Q_EMIT finished(saved ? QString() : tr("%1 can't be written: %2").arg(QDir::toNativeSeparators(path_), file.errorString()));
}

} // namespace orkestr
