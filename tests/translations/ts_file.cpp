#include "tests/translations/ts_file.h"

#include <QXmlStreamReader>

namespace orkestr::translations {

namespace {

void read_translation(QXmlStreamReader& xml, Message& message) {
    message.state = xml.attributes().value("type").toString();
    if (!message.plural) {
        message.texts << xml.readElementText();
        return;
    }
    while (xml.readNextStartElement()) {
        if (xml.name() == u"numerusform") message.texts << xml.readElementText();
        else xml.skipCurrentElement();
    }
}

Message read_message(QXmlStreamReader& xml, const QString& context) {
    Message message;
    message.context = context;
    message.plural = xml.attributes().value("numerus") == u"yes";
    while (xml.readNextStartElement()) {
        if (xml.name() == u"source") message.source = xml.readElementText();
        else if (xml.name() == u"comment") message.comment = xml.readElementText();
        else if (xml.name() == u"translation") read_translation(xml, message);
        else xml.skipCurrentElement();
    }
    return message;
}

} // namespace

TsFile read_ts(const QByteArray& text) {
    TsFile file;
    QXmlStreamReader xml(text);
    if (!xml.readNextStartElement() || xml.name() != u"TS") {
        file.error = "no TS element";
        return file;
    }
    file.language = xml.attributes().value("language").toString();
    while (xml.readNextStartElement()) {
        if (xml.name() != u"context") {
            xml.skipCurrentElement();
            continue;
        }
        QString context;
        while (xml.readNextStartElement()) {
            if (xml.name() == u"name") context = xml.readElementText();
            else if (xml.name() == u"message") file.messages << read_message(xml, context);
            else xml.skipCurrentElement();
        }
    }
    if (xml.hasError()) file.error = xml.errorString();
    return file;
}

} // namespace orkestr::translations
