#include "ui/viewmodels/other_run.h"

#include "ui/viewmodels/text.h"

#include <QFileInfo>

namespace orkestr {

OtherRun::OtherRun(RunSource& source, RunId open, Opener opener, QObject* parent)
    : QObject(parent), source_(source), open_(std::move(open)), opener_(std::move(opener)) {}

void OtherRun::find(const QString& text) {
    gate_.drop();
    const QString named = text.trimmed();
    // A name may hold the sign itself: what is there as it stands comes first.
    if (opener_ && QFileInfo::exists(named)) return open(named, {});
    const qsizetype sign = named.lastIndexOf(u'#');
    if (opener_ && sign > 0 && QFileInfo::exists(named.left(sign))) return open(named.left(sign), RunId{named.mid(sign + 1).toStdString()});
    if (named.toStdString() == open_.text) return Q_EMIT failed(tr("This is the run that is open."));
    Q_EMIT found({&source_, nullptr, RunId{named.toStdString()}, named});
}

void OtherRun::open(const QString& path, const RunId& run) {
    auto opened = opener_(path);
    if (!opened) return Q_EMIT failed(to_qt(opened.error().message));
    std::shared_ptr<RunSource> held = std::move(*opened);
    const QString name = QFileInfo(QFileInfo(path).absoluteFilePath()).fileName();
    if (!run.empty()) return Q_EMIT found({held.get(), held, run, QStringLiteral("%1#%2").arg(name, to_qt(run.text))});
    RunQuery query;
    query.limit = 2;
    const auto ticket = gate_.supersede();
    held->runs(query, ticket.stop(), ticket.deliver<RunPage>([this, held, name](Result<RunPage> page) {
                   if (!page) return Q_EMIT failed(to_qt(page.error().message));
                   if (page->runs.empty()) return Q_EMIT failed(tr("%1 holds no runs.").arg(name));
                   if (page->runs.size() > 1 || page->more) return Q_EMIT failed(tr("%1 holds several runs: add # and the id of one.").arg(name));
                   Q_EMIT found({held.get(), held, page->runs.front().run, name});
               }));
}

} // namespace orkestr
