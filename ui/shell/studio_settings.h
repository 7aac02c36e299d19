// What Studio remembers between starts, in the user's configuration.
#pragma once

#include <QSettings>
#include <QString>
#include <QStringList>

namespace orkestr {

class StudioSettings {
public:
    static constexpr int most_recent_files = 12;
    static constexpr int most_input_characters = 64 * 1024;

    /// The settings outlive this.
    explicit StudioSettings(QSettings& settings) : settings_(settings) {}

    QStringList recent_files() const;
    void add_recent_file(const QString& path);
    void forget_file(const QString& path);
    /// Audit logs and records of other systems, the same way.
    QStringList recent_records() const;
    void add_recent_record(const QString& path);

    /// The input that a definition (`namespace/name`) was started with last; empty: none.
    QString last_input(const QString& definition) const;
    void set_last_input(const QString& definition, const QString& input);

    /// `system`, `light` or `dark`.
    QString theme() const;
    void set_theme(const QString& theme);

    QByteArray geometry() const;
    void set_geometry(const QByteArray& geometry);

    /// Where a panel's own window stood; empty when it has had none.
    QByteArray panel_geometry(const QString& panel) const;
    void set_panel_geometry(const QString& panel, const QByteArray& geometry);

    /// What else a page remembers, as it wrote it; empty when there is none.
    QByteArray kept(const QString& key) const;
    void keep(const QString& key, const QByteArray& text);

    /// A panel's size or visibility, by a key such as `run/inspector`.
    int layout(const QString& key, int otherwise) const;
    void set_layout(const QString& key, int value);
    void reset_layout();

private:
    void add_recent(const QString& key, const QString& path);

    QSettings& settings_;
};

} // namespace orkestr
