#include "ui/viewmodels/json_check.h"

#include "core/base/json.h"

#include <QCoreApplication>

#include <vector>

namespace orkestr {

namespace {

class JsonChecker {
    Q_DECLARE_TR_FUNCTIONS(JsonChecker)
public:
    explicit JsonChecker(const QString& text) : text_(text) {}

    std::optional<JsonMistake> check() {
        skip_space();
        if (at_end()) fail(tr("Enter a JSON value, such as {}"));
        while (!message_.isEmpty() || !done_) {
            if (!message_.isEmpty()) return mistake();
            step();
        }
        skip_space();
        if (message_.isEmpty() && !at_end()) fail(tr("Nothing may follow the value"));
        return message_.isEmpty() ? std::nullopt : std::optional(mistake());
    }

private:
    enum class Want { value, value_or_close, name, name_or_close, comma_or_close };

    void step() {
        skip_space();
        switch (want_) {
        case Want::value_or_close:
            if (take(u']')) return close();
            [[fallthrough]];
        case Want::value: return value();
        case Want::name_or_close:
            if (take(u'}')) return close();
            [[fallthrough]];
        case Want::name: return name();
        case Want::comma_or_close: return comma_or_close();
        }
    }

    void value() {
        if (at_end()) return fail(tr("A value is missing here"));
        const QChar c = text_[at_];
        if (c == u'{' || c == u'[') {
            if (open_.size() >= static_cast<std::size_t>(Json::max_depth)) return fail(tr("This is nested too deeply"));
            open_.push_back(c);
            ++at_;
            want_ = c == u'{' ? Want::name_or_close : Want::value_or_close;
            return;
        }
        if (c == u'"') string();
        else if (c == u'-' || c.isDigit()) number();
        else if (c == u'\'') return fail(tr("Strings stand in double quotes"));
        else word();
        value_done();
    }

    void value_done() {
        if (open_.empty()) done_ = true;
        want_ = Want::comma_or_close;
    }

    void close() {
        open_.pop_back();
        value_done();
    }

    void name() {
        if (at_end()) return fail(tr("A } is missing at the end"));
        if (text_[at_] == u'}') return fail(tr("A comma may not stand before }"));
        if (text_[at_] != u'"') return fail(tr("A member's name in double quotes is expected here"));
        string();
        skip_space();
        if (message_.isEmpty() && !take(u':')) return fail(tr("A : is expected after the member's name"));
        want_ = Want::value;
    }

    void comma_or_close() {
        const bool object = open_.back() == u'{';
        if (at_end()) return fail(object ? tr("A } is missing at the end") : tr("A ] is missing at the end"));
        if (take(object ? u'}' : u']')) return close();
        if (!take(u',')) return fail(object ? tr("A , or } is expected here") : tr("A , or ] is expected here"));
        want_ = object ? Want::name : Want::value;
        skip_space();
        if (!object && !at_end() && text_[at_] == u']') fail(tr("A comma may not stand before ]"));
    }

    void string() {
        const qsizetype begin = at_++;
        while (!at_end() && text_[at_] != u'"') {
            if (text_[at_].unicode() < 0x20) return fail(tr("A line break in a string is written \\n"));
            if (text_[at_] == u'\\' && !escape()) return fail(tr("\\ must be followed by one of \" \\ / b f n r t u"));
            ++at_;
        }
        if (at_end()) return fail_at(begin, tr("The string that begins here has no closing quote"));
        ++at_;
    }

    /// At the backslash; leaves at the escape's last character.
    bool escape() {
        if (++at_ >= text_.size()) return false;
        if (text_[at_] != u'u') return QStringView(u"\"\\/bfnrt").contains(text_[at_]);
        for (int i = 0; i < 4; ++i) {
            const char16_t c = ++at_ < text_.size() ? text_[at_].unicode() : u' ';
            const bool hex = (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
            if (!hex) return false;
        }
        return true;
    }

    void number() {
        const qsizetype begin = at_;
        take(u'-');
        const qsizetype first = at_;
        bool good = digits();
        if (good && text_[first] == u'0' && at_ > first + 1) good = false;
        if (good && take(u'.')) good = digits();
        if (good && (take(u'e') || take(u'E'))) {
            if (!take(u'+')) take(u'-');
            good = digits();
        }
        if (!good) fail_at(begin, tr("This is not a JSON number"));
    }

    bool digits() {
        const qsizetype begin = at_;
        while (!at_end() && text_[at_] >= u'0' && text_[at_] <= u'9') ++at_;
        return at_ > begin;
    }

    void word() {
        const qsizetype begin = at_;
        while (!at_end() && (text_[at_].isLetterOrNumber() || text_[at_] == u'_')) ++at_;
        const QStringView found = QStringView(text_).mid(begin, at_ - begin);
        if (found == u"true" || found == u"false" || found == u"null") return;
        if (found.isEmpty()) return fail_at(begin, tr("A value is expected here"));
        fail_at(begin, tr("Text stands in double quotes: \"%1\"").arg(found.left(40)));
    }

    bool at_end() const { return at_ >= text_.size(); }
    bool take(char16_t c) {
        if (at_end() || text_[at_] != c) return false;
        ++at_;
        return true;
    }
    void skip_space() {
        while (!at_end() && QStringView(u" \t\n\r").contains(text_[at_])) ++at_;
    }
    void fail(const QString& message) { fail_at(at_, message); }
    void fail_at(qsizetype position, const QString& message) {
        if (!message_.isEmpty()) return;
        message_ = message;
        at_ = std::min(position, text_.size());
        done_ = false;
    }
    JsonMistake mistake() const {
        const QStringView before = QStringView(text_).left(at_);
        const auto line = static_cast<int>(before.count(u'\n')) + 1;
        const auto column = static_cast<int>(at_ - (before.lastIndexOf(u'\n') + 1)) + 1;
        return {at_, line, column, message_};
    }

    const QString& text_;
    qsizetype at_ = 0;
    std::vector<QChar> open_;
    Want want_ = Want::value;
    bool done_ = false;
    QString message_;
};

} // namespace

std::optional<JsonMistake> check_json(const QString& text) { return JsonChecker(text).check(); }

} // namespace orkestr
