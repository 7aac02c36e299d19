// What Studio was asked for on its command line.
#pragma once

#include "core/base/result.h"

#include <QSize>
#include <QString>
#include <QStringList>

namespace orkestr {

struct StudioOptions {
    QString workspace; ///< a directory; empty: the user's own
    QString open_file; ///< absolute path
    QString open_run;  ///< a run's id
    QString compare;   ///< what the run is compared with: a run's id, PATH or PATH#RUN; empty: nothing
    QString samples;   ///< a directory of definitions; may be empty
    QString screenshot; ///< where the picture is saved; empty: none
    QString page;       ///< of the window, for the picture; empty: as it comes
    QSize size;         ///< of the window, in logical pixels; empty: as it was left
    QString theme;      ///< light or dark; empty: as it was chosen
    bool help = false;
    bool version = false;
};

/// Errors: invalid_argument, with a message for people that names the argument.
Result<StudioOptions> read_studio_options(const QStringList& arguments);

QString studio_help();

} // namespace orkestr
