#include "ui/viewmodels/color_rules.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace orkestr {

namespace {

struct RuleColorText {
    const char* word;
    const char* label;
};

constexpr std::array<RuleColorText, all_rule_colors.size()> rule_color_texts{{
    {"red", QT_TRANSLATE_NOOP("RuleColor", "Red")},
    {"orange", QT_TRANSLATE_NOOP("RuleColor", "Orange")},
    {"yellow", QT_TRANSLATE_NOOP("RuleColor", "Yellow")},
    {"green", QT_TRANSLATE_NOOP("RuleColor", "Green")},
    {"blue", QT_TRANSLATE_NOOP("RuleColor", "Blue")},
    {"violet", QT_TRANSLATE_NOOP("RuleColor", "Violet")},
    {"gray", QT_TRANSLATE_NOOP("RuleColor", "Gray")},
}};

constexpr std::array all_rule_subjects{FilterSubject::run, FilterSubject::step, FilterSubject::event};

std::optional<Filter> read_rule(const QString& filter, FilterSubject subject) {
    if (filter.trimmed().isEmpty()) return std::nullopt;
    return parse_filter(filter.toStdString(), subject).filter;
}

} // namespace

QString rule_color_label(RuleColor color) {
    return QCoreApplication::translate("RuleColor", rule_color_texts[static_cast<std::size_t>(color)].label);
}

QString rule_color_word(RuleColor color) { return QLatin1String(rule_color_texts[static_cast<std::size_t>(color)].word); }

void ColorRules::set_rules(std::vector<ColorRule> rules) {
    if (rules.size() > most_rules) rules.resize(most_rules);
    for (ColorRule& rule : rules) rule.name = rule.name.trimmed().left(most_name_characters);
    if (rules == rules_) return;
    rules_ = std::move(rules);
    prepare();
    Q_EMIT changed();
}

void ColorRules::prepare() {
    for (const FilterSubject subject : all_rule_subjects) {
        auto& ready = ready_[static_cast<std::size_t>(subject)];
        ready.clear();
        for (std::size_t i = 0; i < rules_.size(); ++i) {
            if (!rules_[i].on) continue;
            if (auto filter = read_rule(rules_[i].filter, subject)) ready.push_back({static_cast<int>(i), std::move(*filter)});
        }
    }
}

int ColorRules::rule_for(const FilterRecord& record, FilterSubject subject, Instant now) const {
    for (const Ready& ready : ready_[static_cast<std::size_t>(subject)])
        if (ready.filter.matches(record, now)) return ready.rule;
    return -1;
}

std::vector<FilterSubject> ColorRules::subjects_of(const QString& filter) {
    std::vector<FilterSubject> subjects;
    for (const FilterSubject subject : all_rule_subjects)
        if (read_rule(filter, subject)) subjects.push_back(subject);
    return subjects;
}

QByteArray ColorRules::text() const {
    QJsonArray all;
    for (const ColorRule& rule : rules_)
        all.append(QJsonObject{{QStringLiteral("name"), rule.name},
                               {QStringLiteral("filter"), rule.filter},
                               {QStringLiteral("color"), rule_color_word(rule.color)},
                               {QStringLiteral("on"), rule.on}});
    return QJsonDocument(all).toJson(QJsonDocument::Compact);
}

void ColorRules::read(const QByteArray& text) {
    std::vector<ColorRule> rules;
    const QJsonArray all = QJsonDocument::fromJson(text).array();
    for (const auto& value : all) {
        const QJsonObject one = value.toObject();
        const QString word = one.value(QLatin1String("color")).toString();
        const auto color = std::find_if(all_rule_colors.begin(), all_rule_colors.end(), [&](RuleColor known) { return rule_color_word(known) == word; });
        ColorRule rule{one.value(QLatin1String("name")).toString(), one.value(QLatin1String("filter")).toString()};
        rule.color = color == all_rule_colors.end() ? RuleColor::gray : *color;
        rule.on = one.value(QLatin1String("on")).toBool(true);
        if (!rule.filter.isEmpty() && rules.size() < most_rules) rules.push_back(std::move(rule));
    }
    set_rules(std::move(rules));
}

} // namespace orkestr
