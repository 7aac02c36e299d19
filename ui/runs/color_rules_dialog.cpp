#include "ui/runs/color_rules_dialog.h"

#include "ui/parts/icon_button.h"
#include "ui/runs/color_rules_look.h"
#include "ui/theme/appearance.h"
#include "ui/viewmodels/filter_words.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace orkestr {

namespace {

constexpr int rule_row_px = 28;

QString subject_name(FilterSubject subject) {
    switch (subject) {
    case FilterSubject::run: return ColorRulesDialog::tr("runs");
    case FilterSubject::step: return ColorRulesDialog::tr("steps");
    case FilterSubject::event: break;
    }
    return ColorRulesDialog::tr("events");
}

/// What a rule serves, or what is wrong with its filter.
QString said_of(const QString& filter, bool* good) {
    *good = false;
    if (filter.trimmed().isEmpty()) return ColorRulesDialog::tr("A rule needs a filter, such as status == faulted.");
    QStringList names;
    for (const FilterSubject subject : ColorRules::subjects_of(filter)) names << subject_name(subject);
    *good = !names.isEmpty();
    if (*good) return ColorRulesDialog::tr("Used for %1.").arg(names.join(QStringLiteral(", ")));
    const ParsedFilter parsed = parse_filter(filter.toStdString(), FilterSubject::run);
    return parsed.diagnostics.empty() ? QString() : filter_problem_message(parsed.diagnostics.front());
}

} // namespace

ColorRulesDialog::ColorRulesDialog(const std::vector<ColorRule>& rules, QWidget* parent)
    : QDialog(parent), rules_(rules), list_(new QTreeWidget(this)), name_(new QLineEdit(this)), filter_(new QLineEdit(this)),
      color_(new QComboBox(this)), reason_(new QLabel(this)), ok_(new QPushButton(tr("&Apply"), this)) {
    setWindowTitle(tr("Colouring rules"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    auto* title = new QLabel(tr("Colouring rules"), this);
    title->setFont(ui_font(15, QFont::DemiBold));
    auto* text = new QLabel(tr("The first rule that holds colours a row. The same rules serve runs and events."), this);
    text->setWordWrap(true);
    text->setForegroundRole(QPalette::PlaceholderText);
    column->addWidget(title);
    column->addWidget(text);
    make_list();
    auto* middle = new QHBoxLayout;
    middle->setSpacing(6);
    middle->addWidget(list_, 1);
    auto* tools = new QVBoxLayout;
    for (QToolButton* button : {add_, remove_, up_, down_}) tools->addWidget(button);
    tools->addStretch(1);
    middle->addLayout(tools);
    column->addLayout(middle, 1);
    make_fields();
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    auto* back = new QPushButton(tr("&Go back"), this);
    ok_->setDefault(true);
    buttons->addStretch(1);
    buttons->addWidget(back);
    buttons->addWidget(ok_);
    column->addSpacing(4);
    column->addLayout(buttons);
    connect(back, &QPushButton::clicked, this, &QDialog::reject);
    connect(ok_, &QPushButton::clicked, this, &QDialog::accept);
    resize(620, 460);
    for (const ColorRule& rule : std::vector<ColorRule>(rules_)) add(rule);
    rules_ = rules;
    if (!rules_.empty()) list_->setCurrentItem(list_->topLevelItem(0));
    show_chosen();
    if (rules_.empty()) add_->setFocus();
    else list_->setFocus();
}

void ColorRulesDialog::make_list() {
    list_->setHeaderLabels({tr("Rule"), tr("Filter")});
    list_->setRootIsDecorated(false);
    list_->setUniformRowHeights(true);
    list_->setAccessibleName(tr("Rules"));
    list_->setFrameShape(QFrame::StyledPanel);
    list_->setColumnWidth(0, 190);
    list_->header()->setStretchLastSection(true);
    add_ = make_icon_button("plus", tr("Add a rule"), this, QKeySequence(Qt::CTRL | Qt::Key_N));
    remove_ = make_icon_button("trash-2", tr("Take the rule away"), this, QKeySequence(Qt::CTRL | Qt::Key_Delete));
    up_ = make_icon_button("chevron-up", tr("Move the rule up"), this, QKeySequence(Qt::ALT | Qt::Key_Up));
    down_ = make_icon_button("chevron-down", tr("Move the rule down"), this, QKeySequence(Qt::ALT | Qt::Key_Down));
    connect(list_, &QTreeWidget::currentItemChanged, this, &ColorRulesDialog::show_chosen);
    connect(list_, &QTreeWidget::itemChanged, this, [this](QTreeWidgetItem* item, int part) {
        if (showing_ || part != 0) return;
        rules_[static_cast<std::size_t>(list_->indexOfTopLevelItem(item))].on = item->checkState(0) == Qt::Checked;
    });
    connect(add_, &QToolButton::clicked, this, [this] {
        if (rules_.size() >= ColorRules::most_rules) return;
        ColorRule rule{tr("New rule"), {}, all_rule_colors[rules_.size() % all_rule_colors.size()], true};
        rules_.push_back(rule);
        add(rule);
        list_->setCurrentItem(list_->topLevelItem(list_->topLevelItemCount() - 1));
        name_->setFocus();
        name_->selectAll();
    });
    connect(remove_, &QToolButton::clicked, this, [this] {
        const int at = row();
        if (at < 0) return;
        rules_.erase(rules_.begin() + at);
        delete list_->takeTopLevelItem(at);
        show_chosen();
    });
    connect(up_, &QToolButton::clicked, this, [this] { move(-1); });
    connect(down_, &QToolButton::clicked, this, [this] { move(1); });
}

void ColorRulesDialog::make_fields() {
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(8);
    name_->setMaxLength(static_cast<int>(ColorRules::most_name_characters));
    name_->setAccessibleName(tr("Name of the rule"));
    filter_->setAccessibleName(tr("Filter of the rule"));
    filter_->setFont(code_font());
    filter_->setPlaceholderText(QStringLiteral("status == faulted and duration > 1m"));
    color_->setAccessibleName(tr("Colour of the rule"));
    reason_->setTextFormat(Qt::PlainText);
    reason_->setWordWrap(true);
    reason_->setMinimumHeight(reason_->fontMetrics().height());
    reason_->setFont(ui_font(12));
    for (const RuleColor color : all_rule_colors) color_->addItem(rule_swatch(color, Theme::of(palette())), rule_color_label(color), static_cast<int>(color));
    form->addRow(tr("&Name"), name_);
    form->addRow(tr("&Filter"), filter_);
    form->addRow(QString(), reason_);
    form->addRow(tr("&Colour"), color_);
    static_cast<QVBoxLayout*>(layout())->addLayout(form);
    connect(name_, &QLineEdit::textEdited, this, &ColorRulesDialog::edited);
    connect(filter_, &QLineEdit::textEdited, this, &ColorRulesDialog::edited);
    connect(color_, &QComboBox::activated, this, &ColorRulesDialog::edited);
}

int ColorRulesDialog::row() const { return list_->indexOfTopLevelItem(list_->currentItem()); }

void ColorRulesDialog::add(const ColorRule& rule) {
    showing_ = true;
    auto* item = new QTreeWidgetItem(list_);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    item->setCheckState(0, rule.on ? Qt::Checked : Qt::Unchecked);
    item->setFont(1, code_font());
    item->setSizeHint(0, {0, rule_row_px});
    item->setText(0, rule.name);
    item->setText(1, rule.filter);
    item->setIcon(0, rule_swatch(rule.color, Theme::of(palette())));
    item->setData(0, Qt::AccessibleDescriptionRole, rule_color_label(rule.color));
    showing_ = false;
}

void ColorRulesDialog::show_rule(int at) {
    const ColorRule& rule = rules_[static_cast<std::size_t>(at)];
    showing_ = true;
    QTreeWidgetItem* item = list_->topLevelItem(at);
    item->setText(0, rule.name);
    item->setText(1, rule.filter);
    item->setIcon(0, rule_swatch(rule.color, Theme::of(palette())));
    item->setData(0, Qt::AccessibleDescriptionRole, rule_color_label(rule.color));
    item->setCheckState(0, rule.on ? Qt::Checked : Qt::Unchecked);
    showing_ = false;
}

void ColorRulesDialog::show_chosen() {
    const int at = row();
    const bool any = at >= 0 && at < static_cast<int>(rules_.size());
    for (QWidget* field : {static_cast<QWidget*>(name_), static_cast<QWidget*>(filter_), static_cast<QWidget*>(color_), static_cast<QWidget*>(remove_)})
        field->setEnabled(any);
    up_->setEnabled(any && at > 0);
    down_->setEnabled(any && at + 1 < list_->topLevelItemCount());
    add_->setEnabled(rules_.size() < ColorRules::most_rules);
    name_->setText(any ? rules_[static_cast<std::size_t>(at)].name : QString());
    filter_->setText(any ? rules_[static_cast<std::size_t>(at)].filter : QString());
    if (any) color_->setCurrentIndex(static_cast<int>(rules_[static_cast<std::size_t>(at)].color));
    show_reason();
}

void ColorRulesDialog::show_reason() {
    const int at = row();
    bool good = true;
    reason_->setText(at < 0 ? QString() : said_of(filter_->text(), &good));
    const Theme& theme = Theme::of(palette());
    QPalette own;
    own.setColor(QPalette::WindowText, good ? theme.secondary_text : theme.error);
    reason_->setPalette(own);
    bool all_good = true;
    for (const ColorRule& rule : rules_) {
        bool one = true;
        (void)said_of(rule.filter, &one);
        all_good = all_good && one;
    }
    ok_->setEnabled(all_good);
    ok_->setToolTip(all_good ? QString() : tr("The filter of a rule can't be read."));
}

void ColorRulesDialog::edited() {
    const int at = row();
    if (at < 0) return;
    ColorRule& rule = rules_[static_cast<std::size_t>(at)];
    rule.name = name_->text();
    rule.filter = filter_->text();
    rule.color = static_cast<RuleColor>(color_->currentData().toInt());
    show_rule(at);
    show_reason();
}

void ColorRulesDialog::move(int by) {
    const int at = row();
    const int to = at + by;
    if (at < 0 || to < 0 || to >= static_cast<int>(rules_.size())) return;
    std::swap(rules_[static_cast<std::size_t>(at)], rules_[static_cast<std::size_t>(to)]);
    show_rule(at);
    show_rule(to);
    list_->setCurrentItem(list_->topLevelItem(to));
    show_chosen();
}

std::vector<ColorRule> ColorRulesDialog::rules() const {
    std::vector<ColorRule> kept;
    for (const ColorRule& rule : rules_)
        if (!rule.filter.trimmed().isEmpty()) kept.push_back(rule);
    return kept;
}

} // namespace orkestr
