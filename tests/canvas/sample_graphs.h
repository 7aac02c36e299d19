// Graphs for tests: small ones written out, large ones made from a seed. Shaped like those of real definitions.
#pragma once

#include "ui/canvas/canvas_graph.h"

#include <QSet>
#include <QStringList>

#include <cstdint>

namespace orkestr::test {

/// Builds a definition's graph the way its text reads.
class GraphBuilder {
public:
    GraphBuilder();
    /// A task of this kind in the open container. Returns its id.
    QString task(const QString& type, const QString& label, const QString& subtitle = {});
    /// A container with its entry and exit; what follows goes into it.
    QString open(const QString& type, const QString& label, const QString& subtitle = {});
    void close();
    void edge(const QString& from, const QString& to, const QString& label = {}, bool back = false);
    /// Joins ways out to ways in: containers are left by their exit and entered by their entry.
    void then(const QString& from, const QString& to, const QString& label = {}, bool back = false);
    QString entry() const {
        return path_.isEmpty() ? QStringLiteral("/start") : path_.last() + QStringLiteral("/entry");
    }
    QString exit() const { return path_.isEmpty() ? QStringLiteral("/end") : path_.last() + QStringLiteral("/exit"); }
    /// Entry, these tasks one after the other, exit.
    void chain(const QStringList& ids);
    CanvasGraph take();

private:
    QStringList path_;
    QSet<QString> containers_;
    int number_ = 0;
    CanvasGraph graph_;
};

/// One of everything: calls, a switch, a loop, a fork, try and catch with retry, raise, wait, an early end.
CanvasGraph order_graph();
CanvasGraph single_task_graph();
/// `depth` sequences, one inside the other.
CanvasGraph nested_graph(int depth);
/// One fork of so many branches.
CanvasGraph wide_graph(int branches);
CanvasGraph long_graph(int steps);
/// About so many nodes of every kind, with jumps, nested and repeated, as large as wide.
CanvasGraph random_graph(std::uint64_t seed, int nodes);
/// About so many nodes in the shape of a large real workflow: forks of sequences with switches and loops.
CanvasGraph regular_graph(int nodes, int branches = 20);

} // namespace orkestr::test
