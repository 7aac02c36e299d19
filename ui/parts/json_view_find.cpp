#include "ui/parts/json_view_find.h"

#include "ui/parts/icon_button.h"
#include "ui/parts/local_keys.h"
#include "ui/theme/appearance.h"
#include "ui/theme/icon.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QToolButton>

namespace orkestr {

JsonViewFind::JsonViewFind(JsonSearch* search, LocalKeys* keys, QWidget* parent)
    : QWidget(parent), search_(search), field_(new QLineEdit(this)), count_(new QLabel(this)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 4, 6, 5);
    row->setSpacing(2);
    field_->setPlaceholderText(tr("Find"));
    field_->setAccessibleName(tr("Find in the data"));
    field_->addAction(icon(QStringLiteral("search"), QPalette::PlaceholderText), QLineEdit::LeadingPosition);
    field_->setClearButtonEnabled(true);
    field_->setMinimumWidth(80);
    field_->setMinimumHeight(26);
    field_->installEventFilter(this);
    count_->setFont(ui_font(12));
    count_->setForegroundRole(QPalette::PlaceholderText);
    count_->setTextFormat(Qt::PlainText);
    count_->setContentsMargins(6, 0, 4, 0);
    row->addWidget(field_, 1);
    row->addWidget(count_);
    stop_ = make_icon_button("x", tr("Stop looking"), this);
    stop_->hide();
    row->addWidget(stop_);
    add_options(keys);
    connect(stop_, &QToolButton::clicked, search_, &JsonSearch::stop);
    connect(field_, &QLineEdit::textChanged, this, &JsonViewFind::query_changed);
    connect(search_, &JsonSearch::changed, this, &JsonViewFind::update_count);
    update_count();
}

void JsonViewFind::add_options(LocalKeys* keys) {
    const auto toggle = [&](const QString& text, const QKeySequence& key) {
        QAction* action = keys->add(text, nullptr, {key});
        action->setCheckable(true);
        connect(action, &QAction::toggled, this, &JsonViewFind::query_changed);
        return action;
    };
    match_case_ = toggle(tr("Match upper and lower case"), QKeySequence(Qt::ALT | Qt::Key_C));
    expression_ = toggle(tr("Regular expression"), QKeySequence(Qt::ALT | Qt::Key_X));
    in_names_ = toggle(tr("Find in names"), QKeySequence(Qt::ALT | Qt::Key_N));
    in_values_ = toggle(tr("Find in values"), QKeySequence(Qt::ALT | Qt::Key_V));
    for (QAction* action : {in_names_, in_values_}) action->setChecked(true);
    // One of the two is always on.
    connect(in_names_, &QAction::toggled, this, [this](bool on) { if (!on) in_values_->setChecked(true); });
    connect(in_values_, &QAction::toggled, this, [this](bool on) { if (!on) in_names_->setChecked(true); });
    match_case_->setIconText(QStringLiteral("Aa"));
    expression_->setIconText(QStringLiteral(".*"));
    in_names_->setIcon(icon(QStringLiteral("tag")));
    in_values_->setIcon(icon(QStringLiteral("braces")));
    previous_ = keys->add(tr("Find previous"), "chevron-up", {QKeySequence(Qt::SHIFT | Qt::Key_F3)});
    next_ = keys->add(tr("Find next"), "chevron-down", {QKeySequence(Qt::Key_F3)});
    for (QAction* action : {match_case_, expression_, in_names_, in_values_, previous_, next_}) add_button(action);
    connect(next_, &QAction::triggered, this, [this] { Q_EMIT walked(1); });
    connect(previous_, &QAction::triggered, this, [this] { Q_EMIT walked(-1); });
}

QToolButton* JsonViewFind::add_button(QAction* action) {
    QToolButton* button = make_action_button(action, this);
    button->setFixedHeight(26);
    layout()->addWidget(button);
    return button;
}

JsonQuery JsonViewFind::query() const {
    return {field_->text(), in_names_->isChecked(), in_values_->isChecked(), expression_->isChecked(), match_case_->isChecked()};
}

void JsonViewFind::set_current(qsizetype hit) {
    current_ = hit;
    update_count();
}

QString JsonViewFind::count_text() const { return count_->text(); }

void JsonViewFind::update_count() {
    const QLocale locale;
    const auto found = static_cast<qsizetype>(search_->hits().size());
    QString text;
    if (!search_->mistake().isEmpty()) text = tr("not an expression");
    else if (search_->query().text.isEmpty()) text = {};
    else if (found == 0 && !search_->is_running()) text = tr("none");
    else if (current_ >= 0 && found > 0) text = tr("%1 of %2", "hit of hits").arg(locale.toString(current_ + 1), locale.toString(found));
    else text = locale.toString(found);
    if (search_->is_full()) text += QLatin1Char('+');
    if (search_->is_running()) text += QStringLiteral(" · %1 %").arg(static_cast<int>(100 * search_->progress()));
    if (search_->was_stopped()) text += QStringLiteral(" · ") + tr("stopped");
    QPalette ink = palette();
    if (!search_->mistake().isEmpty()) ink.setColor(QPalette::PlaceholderText, Theme::of(palette()).error);
    count_->setPalette(ink);
    count_->setText(text);
    count_->setToolTip(search_->mistake());
    count_->setVisible(!text.isEmpty());
    stop_->setVisible(search_->is_running());
    next_->setEnabled(found > 0);
    previous_->setEnabled(found > 0);
}

bool JsonViewFind::eventFilter(QObject* object, QEvent* event) {
    if (object != field_ || event->type() != QEvent::KeyPress) return QWidget::eventFilter(object, event);
    const auto& key = static_cast<QKeyEvent&>(*event);
    switch (key.key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter: Q_EMIT walked(key.modifiers() & Qt::ShiftModifier ? -1 : 1); return true;
    case Qt::Key_Escape:
        if (search_->is_running()) search_->stop();
        else if (!field_->text().isEmpty()) field_->clear();
        else Q_EMIT left();
        return true;
    case Qt::Key_Down: Q_EMIT left(); return true;
    default: return false;
    }
}

void JsonViewFind::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::of(palette());
    QPainter painter(this);
    painter.fillRect(rect(), theme.window);
    painter.fillRect(0, height() - 1, width(), 1, theme.border);
}

} // namespace orkestr
