// The tags of runs: those of their definitions' documents, read once for each definition when a run of it is looked at.
#pragma once

#include "core/filter/complete.h"
#include "core/ports/run_source.h"
#include "ui/viewmodels/answer_gate.h"

#include <QObject>
#include <QString>

#include <deque>
#include <unordered_map>

namespace orkestr {

class RunTags : public QObject {
    Q_OBJECT
public:
    /// Definitions whose tags are held; with more of them it begins anew.
    static constexpr std::size_t most_definitions = 2000;
    /// Asked for at a time.
    static constexpr int at_once = 4;

    /// The source outlives this.
    explicit RunTags(RunSource& source, QObject* parent = nullptr) : QObject(parent), source_(source) {}

    /// `env=test, team=core` of the definition with this hash; empty when it has none, or while they are being read.
    QString text(const std::string& definition);
    /// The same as an object; nothing when it has none, or while they are being read.
    std::optional<Json> json(const std::string& definition);
    /// Adds what was read: `tag.env` with its values.
    void add_seen(SeenFilterValues& seen) const;

Q_SIGNALS:
    /// Tags of some definition have come.
    void changed();

private:
    struct Tags {
        std::optional<Json> json;
        QString text;
    };
    const Tags& find(const std::string& definition);
    void ask();
    void took(const std::string& definition, Result<std::vector<DefinitionRow>> rows);
    void keep(const std::string& definition, std::optional<Json> tags);

    RunSource& source_;
    std::unordered_map<std::string, Tags> known_;
    std::deque<std::string> wanted_;
    int asked_ = 0;
    AnswerGate gate_{this};
};

} // namespace orkestr
