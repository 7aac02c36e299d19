// The head of the window's middle: which definition is open, and which of its runs, with how that run stands.
#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;
class QToolButton;

namespace orkestr {

class StatusPill;
class StudioSession;
struct StudioActions;

class DocumentHeader : public QWidget {
    Q_OBJECT
public:
    /// The session outlives the header.
    DocumentHeader(StudioSession& session, const StudioActions& actions, QWidget* parent = nullptr);

    /// What is shown in place of a definition, by its title; empty: nothing.
    void show_cover(const QString& title);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void show_definition();
    void show_run();
    void show_subtitle(const QStringList& parts);
    QString run_line() const;
    void elide();

    StudioSession& session_;
    QString cover_;
    QToolButton* back_;
    QLabel* title_;
    QLabel* subtitle_;
    QString subtitle_text_;
    StatusPill* status_;
    QToolButton* copy_;
    QTimer clock_; ///< of a run that goes on
};

} // namespace orkestr
