#include "ui/shell/command_palette.h"

#include "core/base/ids.h"
#include "ui/theme/appearance.h"
#include "ui/theme/icon.h"
#include "ui/theme/theme.h"
#include "ui/viewmodels/studio_session.h"
#include "ui/viewmodels/text.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace orkestr {

namespace {

constexpr int palette_width_px = 640;
constexpr int palette_row_px = 34;
constexpr int palette_rows = 12;
constexpr int most_listed_runs = 200;

class PaletteDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {200, palette_row_px}; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const Theme& theme = Theme::of(option.palette);
        const bool enabled = index.flags() & Qt::ItemIsEnabled;
        if (option.state & QStyle::State_Selected) painter->fillRect(option.rect, theme.accent_tint);
        const QRect content = option.rect.adjusted(14, 0, -14, 0);
        const QColor ink = enabled ? theme.text : theme.disabled_text;
        const QString picture = index.data(PaletteModel::icon_role).toString();
        if (!picture.isEmpty()) {
            const QColor color = enabled ? theme.secondary_text : theme.disabled_text;
            painter->drawPixmap(QPoint(content.left(), content.center().y() - 7), icon_pixmap(picture, color, 16, painter->device()->devicePixelRatioF()));
        }
        QRect rest = content.adjusted(26, 0, 0, 0);
        rest = draw_right(painter, rest, index.data(PaletteModel::keys_role).toString(), theme);
        const int title_width = draw_title(painter, rest, index, ink, theme);
        painter->setFont(ui_font(12));
        painter->setPen(enabled ? theme.secondary_text : theme.disabled_text);
        const QRect beside = rest.adjusted(title_width + 12, 0, 0, 0);
        painter->drawText(beside, Qt::AlignLeft | Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(index.data(PaletteModel::detail_role).toString(), Qt::ElideRight, beside.width()));
    }

private:
    static QRect draw_right(QPainter* painter, const QRect& rect, const QString& text, const Theme& theme) {
        if (text.isEmpty()) return rect;
        painter->setFont(ui_font(12));
        painter->setPen(theme.secondary_text);
        painter->drawText(rect, Qt::AlignRight | Qt::AlignVCenter, text);
        return rect.adjusted(0, 0, -painter->fontMetrics().horizontalAdvance(text) - 12, 0);
    }

    /// The letters that were typed stand out; gives the width.
    static int draw_title(QPainter* painter, const QRect& rect, const QModelIndex& index, const QColor& ink, const Theme& theme) {
        const QFont plain = ui_font(13);
        const QFont strong = ui_font(13, QFont::DemiBold);
        const QString title = QFontMetrics(strong).elidedText(index.data().toString(), Qt::ElideRight, rect.width());
        const QVariantList places = index.data(PaletteModel::places_role).toList();
        int x = rect.left();
        for (int i = 0; i < title.size();) {
            const bool found = places.contains(i);
            int end = i + 1;
            while (end < title.size() && places.contains(end) == found) ++end;
            const QString part = title.mid(i, end - i);
            painter->setFont(found ? strong : plain);
            painter->setPen(found ? theme.accent : ink);
            painter->drawText(QRect(x, rect.top(), rect.width(), rect.height()), Qt::AlignLeft | Qt::AlignVCenter, part);
            x += painter->fontMetrics().horizontalAdvance(part);
            i = end;
        }
        return x - rect.left();
    }
};

QString plain_text(QString text) { return text.remove(QLatin1Char('&')).remove(QStringLiteral("…")); }

} // namespace

CommandPalette::CommandPalette(StudioSession& session, const StudioActions& actions, QWidget* parent)
    : QDialog(parent, Qt::Dialog | Qt::FramelessWindowHint), session_(session), actions_(actions), field_(new QLineEdit(this)), view_(new QListView(this)),
      nothing_(new QLabel(tr("Nothing here has this name. A run is found by its whole id."), this)) {
    setObjectName(QStringLiteral("command_palette"));
    setAccessibleName(tr("Command palette"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(6);
    column->addWidget(field_);
    column->addWidget(view_);
    column->addWidget(nothing_);
    field_->setPlaceholderText(tr("Type an action, a definition, or a run's id"));
    field_->setAccessibleName(tr("What to do or open"));
    field_->setMinimumHeight(34);
    field_->addAction(icon(QStringLiteral("search"), QPalette::PlaceholderText), QLineEdit::LeadingPosition);
    field_->installEventFilter(this);
    nothing_->setContentsMargins(14, 4, 14, 10);
    nothing_->setForegroundRole(QPalette::PlaceholderText);
    view_->setModel(&model_);
    view_->setItemDelegate(new PaletteDelegate(view_));
    view_->setUniformItemSizes(true);
    view_->setFrameShape(QFrame::NoFrame);
    view_->setFocusPolicy(Qt::NoFocus);
    view_->setAccessibleName(tr("What was found"));
    view_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(view_, &QListView::clicked, this, &CommandPalette::choose);
    connect(field_, &QLineEdit::textChanged, this, &CommandPalette::typed);
    known_ = entries();
    model_.set_entries(known_);
    setFixedSize(palette_width_px, 34 + 30 + palette_rows * palette_row_px);
    typed({});
    field_->setFocus(Qt::PopupFocusReason);
}

std::vector<PaletteEntry> CommandPalette::entries() const {
    std::vector<PaletteEntry> out;
    for (qsizetype i = 0; i < actions_.all.size(); ++i) {
        const QAction* action = actions_.all[i];
        if (!action->isVisible() || action == actions_.palette) continue;
        PaletteEntry entry{PaletteEntry::Kind::action, QString::number(i), plain_text(action->text()), {}, {}, {}, action->isEnabled()};
        if (!action->shortcuts().isEmpty()) entry.keys = action->shortcuts().first().toString(QKeySequence::NativeText);
        entry.icon = action->property("icon_name").toString();
        if (entry.icon.isEmpty()) entry.icon = QStringLiteral("chevron-right");
        out.push_back(std::move(entry));
    }
    add_definitions(out);
    add_runs(out);
    return out;
}

void CommandPalette::add_definitions(std::vector<PaletteEntry>& out) const {
    const DefinitionListModel* model = session_.definitions();
    for (int section = 0; section < model->rowCount(); ++section) {
        const QModelIndex parent = model->index(section, 0);
        for (int row = 0; row < model->rowCount(parent); ++row) {
            const QModelIndex index = model->index(row, 0, parent);
            const bool file = !index.data(DefinitionListModel::path_role).toString().isEmpty();
            out.push_back({PaletteEntry::Kind::definition, index.data(DefinitionListModel::key_role).toString(), index.data().toString(),
                           index.data(DefinitionListModel::version_role).toString(), {}, file ? QStringLiteral("workflow") : QStringLiteral("package"), true});
        }
    }
}

void CommandPalette::add_runs(std::vector<PaletteEntry>& out) const {
    const RunListModel* model = session_.runs();
    for (int row = 0; row < std::min(model->rowCount(), most_listed_runs); ++row) {
        const RunRow* run = model->row_at(row);
        const QString detail = QStringLiteral("%1 · %2 · %3").arg(to_qt(run->name), status_text(to_qt(run->status)), moment_text(to_qt(run->started)));
        out.push_back({PaletteEntry::Kind::run, to_qt(run->run.text), to_qt(run->run.text), detail, {}, QStringLiteral("play"), true});
    }
}

void CommandPalette::typed(const QString& text) {
    // A run's whole id opens it, also where its row has not been read.
    const QString id = text.trimmed().toUpper();
    const bool unlisted = is_run_id(id.toStdString()) && session_.runs()->find(id) < 0;
    std::vector<PaletteEntry> entries;
    if (unlisted) entries.push_back({PaletteEntry::Kind::run, id, id, tr("open the run with this id"), {}, QStringLiteral("play"), true});
    entries.insert(entries.end(), known_.begin(), known_.end());
    model_.set_entries(std::move(entries));
    model_.set_typed(text);
    const bool any = model_.rowCount() > 0;
    view_->setVisible(any);
    nothing_->setVisible(!any);
    if (any) view_->setCurrentIndex(model_.index(0));
    say_current();
}

void CommandPalette::step(int by) {
    const int rows = model_.rowCount();
    if (rows == 0) return;
    int row = std::clamp(view_->currentIndex().row() + by, 0, rows - 1);
    // Past what can't be done now; at an end it stays.
    while (row >= 0 && row < rows && !(model_.index(row).flags() & Qt::ItemIsEnabled)) row += by < 0 ? -1 : 1;
    if (row >= 0 && row < rows) view_->setCurrentIndex(model_.index(row));
    say_current();
}

void CommandPalette::say_current() {
    const QModelIndex chosen = view_->currentIndex();
    const QModelIndex first = model_.index(0);
    const auto words = [](const QModelIndex& index) { return index.data(Qt::AccessibleTextRole).toString(); };
    if (chosen.isValid()) field_->setAccessibleDescription(words(chosen));
    else if (first.isValid()) field_->setAccessibleDescription(tr("%1: not possible now").arg(words(first)));
    else field_->setAccessibleDescription(nothing_->text());
}

/// A click elsewhere closes it, as it would a menu. (What is one for Qt, assistive technology would not be told of.)
void CommandPalette::changeEvent(QEvent* event) {
    QDialog::changeEvent(event);
    if (event->type() == QEvent::ActivationChange && isVisible() && !isActiveWindow()) reject();
}

/// Without a frame of the desktop's it has to stand out by itself.
void CommandPalette::paintEvent(QPaintEvent* event) {
    QDialog::paintEvent(event);
    QPainter painter(this);
    painter.setPen(Theme::of(palette()).strong_border);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (watched != field_ || event->type() != QEvent::KeyPress) return QDialog::eventFilter(watched, event);
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Down: step(1); return true;
    case Qt::Key_Up: step(-1); return true;
    case Qt::Key_PageDown: step(palette_rows); return true;
    case Qt::Key_PageUp: step(-palette_rows); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter: choose(view_->currentIndex()); return true;
    default: return QDialog::eventFilter(watched, event);
    }
}

void CommandPalette::choose(const QModelIndex& index) {
    const PaletteEntry* entry = index.isValid() ? model_.entry_at(index.row()) : nullptr;
    if (!entry || !entry->enabled) return;
    const PaletteEntry chosen = *entry;
    // Closed first: an action may open a dialog of its own.
    accept();
    switch (chosen.kind) {
    case PaletteEntry::Kind::action: return actions_.all[chosen.key.toInt()]->trigger();
    case PaletteEntry::Kind::run: Q_EMIT run_chosen(chosen.key); return;
    case PaletteEntry::Kind::definition: break;
    }
    const QModelIndex definition = session_.definitions()->find(chosen.key);
    const QString path = definition.data(DefinitionListModel::path_role).toString();
    if (!path.isEmpty()) Q_EMIT file_chosen(path);
    else Q_EMIT published_chosen(chosen.key);
}

} // namespace orkestr
