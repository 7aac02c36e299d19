// Colouring rules: what matches a filter is shown in a colour. The first rule that holds counts. The same rules serve runs,
// steps and events: a rule holds where its filter can be read, `status == faulted` for runs and steps alike.
#pragma once

#include "core/filter/filter.h"

#include <QByteArray>
#include <QObject>
#include <QString>

#include <array>
#include <vector>

namespace orkestr {

/// Words for colours; what they look like is the theme's.
enum class RuleColor { red, orange, yellow, green, blue, violet, gray };
inline constexpr std::array all_rule_colors{RuleColor::red,  RuleColor::orange, RuleColor::yellow, RuleColor::green,
                                            RuleColor::blue, RuleColor::violet, RuleColor::gray};

/// Translated.
QString rule_color_label(RuleColor color);
/// In settings.
QString rule_color_word(RuleColor color);

struct ColorRule {
    QString name;
    QString filter;
    RuleColor color = RuleColor::red;
    bool on = true;
    bool operator==(const ColorRule&) const = default;
};

class ColorRules : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t most_rules = 50;
    static constexpr qsizetype most_name_characters = 100;

    explicit ColorRules(QObject* parent = nullptr) : QObject(parent) {}

    const std::vector<ColorRule>& rules() const { return rules_; }
    /// At most most_rules; names are cut.
    void set_rules(std::vector<ColorRule> rules);

    /// The place of the first rule that is on and holds; -1: none.
    int rule_for(const FilterRecord& record, FilterSubject subject, Instant now) const;

    /// What the filter of a rule can be used for; none: it says nothing that can be read.
    static std::vector<FilterSubject> subjects_of(const QString& filter);

    /// What settings keep: JSON.
    QByteArray text() const;
    /// What can't be read is left out.
    void read(const QByteArray& text);

Q_SIGNALS:
    void changed();

private:
    struct Ready {
        int rule = 0;
        Filter filter;
    };
    void prepare();

    std::vector<ColorRule> rules_;
    std::array<std::vector<Ready>, 3> ready_; ///< by subject, in order
};

} // namespace orkestr
