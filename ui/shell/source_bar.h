// The line that says what a window shows when that is a file: its kind, that it is read only, what checking it came to;
// and, where some of it is damaged, what can't be shown and why.
#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;

namespace orkestr {

class Banner;
class SourceDocument;

class SourceBar : public QWidget {
    Q_OBJECT
public:
    /// The document outlives the bar.
    explicit SourceBar(SourceDocument* source, QWidget* parent = nullptr);

    QString text() const;
    Banner* damage() { return damage_; }

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void show_source();
    void draw_proof();
    void elide_proof();

    SourceDocument* source_;
    QWidget* line_;
    QLabel* picture_;
    QLabel* kind_;
    QLabel* proof_;
    QLabel* signer_;
    QProgressBar* progress_;
    Banner* damage_;
};

} // namespace orkestr
