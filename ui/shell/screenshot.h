// Saves a picture of the window once what was asked for is shown.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace orkestr {

class MainWindow;

class Screenshot : public QObject {
    Q_OBJECT
public:
    static constexpr int longest_wait_ms = 60'000;

    /// The window outlives it.
    /// `page`: brought to the front once what was asked for is there (window_pages.h), and an error where it isn't; empty: as it
    /// comes.
    Screenshot(MainWindow& window, const QString& path, const QString& page = {}, QObject* parent = nullptr);
    void start();

Q_SIGNALS:
    /// An empty error: it is saved.
    void finished(const QString& error);

private:
    void look();
    void save();

    MainWindow& window_;
    QString path_;
    QString page_;
    bool shows_page_ = false; ///< it was asked for
    QTimer timer_;
    QElapsedTimer waited_;
    int settled_looks_ = 0;
};

} // namespace orkestr
