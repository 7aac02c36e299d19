// The messages of a Qt Linguist file (.ts): its format is described in Qt's "Linguist TS File Format" page.
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace orkestr::translations {

struct Message {
    QString context;
    QString source;
    QString comment;
    bool plural = false;
    QString state;      ///< unfinished, vanished, obsolete; empty for a finished one
    QStringList texts;  ///< the translation, or one for each plural form

    /// What tells it from every other message.
    QString key() const { return context + '|' + source + '|' + comment; }
};

struct TsFile {
    QString error; ///< why it could not be read; empty when it could
    QString language;
    QList<Message> messages;
};

TsFile read_ts(const QByteArray& xml);

} // namespace orkestr::translations
