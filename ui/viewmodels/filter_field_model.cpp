#include "ui/viewmodels/filter_field_model.h"

#include "ui/viewmodels/filter_words.h"
#include "ui/viewmodels/text.h"

#include <algorithm>

namespace orkestr {

namespace {

/// Bytes of UTF-8 and characters of a QString, for one text.
int character_of(const std::string& utf8, std::size_t byte) {
    return static_cast<int>(to_qt(std::string_view(utf8).substr(0, byte)).size());
}

std::size_t byte_of(const QString& text, int character) {
    return static_cast<std::size_t>(QStringView(text).left(character).toUtf8().size());
}

} // namespace

FilterFieldModel::FilterFieldModel(FilterSubject subject, QObject* parent) : QObject(parent), subject_(subject) {
    pause_.setSingleShot(true);
    pause_.setInterval(pause_ms);
    connect(&pause_, &QTimer::timeout, this, [this] { apply(); });
    read();
}

void FilterFieldModel::read() {
    const std::string utf8 = text_.trimmed().isEmpty() ? std::string() : text_.toStdString();
    const ParsedFilter parsed = parse_filter(utf8, subject_);
    filter_ = parsed.filter;
    remarks_.clear();
    for (const FilterDiagnostic& one : parsed.diagnostics)
        remarks_.push_back({one.is_warning(), character_of(utf8, one.begin), character_of(utf8, one.end), filter_problem_message(one)});
    if (utf8.empty()) tone_ = Tone::empty;
    else if (!filter_) tone_ = Tone::wrong;
    else tone_ = remarks_.empty() ? Tone::good : Tone::doubtful;
}

void FilterFieldModel::edit(const QString& text) {
    if (text == text_) return;
    text_ = text;
    read();
    // What may not mean what was intended waits until somebody says so.
    if ((tone_ == Tone::good || tone_ == Tone::empty) && !is_applied()) pause_.start();
    else pause_.stop();
    Q_EMIT changed();
}

void FilterFieldModel::show(const Filter& filter) {
    pause_.stop();
    applied_ = filter;
    const QString text = to_qt(filter.text());
    // A text that says the same keeps its spaces, and the caret its place.
    if (text != text_.trimmed()) text_ = text;
    read();
    Q_EMIT changed();
}

bool FilterFieldModel::apply() {
    pause_.stop();
    if (!filter_) return false;
    const ParsedFilter trimmed = parse_filter(text_.trimmed().toStdString(), subject_);
    if (!trimmed.filter) return false;
    const bool same = trimmed.filter->text() == applied_.text();
    applied_ = *trimmed.filter;
    if (!same) Q_EMIT applied_changed(applied_);
    Q_EMIT changed();
    return true;
}

void FilterFieldModel::revert() { show(applied_); }

const FilterRemark* FilterFieldModel::remark_at(int caret) const {
    const FilterRemark* best = nullptr;
    for (const FilterRemark& remark : remarks_) {
        if (remark.begin <= caret && caret <= remark.end) return &remark;
        if (!best || (best->is_warning && !remark.is_warning)) best = &remark;
    }
    return best;
}

FilterOffers FilterFieldModel::offers_at(int caret) const {
    const std::string utf8 = text_.toStdString();
    const FilterCompletion completion = complete_filter(utf8, byte_of(text_, caret), subject_, seen_);
    FilterOffers offers{character_of(utf8, completion.begin), character_of(utf8, completion.end), {}};
    for (const FilterSuggestion& item : completion.items) offers.items.push_back({item.kind, to_qt(item.text), filter_help_text(item.about)});
    return offers;
}

std::pair<QString, int> FilterFieldModel::with_offer(const FilterOffers& offers, const FilterOffer& offer) const {
    QString text = text_;
    QString put = offer.text;
    const bool opens = put == QLatin1String("(");
    const bool spaced = offers.end < text.size() && text[offers.end].isSpace();
    if (!opens && !spaced) put += u' ';
    const bool needs_space = offers.begin > 0 && offer.kind != FilterSuggestion::Kind::value && !text[offers.begin - 1].isSpace() && text[offers.begin - 1] != u'(';
    if (needs_space || (offers.begin > 0 && QStringLiteral("=<>~").contains(text[offers.begin - 1]))) put.prepend(u' ');
    text.replace(offers.begin, offers.end - offers.begin, put);
    return {text, offers.begin + static_cast<int>(put.size()) + (!opens && spaced ? 1 : 0)};
}

QString FilterFieldModel::in_words() const { return filter_ ? filter_in_words(*filter_) : QString(); }

} // namespace orkestr
