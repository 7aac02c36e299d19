// Colouring rules to be edited: their order, their names, filters and colours.
#pragma once

#include "ui/viewmodels/color_rules.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;
class QTreeWidget;

namespace orkestr {

class ColorRulesDialog : public QDialog {
    Q_OBJECT
public:
    explicit ColorRulesDialog(const std::vector<ColorRule>& rules, QWidget* parent = nullptr);

    /// As they were edited; those without a filter are left out.
    std::vector<ColorRule> rules() const;

    QTreeWidget* list() { return list_; }
    QLineEdit* name() { return name_; }
    QLineEdit* filter() { return filter_; }
    QComboBox* color() { return color_; }
    QLabel* reason() { return reason_; }
    QToolButton* add_button() { return add_; }
    QToolButton* remove_button() { return remove_; }
    QToolButton* up_button() { return up_; }
    QToolButton* down_button() { return down_; }
    QPushButton* ok_button() { return ok_; }

private:
    void make_list();
    void make_fields();
    void add(const ColorRule& rule);
    void show_rule(int row);
    void show_chosen();
    void show_reason();
    void edited();
    void move(int by);
    int row() const;

    std::vector<ColorRule> rules_;
    QTreeWidget* list_;
    QToolButton* add_;
    QToolButton* remove_;
    QToolButton* up_;
    QToolButton* down_;
    QLineEdit* name_;
    QLineEdit* filter_;
    QComboBox* color_;
    QLabel* reason_;
    QPushButton* ok_;
    bool showing_ = false;
};

} // namespace orkestr
