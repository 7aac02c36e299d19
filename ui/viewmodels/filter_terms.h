// A filter's text as the comparisons that it joins by `and`: what buttons beside the field put in and take out, so that
// the text stays what counts.
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace orkestr {

/// What the text joins by `and`, in its order; all of it where it joins by `or`. None of an empty text.
QStringList filter_terms(const QString& text);
/// The terms, joined again; those that join by `or` themselves in parentheses.
QString joined_terms(const QStringList& terms);

/// `field == value`, `field in (a, b)`, or for an empty value `field == null`.
QString value_term(const QString& field, const QStringList& values);
/// The values that a term about runs lets through in this field, when it says nothing else.
std::optional<QStringList> values_of_term(const QString& term, const QString& field);

/// The values that the text lets through in this field by a term of its own; none: it has no such term.
QStringList chosen_values(const QString& text, const QString& field);
/// The text with another such term, or without it where there are no values. It stays where it was.
QString with_values(const QString& text, const QString& field, const QStringList& values);

} // namespace orkestr
