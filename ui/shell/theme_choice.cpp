#include "ui/shell/theme_choice.h"

#include "ui/shell/studio_settings.h"
#include "ui/theme/appearance.h"

namespace orkestr {

namespace {

constexpr const char* choice_words[] = {"system", "light", "dark"};

ThemeChoice::Choice choice_of(const QString& word) {
    if (word == QLatin1String("light")) return ThemeChoice::Choice::light;
    if (word == QLatin1String("dark")) return ThemeChoice::Choice::dark;
    return ThemeChoice::Choice::system;
}

} // namespace

ThemeChoice::ThemeChoice(QApplication& application, StudioSettings& settings, const QString& forced)
    : application_(application), settings_(settings), choice_(choice_of(forced.isEmpty() ? settings.theme() : forced)) {
    apply();
}

ThemeKind ThemeChoice::kind() const {
    if (choice_ == Choice::system) return desktop_theme();
    return choice_ == Choice::dark ? ThemeKind::dark : ThemeKind::light;
}

void ThemeChoice::choose(Choice choice) {
    settings_.set_theme(QLatin1String(choice_words[static_cast<int>(choice)]));
    if (choice == choice_) return;
    choice_ = choice;
    apply();
    Q_EMIT changed();
}

void ThemeChoice::toggle() { choose(kind() == ThemeKind::dark ? Choice::light : Choice::dark); }

void ThemeChoice::apply() { apply_theme(application_, kind()); }

} // namespace orkestr
