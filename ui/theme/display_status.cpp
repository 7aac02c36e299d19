#include "ui/theme/display_status.h"

#include <QCoreApplication>

namespace orkestr {

namespace {

struct StatusText {
    const char* word;
    const char* label;
    const char* icon;
};

constexpr std::array<StatusText, all_display_statuses.size()> status_texts{{
    {"", "", ""},
    {"pending", QT_TRANSLATE_NOOP("DisplayStatus", "Pending"), "circle-dashed"},
    {"running", QT_TRANSLATE_NOOP("DisplayStatus", "Running"), "circle-play"},
    {"waiting", QT_TRANSLATE_NOOP("DisplayStatus", "Waiting"), "hourglass"},
    {"suspended", QT_TRANSLATE_NOOP("DisplayStatus", "Suspended"), "circle-pause"},
    {"cancelled", QT_TRANSLATE_NOOP("DisplayStatus", "Cancelled"), "ban"},
    {"faulted", QT_TRANSLATE_NOOP("DisplayStatus", "Faulted"), "octagon-x"},
    {"completed", QT_TRANSLATE_NOOP("DisplayStatus", "Completed"), "circle-check"},
    {"skipped", QT_TRANSLATE_NOOP("DisplayStatus", "Skipped"), "skip-forward"},
}};

const StatusText& text_of(DisplayStatus status) { return status_texts[static_cast<std::size_t>(status)]; }

} // namespace

DisplayStatus display_status(QStringView word) {
    for (const DisplayStatus status : all_display_statuses) {
        if (word == QLatin1String(text_of(status).word)) return status;
    }
    return DisplayStatus::none;
}

QString status_word(DisplayStatus status) { return QLatin1String(text_of(status).word); }

QString status_label(DisplayStatus status) {
    return status == DisplayStatus::none ? QString()
                                         : QCoreApplication::translate("DisplayStatus", text_of(status).label);
}

QString status_icon_name(DisplayStatus status) { return QLatin1String(text_of(status).icon); }

} // namespace orkestr
