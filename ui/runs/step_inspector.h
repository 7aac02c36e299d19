// Everything about the selected step, or about the run where none is selected: how it ended, its error, when, and its
// payloads. All text can be selected and copied.
#pragma once

#include "ui/viewmodels/step_details.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QStackedLayout;
class QTabBar;
class QToolButton;

namespace orkestr {

class CodeView;
class EmptyState;
class StatusPill;

class StepInspector : public QWidget {
    Q_OBJECT
public:
    /// The details and the document outlive the inspector.
    StepInspector(StepDetails* details, RunDocument* run, QWidget* parent = nullptr);

    /// Gives the keyboard to the payload.
    void focus_content();
    /// What is said about the error: its title and detail; empty when there is none.
    QString error_text() const;
    /// What stands beside this label; empty when it is not there.
    QString fact(const QString& label) const;
    CodeView* payload() { return payload_; }

Q_SIGNALS:
    void run_chosen(const QString& run);

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* make_head();
    QWidget* make_payload_bar();
    void update_view();
    void update_head();
    void update_error();
    void update_facts();
    void update_tabs();
    void show_payload();
    const DetailSection* current_section() const;
    void save_payload();

    StepDetails* details_;
    RunDocument* run_;
    QStackedLayout* pages_;
    EmptyState* empty_;
    QWidget* page_;
    QLabel* picture_;
    QLabel* title_;
    StatusPill* status_;
    QWidget* executions_;
    QLabel* execution_;
    QToolButton* previous_;
    QToolButton* next_;
    QWidget* error_;
    QLabel* error_title_;
    QLabel* error_detail_;
    QWidget* facts_box_;
    QGridLayout* facts_;
    std::vector<DetailFact> shown_facts_;
    QTabBar* tabs_;
    QToolButton* copy_;
    QToolButton* save_;
    QLabel* size_;
    CodeView* payload_;
    EmptyState* no_payload_;
    QStackedLayout* payload_pages_;
    DetailSection::Kind wanted_ = DetailSection::Kind::output;
    std::vector<DetailSection::Kind> kinds_; ///< of the tabs
    bool filling_ = false;
};

} // namespace orkestr
