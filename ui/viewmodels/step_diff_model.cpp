#include "ui/viewmodels/step_diff_model.h"

#include "core/projection/data_path.h"
#include "ui/viewmodels/short_number.h"
#include "ui/viewmodels/text.h"

#include <algorithm>

namespace orkestr {

namespace {

QString aspect_text(StepAspect aspect) {
    switch (aspect) {
    case StepAspect::attempts: return StepDiffModel::tr("attempts");
    case StepAspect::input: return StepDiffModel::tr("input");
    case StepAspect::request: return StepDiffModel::tr("request");
    case StepAspect::items: return StepDiffModel::tr("items");
    case StepAspect::received: return StepDiffModel::tr("events received");
    case StepAspect::result: return StepDiffModel::tr("result");
    case StepAspect::context: return StepDiffModel::tr("context");
    case StepAspect::chosen: return StepDiffModel::tr("branch");
    case StepAspect::output: return StepDiffModel::tr("output");
    case StepAspect::error: return StepDiffModel::tr("error");
    case StepAspect::status: return StepDiffModel::tr("status");
    case StepAspect::began: return StepDiffModel::tr("order of beginning");
    case StepAspect::ended: break;
    }
    return StepDiffModel::tr("order of ending");
}

QString sign_of(const StepDiff& step) {
    constexpr const char* signs[] = {"=", "≠", "A", "B"};
    // Some of it is not known.
    if (step.kind == StepDiff::Kind::equal && step.redacted > 0) return QStringLiteral("?");
    return QString::fromUtf8(signs[static_cast<std::size_t>(step.kind)]);
}

/// `+1.2 s`, `−30 ms`; nothing where one of them is missing.
QString duration_change(const StepDiff& step) {
    if (!step.duration_a || !step.duration_b) return {};
    const std::int64_t ms = step.duration_b->ms - step.duration_a->ms;
    if (ms == 0) return QStringLiteral("0");
    return (ms > 0 ? QStringLiteral("+") : QStringLiteral("−")) + duration_text(std::abs(ms));
}

} // namespace

void StepDiffModel::show(std::shared_ptr<const RunDiff> diff) {
    beginResetModel();
    diff_ = std::move(diff);
    choose();
    endResetModel();
}

void StepDiffModel::set_only_differing(bool only) {
    if (only == only_differing_) return;
    beginResetModel();
    only_differing_ = only;
    choose();
    endResetModel();
}

void StepDiffModel::choose() {
    rows_.clear();
    if (!diff_) return;
    for (std::size_t at = 0; at < diff_->steps.size(); ++at)
        if (!only_differing_ || diff_->steps[at].kind != StepDiff::Kind::equal) rows_.push_back(static_cast<std::uint32_t>(at));
}

const StepDiff* StepDiffModel::step_at(int row) const {
    if (row < 0 || static_cast<std::size_t>(row) >= rows_.size()) return nullptr;
    return &diff_->steps[rows_[static_cast<std::size_t>(row)]];
}

int StepDiffModel::first_row() const {
    if (!diff_ || !diff_->first) return -1;
    const auto at = std::lower_bound(rows_.begin(), rows_.end(), static_cast<std::uint32_t>(*diff_->first));
    return at != rows_.end() && *at == *diff_->first ? static_cast<int>(at - rows_.begin()) : -1;
}

int StepDiffModel::next_row(int from, int direction) const {
    const int count = rowCount();
    for (int walked = 1; walked <= count; ++walked) {
        const int row = ((from + direction * walked) % count + count) % count;
        if (step_at(row)->kind != StepDiff::Kind::equal) return row;
    }
    return -1;
}

QString StepDiffModel::what_text(const StepDiff& step) {
    if (step.kind == StepDiff::Kind::only_a) return tr("only in A");
    if (step.kind == StepDiff::Kind::only_b) return tr("only in B");
    QStringList parts;
    for (std::size_t aspect = 0; aspect < step_aspects; ++aspect)
        if (step.differs_in(static_cast<StepAspect>(aspect))) parts << aspect_text(static_cast<StepAspect>(aspect));
    if (step.redacted > 0) parts << tr("%n redacted value(s) not compared", nullptr, plural_number(step.redacted));
    return parts.join(QStringLiteral(", "));
}

int StepDiffModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(rows_.size()); }

int StepDiffModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : column_count; }

QVariant StepDiffModel::data(const QModelIndex& index, int role) const {
    const StepDiff* step = index.isValid() ? step_at(index.row()) : nullptr;
    if (!step) return {};
    if (role == Qt::TextAlignmentRole && index.column() >= duration_a_column) return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && index.column() == step_column) return to_qt(step->key());
    if (role != Qt::DisplayRole) return {};
    switch (index.column()) {
    case sign_column: return sign_of(*step);
    case step_column: return step->key() == "/" ? tr("the run itself") : to_qt(step->key());
    case what_column: return what_text(*step);
    case duration_a_column: return step->duration_a ? duration_text(*step->duration_a) : QString();
    case duration_b_column: return step->duration_b ? duration_text(*step->duration_b) : QString();
    default: return duration_change(*step);
    }
}

QVariant StepDiffModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole && section >= duration_a_column) return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    const QStringList titles{QString(), tr("Step"), tr("What differs"), tr("Took in A"), tr("In B"), tr("Difference")};
    return titles.value(section);
}

void StepChangeModel::show(std::vector<RunChange> changes, std::uint64_t more) {
    beginResetModel();
    more_ = more;
    changes_ = std::move(changes);
    endResetModel();
}

const RunChange* StepChangeModel::change_at(int row) const {
    return row < 0 || static_cast<std::size_t>(row) >= changes_.size() ? nullptr : &changes_[static_cast<std::size_t>(row)];
}

int StepChangeModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(changes_.size()) + (more_ > 0 ? 1 : 0); }

int StepChangeModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : column_count; }

std::pair<Json, Json> StepChangeModel::sides(const RunChange& change) {
    const auto json = [](const std::string& text) {
        auto parsed = Json::parse(text);
        return parsed ? std::move(*parsed) : Json();
    };
    if (change.a && change.b) return {json(*change.a), json(*change.b)};
    const auto path = DataPath::parse(change.path);
    const auto* last = path && !path->segments().empty() ? &path->segments().back() : nullptr;
    using Kind = RedactionPath::Segment::Kind;
    const std::string name = !last ? "value" : last->kind == Kind::name ? last->name : std::to_string(last->index);
    const auto side = [&](const std::optional<std::string>& text) {
        JsonValue out = JsonValue(JsonObject{});
        if (text) out.set(name, JsonValue::of(json(*text)));
        return out.json();
    };
    return {side(change.a), side(change.b)};
}

QVariant StepChangeModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || role != Qt::DisplayRole) return {};
    const RunChange* change = change_at(index.row());
    if (!change) return index.column() == path_column ? tr("and %n more", nullptr, plural_number(more_)) : QString();
    if (index.column() == path_column) return to_qt(change->path);
    const auto& value = index.column() == a_column ? change->a : change->b;
    return value ? to_qt(*value) : tr("not there");
}

QVariant StepChangeModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    const QStringList titles{tr("Path"), tr("A"), tr("B")};
    return titles.value(section);
}

} // namespace orkestr
