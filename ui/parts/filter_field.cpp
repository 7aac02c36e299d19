#include "ui/parts/filter_field.h"

#include "ui/parts/filter_field_line.h"
#include "ui/parts/filter_field_offers.h"
#include "ui/parts/icon_button.h"
#include "ui/theme/appearance.h"
#include "ui/theme/icon.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QToolButton>

namespace orkestr {

namespace {

constexpr int compact_height_px = 28;
constexpr int reason_height_px = 20;
constexpr int most_reason_px = 520;
constexpr int most_menu_characters = 80;

QToolButton* key_button(const char* name, const QString& tip, QWidget* parent) {
    QToolButton* button = make_icon_button(name, tip, parent);
    button->setFocusPolicy(Qt::NoFocus); // the line has a key for each
    return button;
}

} // namespace

FilterFieldWidget::FilterFieldWidget(FilterFieldModel* model, const QString& placeholder, QWidget* parent, Form form)
    : QWidget(parent), model_(model), form_(form), line_(new FilterLine(model, this)), history_(key_button("history", tr("Filters used before (Up, Down)"), this)),
      clear_(key_button("x", tr("Clear the filter (Esc)"), this)), help_(key_button("circle-question-mark", tr("Explain the filter (F1)"), this)),
      sign_(new QLabel(this)), reason_(new QLabel(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    auto* row = new QHBoxLayout;
    row->setSpacing(2);
    row->addWidget(line_, 1);
    const int height = form_ == Form::compact ? compact_height_px : field_button_px;
    line_->setFixedHeight(height);
    for (QToolButton* button : {clear_, history_, help_}) {
        button->setFixedSize(height, height);
        row->addWidget(button);
    }
    column->addLayout(row);
    line_->setPlaceholderText(placeholder);
    line_->setAccessibleName(tr("Filter"));
    make_reason();
    connect(line_, &FilterLine::key_pressed, this, &FilterFieldWidget::handle_key);
    connect(line_, &FilterLine::focus_lost, this, &FilterFieldWidget::hide_popups);
    connect(line_, &QLineEdit::textEdited, this, [this](const QString& text) {
        history_place_ = -1;
        model_->edit(text);
        show_offers(false);
    });
    connect(line_, &QLineEdit::cursorPositionChanged, this, &FilterFieldWidget::show_reason);
    connect(model_, &FilterFieldModel::changed, this, &FilterFieldWidget::show_model);
    connect(clear_, &QToolButton::clicked, this, [this] {
        put_text({});
        model_->apply();
        focus_content(Qt::OtherFocusReason);
    });
    connect(history_, &QToolButton::clicked, this, &FilterFieldWidget::show_history);
    connect(help_, &QToolButton::clicked, this, [this] {
        const bool shown = explanation_ && explanation_->isVisible();
        focus_content(Qt::OtherFocusReason);
        if (!shown) explain();
        else hide_popups();
    });
    show_model();
}

void FilterFieldWidget::make_reason() {
    reason_->setFont(ui_font(12));
    reason_->setTextFormat(Qt::PlainText);
    reason_->setForegroundRole(QPalette::WindowText); // on what lies on a field's ground it would be another
    if (form_ == Form::compact) {
        sign_->hide(); // the line has one
        reason_->setWordWrap(true);
        reason_->setMargin(8);
        reason_->setFrameShape(QFrame::StyledPanel);
        reason_->setAutoFillBackground(true);
        reason_->setBackgroundRole(QPalette::Base);
        reason_->setFocusPolicy(Qt::NoFocus);
        reason_->hide();
        return;
    }
    auto* beneath = new QHBoxLayout;
    beneath->setContentsMargins(8, 0, 0, 0);
    beneath->setSpacing(6);
    beneath->addWidget(sign_);
    beneath->addWidget(reason_, 1);
    static_cast<QVBoxLayout*>(layout())->addLayout(beneath);
    reason_->setFixedHeight(reason_height_px);
    reason_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

FilterFieldWidget::~FilterFieldWidget() {
    delete reason_;
    delete offers_;
    delete explanation_;
}

FilterOfferList* FilterFieldWidget::offers() { return offers_; }

QLabel* FilterFieldWidget::reason() { return reason_; }

QLabel* FilterFieldWidget::explanation() { return explanation_; }

void FilterFieldWidget::set_note(const QString& note) {
    note_ = note;
    show_reason();
}

void FilterFieldWidget::focus_content(Qt::FocusReason reason) {
    line_->setFocus(reason);
    if (reason == Qt::ShortcutFocusReason) line_->selectAll();
    show_reason();
}

void FilterFieldWidget::type(const QString& text) {
    line_->setFocus(Qt::OtherFocusReason);
    line_->end(false);
    line_->insert(text);
    model_->edit(line_->text());
    show_offers(false);
}

void FilterFieldWidget::put_text(const QString& text) {
    line_->setText(text);
    model_->edit(text);
    hide_popups();
}

void FilterFieldWidget::show_model() {
    if (line_->text() != model_->text()) line_->setText(model_->text());
    clear_->setEnabled(!model_->text().isEmpty());
    show_reason();
    if (explanation_ && explanation_->isVisible()) explanation_->hide();
}

void FilterFieldWidget::show_reason() {
    using Tone = FilterFieldModel::Tone;
    const Theme& theme = Theme::of(palette());
    const FilterRemark* remark = model_->remark_at(line_->cursorPosition());
    reason_text_ = remark ? remark->message : note_;
    if (remark && model_->tone() == Tone::doubtful && !model_->is_applied()) reason_text_ = tr("%1 (Enter uses it all the same)").arg(remark->message);
    const Tone tone = !remark ? Tone::empty : remark->is_warning ? Tone::doubtful : Tone::wrong;
    const FilterToneLook look = look_of(tone, theme);
    line_->setAccessibleDescription(remark ? reason_text_ : model_->tone() == Tone::good ? tr("This is a filter") : QString());
    reason_->setAccessibleName(reason_text_);
    QPalette own;
    own.setColor(QPalette::WindowText, look.ink);
    reason_->setPalette(own);
    if (form_ == Form::compact) {
        line_->setToolTip(remark ? QStringLiteral("<qt>%1</qt>").arg(reason_text_.toHtmlEscaped()) : QString());
        reason_->setText(remark ? reason_text_ : QString());
        return place_reason();
    }
    sign_->setVisible(remark != nullptr);
    if (remark) sign_->setPixmap(icon_pixmap(QLatin1String(look.icon), look.ink, 14, devicePixelRatioF()));
    const QString shown = reason_->fontMetrics().elidedText(reason_text_, Qt::ElideRight, std::max(40, reason_->width()));
    reason_->setText(shown);
    reason_->setToolTip(shown == reason_text_ ? QString() : QStringLiteral("<qt>%1</qt>").arg(reason_text_.toHtmlEscaped()));
}

/// Over what is beneath the line, or above it where there is no room; only while nothing else is shown there.
void FilterFieldWidget::place_reason() {
    const bool covered = (offers_ && offers_->isVisible()) || (explanation_ && explanation_->isVisible());
    if (reason_->text().isEmpty() || covered || !line_->hasFocus()) return reason_->hide();
    if (reason_->parentWidget() != window()) reason_->setParent(window());
    const int wide = std::min(most_reason_px, std::max(line_->width(), 240));
    const int high = reason_->heightForWidth(wide);
    const QPoint at = line_->mapTo(window(), QPoint(0, 0));
    const int below = at.y() + line_->height() + 2;
    reason_->setGeometry(std::min(at.x(), std::max(0, window()->width() - wide - 8)), below + high <= window()->height() ? below : at.y() - high - 2, wide, high);
    reason_->show();
    reason_->raise();
}

void FilterFieldWidget::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    hide_popups();
    if (form_ == Form::compact) reason_->hide();
}

void FilterFieldWidget::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) show_reason();
}

void FilterFieldWidget::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    hide_popups();
    show_reason();
}

void FilterFieldWidget::hide_popups() {
    if (offers_) offers_->hide();
    if (explanation_) explanation_->hide();
    offers_asked_ = false;
    if (form_ == Form::compact) place_reason();
}

void FilterFieldWidget::show_offers(bool asked) {
    if (!offers_) {
        offers_ = new FilterOfferList(window());
        connect(offers_, &FilterOfferList::chosen, this, &FilterFieldWidget::take_offer);
    }
    if (offers_->parentWidget() != window()) offers_->setParent(window());
    if (explanation_) explanation_->hide();
    const int caret = line_->cursorPosition();
    FilterOffers offers = model_->offers_at(caret);
    const QString typed = model_->text().mid(offers.begin, caret - offers.begin);
    // What is written already, or follows by itself, is no help while one types.
    const bool is_there = offers.items.size() == 1 && offers.items.front().text == typed;
    if (!asked && (is_there || model_->text().trimmed().isEmpty())) offers.items.clear();
    offers_asked_ = asked;
    // What is wrong stays in sight.
    const bool remarked = form_ == Form::whole && model_->remark_at(caret);
    offers_->show_offers(offers, *line_, line_->x_of(offers.begin), remarked ? reason_height_px : 0);
    if (form_ == Form::compact) place_reason();
}

void FilterFieldWidget::take_offer() {
    const FilterOffer* offer = offers_ ? offers_->current() : nullptr;
    if (!offer) return;
    const auto [text, caret] = model_->with_offer(offers_->offers(), *offer);
    line_->setText(text);
    line_->setCursorPosition(caret);
    model_->edit(text);
    line_->setFocus(Qt::OtherFocusReason);
    show_offers(false);
}

bool FilterFieldWidget::handle_offers_key(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Down:
    case Qt::Key_Up:
    case Qt::Key_PageDown:
    case Qt::Key_PageUp: {
        const bool down = event->key() == Qt::Key_Down || event->key() == Qt::Key_PageDown;
        const bool page = event->key() == Qt::Key_PageDown || event->key() == Qt::Key_PageUp;
        // The first press of an arrow enters the list, where the first offer is current already.
        if (offers_asked_ || page || !down) offers_->move((down ? 1 : -1) * (page ? 10 : 1));
        else if (offers_->offers().items.size() > 1) offers_->move(1);
        offers_asked_ = true;
        return true;
    }
    case Qt::Key_Tab: take_offer(); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!offers_asked_) return false;
        take_offer();
        return true;
    case Qt::Key_Escape: hide_popups(); return true;
    default: return false;
    }
}

void FilterFieldWidget::handle_key(QKeyEvent* event, bool* taken) {
    *taken = offers_ && offers_->isVisible() && handle_offers_key(event);
    if (*taken) return;
    const bool control = event->modifiers() & Qt::ControlModifier;
    *taken = true;
    switch (event->key()) {
    case Qt::Key_Space:
        if (control) show_offers(true);
        *taken = control;
        return;
    case Qt::Key_F1: explain(); return;
    case Qt::Key_Escape: escape(); return;
    case Qt::Key_Return:
    case Qt::Key_Enter: enter(); return;
    case Qt::Key_Up: step_history(1); return;
    case Qt::Key_Down:
        if (history_place_ >= 0) step_history(-1);
        else Q_EMIT left();
        return;
    default: *taken = false;
    }
}

void FilterFieldWidget::enter() {
    hide_popups();
    const bool before = model_->is_applied();
    if (!model_->apply()) return;
    history_place_ = -1;
    if (before) Q_EMIT left();
}

void FilterFieldWidget::escape() {
    if (explanation_ && explanation_->isVisible()) {
        explanation_->hide();
        return;
    }
    if (model_->text().isEmpty()) {
        Q_EMIT left();
        return;
    }
    put_text({});
    model_->apply();
}

void FilterFieldWidget::step_history(int by) {
    const QStringList& used = model_->used();
    const int place = std::clamp(history_place_ + by, -1, static_cast<int>(used.size()) - 1);
    if (place == history_place_) return;
    if (history_place_ < 0) typed_ = model_->text();
    put_text(place < 0 ? typed_ : used[place]);
    history_place_ = place;
}

void FilterFieldWidget::show_history() {
    QMenu menu(this);
    for (const QString& filter : model_->used()) {
        const QString shown = filter.size() > most_menu_characters ? filter.left(most_menu_characters) + QStringLiteral("…") : filter;
        QAction* action = menu.addAction(QString(shown).replace(u'&', QStringLiteral("&&")));
        connect(action, &QAction::triggered, this, [this, filter] {
            put_text(filter);
            model_->apply();
        });
    }
    if (menu.isEmpty()) menu.addAction(tr("No filter was used yet"))->setEnabled(false);
    menu.exec(history_->mapToGlobal(QPoint(0, history_->height())));
}

void FilterFieldWidget::explain() {
    if (!explanation_) {
        explanation_ = new QLabel(window());
        explanation_->setTextFormat(Qt::PlainText);
        explanation_->setWordWrap(true);
        explanation_->setMargin(12);
        explanation_->setFrameShape(QFrame::StyledPanel);
        explanation_->setAutoFillBackground(true);
        explanation_->setBackgroundRole(QPalette::Base);
        explanation_->setForegroundRole(QPalette::Text);
        explanation_->setFocusPolicy(Qt::NoFocus);
    }
    if (explanation_->parentWidget() != window()) explanation_->setParent(window());
    if (offers_) offers_->hide();
    const FilterRemark* remark = model_->remark_at(line_->cursorPosition());
    const QString words = model_->in_words();
    QString text = model_->text().trimmed().isEmpty()
                       ? tr("Everything is shown. Write what to look for: a field, a comparison and a value, joined by and, or, not. "
                            "A text in quotes alone is looked for everywhere. Ctrl+Space offers what can come next.")
                       : words.isEmpty() ? tr("This can't be read yet.") : tr("Shown is what fits this: %1").arg(words);
    if (remark) text += QStringLiteral("\n\n") + remark->message;
    explanation_->setText(text);
    explanation_->setAccessibleName(text);
    const int wide = std::min(560, window()->width() - 32);
    const QPoint at = line_->mapTo(window(), QPoint(0, line_->height() + 4));
    const int high = explanation_->heightForWidth(wide);
    const int y = at.y() + high <= window()->height() ? at.y() : at.y() - line_->height() - 8 - high;
    explanation_->setGeometry(std::min(at.x(), window()->width() - wide - 8), std::max(0, y), wide, high);
    explanation_->show();
    explanation_->raise();
    if (form_ == Form::compact) place_reason();
}

} // namespace orkestr
