// The menu of saved searches, and the two dialogs behind it: one gives a name to a search, one puts all of them in order.
#pragma once

#include "ui/viewmodels/saved_searches.h"

#include <QDialog>
#include <QMenu>

class QCheckBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace orkestr {

class SaveSearchDialog : public QDialog {
    Q_OBJECT
public:
    SaveSearchDialog(const SavedSearches& searches, const QString& filter, QWidget* parent = nullptr);

    QLineEdit* name() { return name_; }
    QCheckBox* with_columns() { return with_columns_; }
    QLabel* note() { return note_; }
    QPushButton* button() { return button_; }

private:
    void show_note();

    const SavedSearches& searches_;
    QLineEdit* name_;
    QCheckBox* with_columns_;
    QLabel* note_;
    QPushButton* button_;
};

class SearchesDialog : public QDialog {
    Q_OBJECT
public:
    /// Changes are made at once; the searches outlive the dialog.
    explicit SearchesDialog(SavedSearches* searches, QWidget* parent = nullptr);

    QListWidget* list() { return list_; }
    QPushButton* remove_button() { return remove_; }
    QPushButton* rename_button() { return rename_; }
    QPushButton* up_button() { return up_; }
    QPushButton* down_button() { return down_; }

private:
    void fill(int current);
    void show_abilities();
    void move(int by);

    SavedSearches* searches_;
    QListWidget* list_;
    QPushButton* rename_;
    QPushButton* remove_;
    QPushButton* up_;
    QPushButton* down_;
    bool filling_ = false;
};

/// The searches with their shortcuts (Alt+1 to Alt+9), which work while their owner has the keyboard.
class SearchesMenu : public QMenu {
    Q_OBJECT
public:
    /// `above`: actions that come first. The searches outlive the menu.
    SearchesMenu(SavedSearches* searches, const QList<QAction*>& above, QWidget* owner);

Q_SIGNALS:
    void chosen(const QString& name);

private:
    void fill();

    SavedSearches* searches_;
    QWidget* owner_;
    QList<QAction*> above_;
    QList<QAction*> made_;
};

} // namespace orkestr
