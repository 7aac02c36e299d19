// Core's plain values as the interface shows them.
#pragma once

#include "core/base/error.h"
#include "core/base/time.h"

#include <QDateTime>
#include <QString>

#include <optional>
#include <string>
#include <string_view>

namespace orkestr {

inline QString to_qt(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }
inline QDateTime to_qt(Instant instant) { return QDateTime::fromMSecsSinceEpoch(instant.ms); }

/// With a capital at the beginning: what the core says begins like a part of a message.
QString as_sentence(const QString& text);
/// Of paths the last name: `…/a.orklog`. Where there is little room, what is said of a file comes before where it is.
QString text_without_folders(QString text);

/// `850 ms`, `1.25 s`, `3 min 20 s`, as the language writes numbers and units.
QString duration_text(qint64 ms);
/// The same with what is finer: `5 µs`, `1.25 ms`.
QString duration_text(Duration duration);
/// Local time of day with milliseconds; the date before it when it is not today.
QString clock_text(const QDateTime& time);
/// The same with microseconds or nanoseconds, where that is recorded.
QString clock_text(Instant instant);
/// When something happened, as lists of recent things say it: `14:03:22` today, else `21 Nov 14:03`, else with the year.
QString moment_text(const QDateTime& time);
/// `812 bytes`, `3.4 KB`.
QString size_text(qint64 bytes);
/// What people read for a status word (`running`), translated; empty for an unknown word.
QString status_text(const QString& word);
/// The task's name: the last part of its JSON pointer.
QString task_name(std::string_view pointer);

} // namespace orkestr
