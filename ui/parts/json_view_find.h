// The line over a JSON document in which one looks for something: what, how and where, and how much was found.
#pragma once

#include "ui/viewmodels/json_search.h"

#include <QLineEdit>
#include <QWidget>

class QActionGroup;
class QLabel;
class QToolButton;

namespace orkestr {

class LocalKeys;

class JsonViewFind : public QWidget {
    Q_OBJECT
public:
    /// The search outlives the line. `keys` are those of the view that it stands in.
    JsonViewFind(JsonSearch* search, LocalKeys* keys, QWidget* parent);

    JsonQuery query() const;
    QLineEdit* field() { return field_; }
    /// The hit that is selected, or -1.
    void set_current(qsizetype hit);
    QString count_text() const;
    QAction* next_action() { return next_; }
    QAction* previous_action() { return previous_; }

Q_SIGNALS:
    void query_changed();
    /// +1 or -1
    void walked(int direction);
    void left();

protected:
    bool eventFilter(QObject* object, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void add_options(LocalKeys* keys);
    QToolButton* add_button(QAction* action);
    void update_count();

    JsonSearch* search_;
    QLineEdit* field_;
    QLabel* count_;
    QAction* match_case_ = nullptr;
    QAction* expression_ = nullptr;
    QAction* in_names_ = nullptr;
    QAction* in_values_ = nullptr;
    QAction* next_ = nullptr;
    QAction* previous_ = nullptr;
    QToolButton* stop_ = nullptr;
    qsizetype current_ = -1;
};

} // namespace orkestr
