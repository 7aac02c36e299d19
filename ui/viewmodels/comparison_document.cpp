#include "ui/viewmodels/comparison_document.h"

#include "ui/viewmodels/short_number.h"
#include "ui/viewmodels/text.h"

namespace orkestr {

ComparisonDocument::ComparisonDocument(QObject* parent) : QObject(parent) { connect(&work_, &LongWork::changed, this, &ComparisonDocument::changed); }

void ComparisonDocument::compare(ComparedSide a, ComparedSide b) {
    if (!comparer_) return;
    a_ = std::move(a);
    b_ = std::move(b);
    diff_.reset();
    steps_.show(nullptr);
    work_.start<RunDiff>([comparer = comparer_, one = a_, other = b_](std::stop_token stop, const LongWork::Tell& tell) { return comparer(one, other, std::move(stop), tell); },
                         [this](RunDiff diff) {
                             diff_ = std::make_shared<const RunDiff>(std::move(diff));
                             steps_.show(diff_);
                         });
}

void ComparisonDocument::clear() {
    diff_.reset();
    steps_.show(nullptr);
    a_ = b_ = {};
    work_.reset();
}

QString ComparisonDocument::verdict() const {
    switch (work_.stage()) {
    case LongWork::Stage::idle: return {};
    case LongWork::Stage::working: return tr("Comparing…");
    case LongWork::Stage::failed: return work_.message();
    case LongWork::Stage::cancelled: return tr("Cancelled");
    case LongWork::Stage::done: break;
    }
    if (!diff_) return {};
    if (!diff_->verdict()) return tr("Equal as far as can be seen: %n value(s) were redacted", nullptr, plural_number(diff_->redacted));
    if (diff_->equal) return tr("Nothing differs but times and ids");
    const StepDiff* step = diff_->first_step();
    if (!step) return tr("They differ");
    const QString name = step->key() == "/" ? tr("the run itself") : task_name(step->task());
    const QString first = tr("First difference: %1, %2").arg(name, to_qt(diff_->first_change()->path));
    const auto count = diff_->differing_steps + diff_->only_a + diff_->only_b;
    const QString all = first + QStringLiteral(" · ") + tr("%n step(s) differ", nullptr, plural_number(count));
    const QString redacted = diff_->redacted > 0 ? QStringLiteral(" · ") + tr("%n redacted value(s) could not be compared", nullptr, plural_number(diff_->redacted)) : QString();
    const QString unread = diff_->unread > 0 ? QStringLiteral(" · ") + tr("%n payload(s) that differ were too large to be looked into", nullptr, plural_number(diff_->unread)) : QString();
    return all + redacted + unread;
}

} // namespace orkestr
