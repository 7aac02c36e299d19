#include "ui/viewmodels/filter_terms.h"

#include "core/filter/complete.h"
#include "core/filter/filter_tree.h"

#include <algorithm>

namespace orkestr {

namespace {

struct Joint {
    qsizetype begin = 0;
    qsizetype end = 0;
    bool is_or = false;
};

bool is_boundary(const QString& text, qsizetype at) {
    if (at < 0 || at >= text.size()) return true;
    const QChar c = text[at];
    return c.isSpace() || c == u'(' || c == u')' || c == u'"' || c == u'\'';
}

/// The `and` or `or` that begins here; an empty one when none does.
Joint joint_at(const QString& text, qsizetype at) {
    const QStringView rest = QStringView(text).mid(at);
    if (rest.startsWith(u"&&")) return {at, at + 2, false};
    if (rest.startsWith(u"||")) return {at, at + 2, true};
    for (const auto& [word, is_or] : {std::pair{u"and", false}, std::pair{u"or", true}}) {
        const QStringView name(word);
        if (rest.startsWith(name, Qt::CaseInsensitive) && is_boundary(text, at - 1) && is_boundary(text, at + name.size()))
            return {at, at + name.size(), is_or};
    }
    return {at, at, false};
}

/// The end of the quoted text that begins here.
qsizetype end_of_quote(const QString& text, qsizetype at) {
    const QChar quote = text[at];
    for (++at; at < text.size(); ++at) {
        if (text[at] == u'\\') ++at;
        else if (text[at] == quote) return at + 1;
    }
    return text.size();
}

/// What joins the text outside of parentheses, and whether parentheses are all around it.
std::vector<Joint> joints_of(const QString& text, bool* is_enclosed) {
    std::vector<Joint> joints;
    int depth = 0;
    *is_enclosed = text.startsWith(u'(');
    for (qsizetype at = 0; at < text.size();) {
        const QChar c = text[at];
        if (c == u'"' || c == u'\'') {
            at = end_of_quote(text, at);
            continue;
        }
        if (c == u'(') ++depth;
        if (c == u')' && --depth == 0 && at + 1 < text.size()) *is_enclosed = false;
        const Joint joint = depth == 0 ? joint_at(text, at) : Joint{at, at, false};
        if (joint.end > at) {
            joints.push_back(joint);
            at = joint.end;
        } else {
            ++at;
        }
    }
    return joints;
}

bool has_or(const QString& text) {
    bool enclosed = false;
    const auto joints = joints_of(text, &enclosed);
    return std::any_of(joints.begin(), joints.end(), [](const Joint& joint) { return joint.is_or; });
}

QString written_value(const QString& value) {
    return value.isEmpty() ? QStringLiteral("null") : QString::fromStdString(quoted_filter_text(value.toStdString()));
}

QString text_of_literal(const FilterLiteral& literal) {
    const auto* text = std::get_if<std::string>(&literal);
    return text ? QString::fromStdString(*text) : QString();
}

} // namespace

QStringList filter_terms(const QString& text) {
    const QString whole = text.trimmed();
    if (whole.isEmpty()) return {};
    bool enclosed = false;
    const auto joints = joints_of(whole, &enclosed);
    if (enclosed && joints.empty() && whole.size() > 2) return filter_terms(whole.mid(1, whole.size() - 2));
    if (has_or(whole)) return {whole};
    QStringList terms;
    qsizetype begin = 0;
    for (const Joint& joint : joints) {
        terms << whole.mid(begin, joint.begin - begin).trimmed();
        begin = joint.end;
    }
    terms << whole.mid(begin).trimmed();
    terms.removeAll(QString());
    return terms;
}

QString joined_terms(const QStringList& terms) {
    if (terms.size() == 1) return terms.first();
    QStringList parts;
    for (const QString& term : terms) parts << (has_or(term) ? u'(' + term + u')' : term);
    return parts.join(QStringLiteral(" and "));
}

QString value_term(const QString& field, const QStringList& values) {
    if (values.size() == 1) return field + QStringLiteral(" == ") + written_value(values.first());
    QStringList written;
    for (const QString& value : values) written << written_value(value);
    return field + QStringLiteral(" in (") + written.join(QStringLiteral(", ")) + u')';
}

std::optional<QStringList> values_of_term(const QString& term, const QString& field) {
    const ParsedFilter parsed = parse_filter(term.toStdString(), FilterSubject::run);
    if (!parsed.filter || parsed.filter->is_empty()) return std::nullopt;
    const FilterNode& node = *parsed.filter->root();
    const FilterLeaf& leaf = node.leaf;
    if (node.kind != FilterNode::Kind::leaf || leaf.negated || !leaf.path.empty()) return std::nullopt;
    if (leaf.op != FilterOperator::equal && leaf.op != FilterOperator::one_of) return std::nullopt;
    if (filter_fields(FilterSubject::run)[leaf.field].name != field.toStdString()) return std::nullopt;
    QStringList values;
    for (const FilterLiteral& literal : leaf.values) values << text_of_literal(literal);
    return values;
}

QStringList chosen_values(const QString& text, const QString& field) {
    for (const QString& term : filter_terms(text))
        if (const auto values = values_of_term(term, field)) return *values;
    return {};
}

QString with_values(const QString& text, const QString& field, const QStringList& values) {
    QStringList terms = filter_terms(text);
    qsizetype place = terms.size();
    for (qsizetype i = 0; i < terms.size(); ++i) {
        if (!values_of_term(terms[i], field)) continue;
        place = i;
        terms.removeAt(i);
        break;
    }
    if (!values.isEmpty()) terms.insert(place, value_term(field, values));
    return joined_terms(terms);
}

} // namespace orkestr
