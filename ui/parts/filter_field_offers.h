// What can come next in a filter, in a list under its line. The line keeps the keyboard and moves through it.
#pragma once

#include "ui/viewmodels/filter_field_model.h"

#include <QFrame>

class QListWidget;

namespace orkestr {

class FilterOfferList : public QFrame {
    Q_OBJECT
public:
    explicit FilterOfferList(QWidget* parent);

    /// Shows them under the line, at this place of it; hides itself when there are none.
    void show_offers(const FilterOffers& offers, const QWidget& line, int x, int gap_px = 0);
    const FilterOffers& offers() const { return offers_; }
    /// Null when none is current.
    const FilterOffer* current() const;
    void move(int by);

Q_SIGNALS:
    void chosen();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    FilterOffers offers_;
    QListWidget* list_;
};

} // namespace orkestr
