#include "ui/shell/studio_settings.h"

namespace orkestr {

namespace {

/// A name may hold slashes, which are groups in the settings.
QString input_key(const QString& definition) {
    return QStringLiteral("inputs/") + QString(definition).replace(QLatin1Char('/'), QLatin1Char(':'));
}

} // namespace

QStringList StudioSettings::recent_files() const { return settings_.value(QStringLiteral("files/recent")).toStringList(); }

void StudioSettings::add_recent(const QString& key, const QString& path) {
    QStringList files = settings_.value(key).toStringList();
    // One that is listed keeps its place: a list that jumps under the mouse is hard to use.
    if (files.contains(path)) return;
    files.prepend(path);
    settings_.setValue(key, QStringList(files.mid(0, most_recent_files)));
}

void StudioSettings::add_recent_file(const QString& path) { add_recent(QStringLiteral("files/recent"), path); }

QStringList StudioSettings::recent_records() const { return settings_.value(QStringLiteral("files/records")).toStringList(); }

void StudioSettings::add_recent_record(const QString& path) { add_recent(QStringLiteral("files/records"), path); }

void StudioSettings::forget_file(const QString& path) {
    QStringList files = recent_files();
    files.removeAll(path);
    settings_.setValue(QStringLiteral("files/recent"), files);
}

QString StudioSettings::last_input(const QString& definition) const { return settings_.value(input_key(definition)).toString(); }

void StudioSettings::set_last_input(const QString& definition, const QString& input) {
    if (input.size() <= most_input_characters) settings_.setValue(input_key(definition), input);
}

QString StudioSettings::theme() const { return settings_.value(QStringLiteral("theme"), QStringLiteral("system")).toString(); }

void StudioSettings::set_theme(const QString& theme) { settings_.setValue(QStringLiteral("theme"), theme); }

QByteArray StudioSettings::geometry() const { return settings_.value(QStringLiteral("window/geometry")).toByteArray(); }

void StudioSettings::set_geometry(const QByteArray& geometry) { settings_.setValue(QStringLiteral("window/geometry"), geometry); }

QByteArray StudioSettings::panel_geometry(const QString& panel) const {
    return settings_.value(QStringLiteral("layout/geometry/") + panel).toByteArray();
}

void StudioSettings::set_panel_geometry(const QString& panel, const QByteArray& geometry) {
    settings_.setValue(QStringLiteral("layout/geometry/") + panel, geometry);
}

QByteArray StudioSettings::kept(const QString& key) const { return settings_.value(QStringLiteral("kept/") + key).toByteArray(); }

void StudioSettings::keep(const QString& key, const QByteArray& text) { settings_.setValue(QStringLiteral("kept/") + key, text); }

int StudioSettings::layout(const QString& key, int otherwise) const {
    bool good = false;
    const int value = settings_.value(QStringLiteral("layout/") + key).toInt(&good);
    return good ? value : otherwise;
}

void StudioSettings::set_layout(const QString& key, int value) { settings_.setValue(QStringLiteral("layout/") + key, value); }

void StudioSettings::reset_layout() { settings_.remove(QStringLiteral("layout")); }

} // namespace orkestr
