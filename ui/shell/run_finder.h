// The page on which runs are found, with what Studio remembers of it: columns, searches, groups.
#pragma once

#include <QObject>

class QWidget;

namespace orkestr {

class RunSearch;
class RunTable;
class StudioSession;
class StudioSettings;

class RunFinder : public QObject {
    Q_OBJECT
public:
    /// Session and settings outlive it; the page belongs to `parent`.
    RunFinder(StudioSession& session, StudioSettings& settings, QWidget* parent);

    RunSearch* search() { return search_; }
    RunTable* page() { return page_; }

private:
    StudioSettings& settings_;
    RunSearch* search_;
    RunTable* page_;
};

} // namespace orkestr
