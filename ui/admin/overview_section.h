// One list of the workspace's page: its title, and its table or what there is to say instead.
#pragma once

#include "ui/viewmodels/load_state.h"

#include <QWidget>

class QAbstractItemModel;
class QStackedLayout;
class QTableView;

namespace orkestr {

class EmptyState;
class PanelHeader;

class OverviewSection : public QWidget {
    Q_OBJECT
public:
    struct Words {
        QString title;
        QString icon;       ///< as in ui/theme/icon.h
        QString empty;      ///< when the list is empty, and what that means
        QString empty_detail;
        QString failed;
    };

    /// The model outlives the section. `widths` of the first columns; the `wide` one takes the rest.
    OverviewSection(const Words& words, QAbstractItemModel* model, const QList<int>& widths, int wide, QWidget* parent = nullptr);

    /// `more`: there are more than are listed.
    void show_state(LoadState state, const QString& message, bool more);
    PanelHeader* header() { return header_; }
    QTableView* view() { return view_; }

private:
    Words words_;
    PanelHeader* header_;
    QTableView* view_;
    EmptyState* empty_;
    QStackedLayout* pages_;
};

} // namespace orkestr
