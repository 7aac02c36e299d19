// The sidebar's way to the workspace's page; says how many dead letters wait there.
#pragma once

#include <QAbstractButton>

class QAction;

namespace orkestr {

class WorkspaceDocument;

class WorkspaceLink : public QAbstractButton {
    Q_OBJECT
public:
    /// Both outlive it.
    WorkspaceLink(WorkspaceDocument* workspace, QAction* action, QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }
    /// What stands at its end; empty while no dead letter is known.
    const QString& badge() const { return badge_; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void show_count();

    WorkspaceDocument* workspace_;
    QString badge_;
};

} // namespace orkestr
