// Light, dark, or as the desktop has it.
#pragma once

#include "ui/theme/theme.h"

#include <QObject>

class QApplication;

namespace orkestr {

class StudioSettings;
struct StudioActions;

class ThemeChoice : public QObject {
    Q_OBJECT
public:
    enum class Choice { system, light, dark };

    /// Puts on what the settings say, or `forced` without remembering it. Application and settings outlive this.
    ThemeChoice(QApplication& application, StudioSettings& settings, const QString& forced = {});

    Choice choice() const { return choice_; }
    ThemeKind kind() const;
    /// Puts it on and remembers it.
    void choose(Choice choice);
    /// From light to dark and back.
    void toggle();
    /// The actions choose, and are checked as it is chosen. They may go before this does.
    void connect_actions(const StudioActions& actions);

Q_SIGNALS:
    void changed();

private:
    void apply();

    QApplication& application_;
    StudioSettings& settings_;
    Choice choice_ = Choice::system;
};

} // namespace orkestr
