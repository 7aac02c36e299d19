#include "ui/viewmodels/text.h"

#include "core/base/duration_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

namespace orkestr {

namespace {

struct DurationText {
    Q_DECLARE_TR_FUNCTIONS(DurationText)
};

QString duration_unit(const QString& unit) {
    if (unit == QLatin1String("d")) return DurationText::tr("d", "days");
    if (unit == QLatin1String("h")) return DurationText::tr("h", "hours");
    if (unit == QLatin1String("min")) return DurationText::tr("min", "minutes");
    if (unit == QLatin1String("s")) return DurationText::tr("s", "seconds");
    if (unit == QLatin1String("ms")) return DurationText::tr("ms", "milliseconds");
    if (unit == QLatin1String("ns")) return DurationText::tr("ns", "nanoseconds");
    return unit.startsWith(QChar(0xB5)) ? DurationText::tr("µs", "microseconds") : unit;
}

} // namespace

QString as_sentence(const QString& text) { return text.left(1).toUpper() + text.mid(1); }

QString text_without_folders(QString text) {
    static const QRegularExpression folders(QStringLiteral("(?<![^\\s'\"(])/(?:[^\\s/]+/)+(?=[^\\s/])"));
    return text.replace(folders, QStringLiteral("…/"));
}

/// Numbers and units by turns, as the core says them.
QString duration_text(Duration duration) {
    QStringList parts = to_qt(to_human(std::max(duration, Duration{}))).split(u' ');
    for (qsizetype i = 0; i < parts.size(); ++i) parts[i] = i % 2 == 1 ? duration_unit(parts[i]) : parts[i].replace(u'.', QLocale().decimalPoint());
    return parts.join(u' ');
}

QString duration_text(qint64 ms) { return duration_text(Duration{ms}); }

QString clock_text(Instant instant) {
    const QString clock = clock_text(to_qt(instant));
    if (instant.ns == 0) return clock;
    const bool micro = instant.ns % 1000 == 0;
    return clock + QStringLiteral("%1").arg(micro ? instant.ns / 1000 : instant.ns, micro ? 3 : 6, 10, QLatin1Char('0'));
}

QString clock_text(const QDateTime& time) {
    const QString clock = time.toString(QStringLiteral("HH:mm:ss.zzz"));
    return time.date() == QDate::currentDate() ? clock : time.toString(QStringLiteral("yyyy-MM-dd ")) + clock;
}

QString moment_text(const QDateTime& time) {
    const QDate today = QDate::currentDate();
    if (time.date() == today) return time.toString(QStringLiteral("HH:mm:ss"));
    const QLocale locale;
    if (time.date().year() == today.year()) return locale.toString(time, QStringLiteral("d MMM HH:mm"));
    return locale.toString(time, QStringLiteral("d MMM yyyy HH:mm"));
}

QString size_text(qint64 bytes) { return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeTraditionalFormat); }

QString status_text(const QString& word) {
    if (word.isEmpty()) return {};
    // The labels are those of ui/theme/display_status.cpp, which gives them to the translators.
    return QCoreApplication::translate("DisplayStatus", as_sentence(word).toUtf8().constData());
}

QString task_name(std::string_view pointer) {
    const auto slash = pointer.rfind('/');
    QString name = to_qt(slash == std::string_view::npos ? pointer : pointer.substr(slash + 1));
    return name.replace(QLatin1String("~1"), QLatin1String("/")).replace(QLatin1String("~0"), QLatin1String("~"));
}

} // namespace orkestr
