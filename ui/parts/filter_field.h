// A field for a filter: turns red, amber or green as one types, says why beneath it (a compact one over what is beneath
// it, while one is in the field), offers what can come next (Ctrl+Space), explains the filter in words (F1), and has the filters that were used before (Up and Down). A good filter is used after a
// pause or with Enter, a doubtful one with Enter. Esc takes the text away, and leaves the field when it is empty.
#pragma once

#include "ui/viewmodels/filter_field_model.h"

#include <QPointer>
#include <QWidget>

class QLabel;
class QToolButton;

namespace orkestr {

class FilterLine;
class FilterOfferList;

class FilterFieldWidget : public QWidget {
    Q_OBJECT
public:
    /// compact: one line, for panels that are low.
    enum class Form { whole, compact };
    /// The model outlives the field. `placeholder`: an example.
    FilterFieldWidget(FilterFieldModel* model, const QString& placeholder, QWidget* parent = nullptr, Form form = Form::whole);
    ~FilterFieldWidget() override;

    FilterLine* line() { return line_; }
    /// Null until there were some.
    FilterOfferList* offers();
    QLabel* reason();
    /// Null until it was asked for.
    QLabel* explanation();

    /// What is said beneath while there is nothing to say about the text.
    void set_note(const QString& note);
    void focus_content(Qt::FocusReason reason = Qt::ShortcutFocusReason);
    /// As if it had been typed at the end.
    void type(const QString& text);

Q_SIGNALS:
    /// Who was in the field wants to be elsewhere: where the result is.
    void left();

protected:
    void changeEvent(QEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void handle_key(QKeyEvent* event, bool* taken);
    bool handle_offers_key(QKeyEvent* event);
    void show_offers(bool asked);
    void take_offer();
    void escape();
    void enter();
    void step_history(int by);
    void show_history();
    void explain();
    void hide_popups();
    void make_reason();
    void show_model();
    void show_reason();
    void place_reason();
    void put_text(const QString& text);

    FilterFieldModel* model_;
    Form form_;
    FilterLine* line_;
    QToolButton* history_;
    QToolButton* clear_;
    QToolButton* help_;
    QLabel* sign_;
    QPointer<QLabel> reason_; ///< of a compact field it lies over the window, too
    QString reason_text_;
    QString note_;
    // They lie over the window that the field is in, which may become another one.
    QPointer<FilterOfferList> offers_;
    QPointer<QLabel> explanation_;
    bool offers_asked_ = false; ///< somebody moved in the list or asked for it: Enter takes an offer
    int history_place_ = -1;
    QString typed_; ///< before the history was looked through
};

} // namespace orkestr
