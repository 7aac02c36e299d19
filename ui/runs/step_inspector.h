// Everything about the selected step, or about the run where none is selected: how it ended, its error, when, and its
// payloads. All text can be selected and copied.
#pragma once

#include "ui/viewmodels/step_details.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QStackedLayout;
class QToolButton;

namespace orkestr {

class EmptyState;
class FaultCard;
class PayloadPane;
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
    PayloadPane* payload() { return payload_; }

Q_SIGNALS:
    void run_chosen(const QString& run);

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* make_head();
    void update_view();
    void update_head();
    void update_facts();

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
    FaultCard* error_;
    QWidget* facts_box_;
    QGridLayout* facts_;
    std::vector<DetailFact> shown_facts_;
    PayloadPane* payload_;
};

} // namespace orkestr
