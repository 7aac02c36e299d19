// A short look at the selected run beside the table of runs: its status, times and error, and the first lines of what it was
// given and what it gave.
#pragma once

#include <QWidget>

class QLabel;
class QStackedLayout;

namespace orkestr {

class CodeView;
class EmptyState;
class FaultCard;
class PanelHeader;
class RunPreview;
class StatusPill;
struct PrettyJson;

class RunPreviewPane : public QWidget {
    Q_OBJECT
public:
    /// The preview outlives the pane.
    explicit RunPreviewPane(RunPreview* preview, QWidget* parent = nullptr);

    FaultCard* error() { return error_; }
    CodeView* input() { return input_.text; }
    CodeView* output() { return output_.text; }

Q_SIGNALS:
    void closed();

private:
    struct Payload {
        QLabel* title = nullptr;
        CodeView* text = nullptr;
    };
    QWidget* make_head(QWidget* page);
    Payload make_payload(QWidget* page, const QString& name);
    void show_run();
    void show_page();
    void show_payload(const Payload& payload, const QString& name, const PrettyJson& json, const QString& otherwise);

    RunPreview* preview_;
    PanelHeader* header_;
    QStackedLayout* pages_;
    EmptyState* empty_;
    QLabel* name_ = nullptr;
    QLabel* about_ = nullptr;
    QLabel* times_ = nullptr;
    StatusPill* status_ = nullptr;
    FaultCard* error_ = nullptr;
    Payload input_;
    Payload output_;
};

} // namespace orkestr
