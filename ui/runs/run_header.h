// The second line of a run's page: the definition it is pinned to, who started it, its parent and its children; and, where
// it failed, the error with the step to blame.
#pragma once

#include "ui/viewmodels/run_facts.h"

#include <QWidget>

class QLabel;
class QMenu;
class QToolButton;

namespace orkestr {

class Banner;
class RunDocument;

class RunHeader : public QWidget {
    Q_OBJECT
public:
    /// The document outlives it.
    explicit RunHeader(RunDocument* run, QWidget* parent = nullptr);

    QString error_text() const;
    QToolButton* definition() { return definition_; }
    QToolButton* parent_run() { return parent_; }
    QToolButton* children() { return children_; }
    Banner* damage() { return damage_; }

Q_SIGNALS:
    /// The text that the run is pinned to.
    void definition_wanted();
    void run_chosen(const QString& run);

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QToolButton* make_link(const QString& about);
    void tint_links();
    void show_run();
    void show_links();
    void show_error();
    void show_damage(const QString& damage);

    RunDocument* run_;
    RunFacts facts_;
    QList<QToolButton*> links_; ///< before the links, which fill it
    QToolButton* definition_;
    QLabel* origin_;
    QToolButton* origin_run_;
    QToolButton* parent_;
    QToolButton* children_;
    QMenu* child_menu_;
    QWidget* error_;
    QLabel* error_icon_;
    QLabel* error_text_;
    QToolButton* error_step_;
    Banner* damage_; ///< what of the run can't be shown, and why
    QString said_damage_;
};

} // namespace orkestr
