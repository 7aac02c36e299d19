// What the filter language says, in the user's language: what is wrong, what can come next, what a filter means.
#pragma once

#include "core/filter/explain.h"

#include <QString>

#include <string_view>
#include <vector>

namespace orkestr {

/// A sentence.
QString filter_problem_message(const FilterDiagnostic& diagnostic);
/// What is said about a field, a sign or a keyword (FilterField::about, FilterSuggestion::about).
QString filter_help_text(std::string_view english);
/// `status is “faulted” and duration is longer than 5 s`.
QString filter_in_words(const Filter& filter);

/// The English texts that have a translation, or are to have one.
std::vector<std::string_view> translatable_filter_texts();

} // namespace orkestr
