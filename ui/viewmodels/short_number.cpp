#include "ui/viewmodels/short_number.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <limits>

namespace orkestr {

namespace {

struct NumberText {
    Q_DECLARE_TR_FUNCTIONS(ShortNumber)
};

/// Cut, not rounded: 9,999,999 of 10 M is not 10 M of 10 M.
QString in_units(qulonglong number, qulonglong unit) {
    const qulonglong tenths = number / (unit / 10);
    const QLocale locale;
    return tenths >= 1000 || tenths % 10 == 0 ? locale.toString(tenths / 10) : locale.toString(static_cast<double>(tenths) / 10, 'f', 1);
}

} // namespace

QString short_number(qulonglong number) {
    if (number < 10'000) return QLocale().toString(number);
    if (number < 1'000'000) return NumberText::tr("%1 k", "thousands").arg(in_units(number, 1000));
    if (number < 1'000'000'000) return NumberText::tr("%1 M", "millions").arg(in_units(number, 1'000'000));
    return NumberText::tr("%1 G", "thousand millions").arg(in_units(number, 1'000'000'000));
}

int plural_number(qulonglong number) { return static_cast<int>(std::min<qulonglong>(number, std::numeric_limits<int>::max())); }

int percent_of(qulonglong done, qulonglong of) {
    return of == 0 ? -1 : static_cast<int>(100.0 * static_cast<double>(std::min(done, of)) / static_cast<double>(of));
}

} // namespace orkestr
