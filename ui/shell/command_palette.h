// The command palette: one line to type in, and what that finds of all actions, definitions and runs. Enter does what is
// chosen; Escape closes, and so does going elsewhere.
#pragma once

#include "ui/shell/studio_actions.h"
#include "ui/viewmodels/palette_model.h"

#include <QDialog>

class QLineEdit;
class QListView;
class QLabel;

namespace orkestr {

class StudioSession;

class CommandPalette : public QDialog {
    Q_OBJECT
public:
    /// Session and actions outlive it.
    CommandPalette(StudioSession& session, const StudioActions& actions, QWidget* parent);

    QLineEdit* field() { return field_; }
    QListView* view() { return view_; }
    PaletteModel* model() { return &model_; }

Q_SIGNALS:
    void file_chosen(const QString& path);
    void published_chosen(const QString& hash);
    void run_chosen(const QString& run);

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    std::vector<PaletteEntry> entries() const;
    void add_definitions(std::vector<PaletteEntry>& out) const;
    void add_runs(std::vector<PaletteEntry>& out) const;
    void typed(const QString& text);
    void step(int by);
    /// The field has the keyboard: it says what is chosen.
    void say_current();
    void choose(const QModelIndex& index);

    StudioSession& session_;
    const StudioActions& actions_;
    PaletteModel model_;
    QLineEdit* field_;
    QListView* view_;
    QLabel* nothing_;
    std::vector<PaletteEntry> known_; ///< without the run that is typed
};

} // namespace orkestr
