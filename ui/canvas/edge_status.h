// How often many runs went along the edges of a graph.
#pragma once

#include <QHash>
#include <QString>

#include <utility>

namespace orkestr {

struct EdgeFrequencies {
    struct Taken {
        double share = 0; ///< of the runs, 0 to 1: how wide it is drawn
        QString text;     ///< ready to show (`40 %`); may be empty
        bool operator==(const Taken&) const = default;
    };
    QHash<std::pair<QString, QString>, Taken> taken; ///< by the ids of both ends
    QString never; ///< what stands at an edge that is not among them; empty: nothing is known of edges

    bool is_known() const { return !never.isEmpty(); }
    bool operator==(const EdgeFrequencies&) const = default;
};

} // namespace orkestr
