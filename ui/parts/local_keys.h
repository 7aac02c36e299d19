// The keys of a panel's own actions: while the keyboard is in the panel they come before the window's actions of the same
// keys, and before what its parts would do with them.
#pragma once

#include <QAction>
#include <QWidget>

namespace orkestr {

class LocalKeys : public QObject {
    Q_OBJECT
public:
    /// Actions are added to the panel, which owns them.
    explicit LocalKeys(QWidget* panel);

    /// The text may have a mnemonic; `icon_name` as in ui/theme/icon.h, or null.
    QAction* add(const QString& text, const char* icon_name, const QList<QKeySequence>& keys);
    /// A part of the panel that can have the keyboard. Keys that `kept` lists stay its own (an editor's copying).
    void watch(QWidget* part, const QList<QKeySequence>& kept = {});

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    QAction* action_of(const QKeyEvent& event) const;

    QWidget* panel_;
    QList<QAction*> actions_;
    QHash<QObject*, QList<QKeySequence>> kept_;
};

} // namespace orkestr
