#include "ui/viewmodels/filter_words.h"

#include "ui/viewmodels/text.h"

#include <QCoreApplication>

namespace orkestr {

namespace {

// The texts of core/filter, for the translators; a test compares them.
constexpr const char* problem_texts[] = {
    QT_TRANSLATE_NOOP("FilterWords", "a filter has at most %1 bytes: leave something out"),
    QT_TRANSLATE_NOOP("FilterWords", "this is no UTF-8 text: type it anew"),
    QT_TRANSLATE_NOOP("FilterWords", "parentheses and `not` go at most %1 deep: leave some out"),
    QT_TRANSLATE_NOOP("FilterWords", "a filter has at most %1 comparisons: put values of one field into a list, `in (a, b)`"),
    QT_TRANSLATE_NOOP("FilterWords", "lists have at most %1 values together: look for what they have in common, with `~`"),
    QT_TRANSLATE_NOOP("FilterWords", "a filter has at most %1 patterns: join them with | into one"),
    QT_TRANSLATE_NOOP("FilterWords", "here a field, a text in quotes, `not` or ( is expected"),
    QT_TRANSLATE_NOOP("FilterWords", "`and` or `or` is missing before %1"),
    QT_TRANSLATE_NOOP("FilterWords", "a ) is missing for this ("),
    QT_TRANSLATE_NOOP("FilterWords", "a value for %1 is missing: a word, or a text in quotes"),
    QT_TRANSLATE_NOOP("FilterWords", "after `in` comes a list (a, b), a range A..B, or `last` and a duration"),
    QT_TRANSLATE_NOOP("FilterWords", "the list goes on with a comma or ends with )"),
    QT_TRANSLATE_NOOP("FilterWords", "the end of the range is missing: A..B"),
    QT_TRANSLATE_NOOP("FilterWords", "after `%1` comes `with`: `%1 with \"text\"`"),
    QT_TRANSLATE_NOOP("FilterWords", "after `last` comes a duration such as 2h or 30min"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 does not belong here: leave it out, or put it in quotes"),
    QT_TRANSLATE_NOOP("FilterWords", "the text's closing quote is missing"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 is not an operator: use %2"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 is not an operator: there are ==, !=, <, <=, >, >=, ~ and !~"),
    QT_TRANSLATE_NOOP("FilterWords", "there is no field %1: there are %2; a text to look for stands in quotes"),
    QT_TRANSLATE_NOOP("FilterWords", "there is no field %1: did you mean %2? A text to look for stands in quotes"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 has no members: only %2 have"),
    QT_TRANSLATE_NOOP("FilterWords", "here the name of a member is expected: .name, [\"any name\"] or [0]"),
    QT_TRANSLATE_NOOP("FilterWords", "`%1` does not work with %2: use %3"),
    QT_TRANSLATE_NOOP("FilterWords", "%2 is a number, and %1 is none"),
    QT_TRANSLATE_NOOP("FilterWords", "%2 is a duration, and %1 is none: write 500ms, 5s, 2h30m or PT5S"),
    QT_TRANSLATE_NOOP("FilterWords", "%2 is a duration: say of what, %1ms, %1s, %1m or %1h"),
    QT_TRANSLATE_NOOP("FilterWords", "%2 is a time, and %1 is none: write 2026-11-21, 2026-11-21T10:15, today or now-2h"),
    QT_TRANSLATE_NOOP("FilterWords", "%2 is true or false, and not %1"),
    QT_TRANSLATE_NOOP("FilterWords", "this is no regular expression: %1; text to look for as it is goes with `contains`"),
    QT_TRANSLATE_NOOP("FilterWords", "null is nothing: use `%1 == null` or `%1 != null`"),
    QT_TRANSLATE_NOOP("FilterWords", "%2 is never %1: it is one of %3"),
    QT_TRANSLATE_NOOP("FilterWords", "%2 is never %1: did you mean %3?"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 never holds: change it or leave it out"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 always holds: change it or leave it out"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 can't be all of these at once, so this never holds: did you mean `or`?"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 always differs from one of these, so this always holds: did you mean `and`?"),
    QT_TRANSLATE_NOOP("FilterWords", "the range ends before it begins, so nothing is in it: change the ends round"),
    QT_TRANSLATE_NOOP("FilterWords", "a definition is NAMESPACE/NAME: write `name == %1`, or `definition ~ %1`"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 is no run's id, which has 26 letters and digits: use `starts with` for its beginning"),
    QT_TRANSLATE_NOOP("FilterWords", "texts and numbers in one list: 42 is a number and \"42\" a text, and they are never equal"),
};

constexpr const char* phrase_texts[] = {
    QT_TRANSLATE_NOOP("FilterWords", "everything"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 and %2"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 or %2"),
    QT_TRANSLATE_NOOP("FilterWords", "(%1)"),
    QT_TRANSLATE_NOOP("FilterWords", "not (%1)"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 is there"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 is missing"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 is %2"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 is not %2"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 is less than %2"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 is not less than %2"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 is at most %2"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 is not at most %2"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 is more than %2"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 is not more than %2"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 is at least %2"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 is not at least %2"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 is shorter than %2"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 is not shorter than %2"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 is %2 at most"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 is not %2 at most"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 is longer than %2"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 is not longer than %2"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 is %2 at least"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 is not %2 at least"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 is before %2"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 is not before %2"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 is not later than %2"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 is later than %2, or missing"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 is after %2"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 is not after %2"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 is not earlier than %2"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 is earlier than %2, or missing"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 is one of %2"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 is none of %2"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 is from %2 to %3"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 is not from %2 to %3"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 is in the last %2"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 is not in the last %2"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 contains %2"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 does not contain %2"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 starts with %2"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 does not start with %2"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 ends with %2"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 does not end with %2"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 matches the regular expression %2"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 does not match the regular expression %2"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 is found in its texts"),
    QT_TRANSLATE_NOOP("FilterWords", "nothing"),
    QT_TRANSLATE_NOOP("FilterWords", "true"),
    QT_TRANSLATE_NOOP("FilterWords", "false"),
    QT_TRANSLATE_NOOP("FilterWords", "now"),
    QT_TRANSLATE_NOOP("FilterWords", "today"),
    QT_TRANSLATE_NOOP("FilterWords", "yesterday"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 ago"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 from now"),
    QT_TRANSLATE_NOOP("FilterWords", "%1 more"),
};

constexpr const char* field_texts[] = {
    QT_TRANSLATE_NOOP("FilterWords", "the run's id"),
    QT_TRANSLATE_NOOP("FilterWords", "where the run stands"),
    QT_TRANSLATE_NOOP("FilterWords", "what it runs: namespace/name"),
    QT_TRANSLATE_NOOP("FilterWords", "the definition's name"),
    QT_TRANSLATE_NOOP("FilterWords", "the definition's namespace"),
    QT_TRANSLATE_NOOP("FilterWords", "the definition's version"),
    QT_TRANSLATE_NOOP("FilterWords", "the definition's content hash"),
    QT_TRANSLATE_NOOP("FilterWords", "when it started"),
    QT_TRANSLATE_NOOP("FilterWords", "when it ended"),
    QT_TRANSLATE_NOOP("FilterWords", "how long it took, or has taken so far"),
    QT_TRANSLATE_NOOP("FilterWords", "the error that ended it, in one line"),
    QT_TRANSLATE_NOOP("FilterWords", "the run that ordered it"),
    QT_TRANSLATE_NOOP("FilterWords", "how many events its history has"),
    QT_TRANSLATE_NOOP("FilterWords", "whether it has not ended"),
    QT_TRANSLATE_NOOP("FilterWords", "what it was given: input.customer.id"),
    QT_TRANSLATE_NOOP("FilterWords", "what it came to: output.total"),
    QT_TRANSLATE_NOOP("FilterWords", "a tag of its definition's document: tag.env"),
    QT_TRANSLATE_NOOP("FilterWords", "the step's key: the task's JSON pointer and repeat counters"),
    QT_TRANSLATE_NOOP("FilterWords", "the JSON pointer of its task"),
    QT_TRANSLATE_NOOP("FilterWords", "the task's name"),
    QT_TRANSLATE_NOOP("FilterWords", "what kind of task it is"),
    QT_TRANSLATE_NOOP("FilterWords", "where the step stands"),
    QT_TRANSLATE_NOOP("FilterWords", "which attempt it is of the try around it, from 1"),
    QT_TRANSLATE_NOOP("FilterWords", "its error, in one line"),
    QT_TRANSLATE_NOOP("FilterWords", "what it was given: input.orderId"),
    QT_TRANSLATE_NOOP("FilterWords", "the event's number in the run, from 1"),
    QT_TRANSLATE_NOOP("FilterWords", "what happened"),
    QT_TRANSLATE_NOOP("FilterWords", "when it happened"),
    QT_TRANSLATE_NOOP("FilterWords", "the JSON pointer of the task it is about"),
    QT_TRANSLATE_NOOP("FilterWords", "the key of the step it is about"),
    QT_TRANSLATE_NOOP("FilterWords", "which attempt of the step it is about"),
    QT_TRANSLATE_NOOP("FilterWords", "what the event holds: data.value.id, data.error.status"),
    QT_TRANSLATE_NOOP("FilterWords", "whether it tells of a failure"),
};

constexpr const char* help_texts[] = {
    QT_TRANSLATE_NOOP("FilterWords", "is one of: in (a, b); is between: in A..B"),
    QT_TRANSLATE_NOOP("FilterWords", "has this text in it, in any case"),
    QT_TRANSLATE_NOOP("FilterWords", "begins with this text, in any case"),
    QT_TRANSLATE_NOOP("FilterWords", "ends with this text, in any case"),
    QT_TRANSLATE_NOOP("FilterWords", "is there"),
    QT_TRANSLATE_NOOP("FilterWords", "is exactly"),
    QT_TRANSLATE_NOOP("FilterWords", "is not"),
    QT_TRANSLATE_NOOP("FilterWords", "matches a regular expression"),
    QT_TRANSLATE_NOOP("FilterWords", "matches no such expression"),
    QT_TRANSLATE_NOOP("FilterWords", "less, shorter or before"),
    QT_TRANSLATE_NOOP("FilterWords", "at most"),
    QT_TRANSLATE_NOOP("FilterWords", "more, longer or after"),
    QT_TRANSLATE_NOOP("FilterWords", "at least"),
    QT_TRANSLATE_NOOP("FilterWords", "and this too"),
    QT_TRANSLATE_NOOP("FilterWords", "or this"),
    QT_TRANSLATE_NOOP("FilterWords", "not longer ago than: in last 2h"),
    QT_TRANSLATE_NOOP("FilterWords", "one of these: in (a, b)"),
    QT_TRANSLATE_NOOP("FilterWords", "turns what follows round"),
    QT_TRANSLATE_NOOP("FilterWords", "puts together what belongs together"),
    QT_TRANSLATE_NOOP("FilterWords", "not in, not contains, ..."),
    QT_TRANSLATE_NOOP("FilterWords", "nothing is there"),
    QT_TRANSLATE_NOOP("FilterWords", "ends what belongs together"),
};

QString translated_text(std::string_view english) {
    return QCoreApplication::translate("FilterWords", std::string(english).c_str());
}

FilterWords translate_words() {
    FilterWords words = english_filter_words();
    for (std::string& phrase : words.phrases) phrase = translated_text(phrase).toStdString();
    return words;
}

} // namespace

std::vector<std::string_view> translatable_filter_texts() {
    std::vector<std::string_view> all;
    all.insert(all.end(), std::begin(problem_texts), std::end(problem_texts));
    all.insert(all.end(), std::begin(phrase_texts), std::end(phrase_texts));
    all.insert(all.end(), std::begin(field_texts), std::end(field_texts));
    all.insert(all.end(), std::begin(help_texts), std::end(help_texts));
    return all;
}

QString filter_problem_message(const FilterDiagnostic& diagnostic) {
    // What the sentence begins with may be a name, which stays as it is.
    const QString text = as_sentence(translated_text(filter_problem_text(diagnostic.problem)));
    return to_qt(fill_filter_text(text.toStdString(), diagnostic.arguments));
}

QString filter_help_text(std::string_view english) { return english.empty() ? QString() : translated_text(english); }

QString filter_in_words(const Filter& filter) { return to_qt(explain_filter(filter, translate_words())); }

} // namespace orkestr
