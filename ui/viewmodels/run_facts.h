// What the head of a run's page says besides its id, status and times.
#pragma once

#include "core/projection/run_view.h"

#include <QString>
#include <QStringList>

namespace orkestr {

struct RunFacts {
    QString definition;  ///< `shop/order 1.0.0`
    QString hash;        ///< its content hash: what the run is pinned to; empty when it has no definition
    QString origin;      ///< `started by a schedule`, `rerun by ada: wrong address`
    QString origin_run;  ///< the run it was made from; empty: none
    QString parent;      ///< run id; empty: none
    QStringList children; ///< run ids in the order they were ordered; at most 100
    QString error;       ///< in one line, with the step to blame; empty when there is none
    StepId error_step = 0; ///< 0: not known
};

/// `faulted`: the step in which the error arose; null when it is not known.
RunFacts run_facts(const RunView& run, const StepView* faulted);

} // namespace orkestr
