// What a field for filters knows of the text in it: whether it is one, why not and where, what can come next, what it means;
// and when it is to be used. Places are counted in characters of the QString.
#pragma once

#include "core/filter/complete.h"

#include <QObject>
#include <QString>
#include <QStringList>
#include <QTimer>

#include <vector>

namespace orkestr {

struct FilterRemark {
    bool is_warning = false;
    int begin = 0;
    int end = 0;
    QString message;
    bool operator==(const FilterRemark&) const = default;
};

struct FilterOffer {
    FilterSuggestion::Kind kind = FilterSuggestion::Kind::field;
    QString text;
    QString about;
};

/// What can be put in place of the text from begin to end.
struct FilterOffers {
    int begin = 0;
    int end = 0;
    std::vector<FilterOffer> items;
};

class FilterFieldModel : public QObject {
    Q_OBJECT
public:
    enum class Tone { empty, good, doubtful, wrong };
    /// How long one stops typing before a filter that is good is used.
    static constexpr int pause_ms = 600;

    explicit FilterFieldModel(FilterSubject subject, QObject* parent = nullptr);

    FilterSubject subject() const { return subject_; }
    const QString& text() const { return text_; }
    /// As somebody types it; a good one is applied after a pause.
    void edit(const QString& text);
    /// A filter that is in use already, put there by something else.
    void show(const Filter& filter);
    /// Uses it now. False when there is an error in it.
    bool apply();
    /// Nothing is used after a pause any more: the one in use comes back.
    void revert();

    Tone tone() const { return tone_; }
    const std::vector<FilterRemark>& remarks() const { return remarks_; }
    /// The remark on this place, else the first error, else the first warning; null when there is none.
    const FilterRemark* remark_at(int caret) const;
    /// The filter in use.
    const Filter& applied() const { return applied_; }
    bool is_applied() const { return text_.trimmed().toStdString() == applied_.text(); }

    /// Values that were seen, to be offered; as core/filter/complete.h has them.
    void set_seen(SeenFilterValues seen) { seen_ = std::move(seen); }
    FilterOffers offers_at(int caret) const;
    /// The text with an offer taken, and where the caret comes to stand: after a space where something has to follow.
    std::pair<QString, int> with_offer(const FilterOffers& offers, const FilterOffer& offer) const;

    /// What the text means, in words; empty when it has errors.
    QString in_words() const;

    /// Filters that were used before, the last first.
    const QStringList& used() const { return used_; }
    void set_used(const QStringList& used) { used_ = used; }

Q_SIGNALS:
    void changed();
    void applied_changed(const orkestr::Filter& filter);

private:
    void read();

    FilterSubject subject_;
    QString text_;
    std::optional<Filter> filter_;
    Filter applied_;
    Tone tone_ = Tone::empty;
    std::vector<FilterRemark> remarks_;
    SeenFilterValues seen_;
    QStringList used_;
    QTimer pause_;
};

} // namespace orkestr
