#include "ui/shell/theme_choice.h"

#include "ui/shell/studio_actions.h"
#include "ui/shell/studio_settings.h"
#include "ui/theme/appearance.h"

#include <array>

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

void ThemeChoice::connect_actions(const StudioActions& actions) {
    const std::array by_choice{actions.theme_system, actions.theme_light, actions.theme_dark};
    for (std::size_t i = 0; i < by_choice.size(); ++i) {
        by_choice[i]->setChecked(static_cast<int>(choice_) == static_cast<int>(i));
        connect(by_choice[i], &QAction::triggered, this, [this, i] { choose(static_cast<Choice>(i)); });
    }
    connect(actions.toggle_theme, &QAction::triggered, this, &ThemeChoice::toggle);
    connect(this, &ThemeChoice::changed, actions.toggle_theme, [this, by_choice] { by_choice[static_cast<std::size_t>(choice_)]->setChecked(true); });
}

void ThemeChoice::apply() { apply_theme(application_, kind()); }

} // namespace orkestr
