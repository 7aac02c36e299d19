// All that can be done to an audit log, at every line of one: what is found, in which line; by two verifiers.
#include "tests/history/log_sample.h"
#include "tests/support/test.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <map>

namespace orkestr::test {

namespace {

struct Mutant {
    std::string name;
    std::string log;
    std::string kind; ///< empty: nothing is wrong
    std::uint64_t record = 0;
};

using Lines = std::vector<std::string>;

/// Where things stand in the usual log, as indices of lines.
struct Layout {
    std::size_t records = 0;
    std::size_t second = 0; ///< the first record of the second run, whose views are redacted
    std::size_t third = 0;
    std::size_t index = 0;
    std::size_t footer = 0;
};

Layout layout_of(const Lines& lines) {
    Layout out;
    std::string_view run;
    std::vector<std::size_t> runs;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto name = name_audit_line(lines[i]);
        if (name.kind == AuditLineKind::record && name.name != run) {
            run = name.name;
            runs.push_back(i);
        }
        if (name.kind == AuditLineKind::index && out.index == 0) out.index = i;
    }
    out.records = runs[0];
    out.second = runs[1];
    out.third = runs[2];
    out.footer = lines.size() - 1;
    return out;
}

class Mutants {
public:
    Mutants() : lines_(lines_of(written_log(usual_log()))), at_(layout_of(lines_)) {}

    std::vector<Mutant> all() {
        add("as it was written", lines_, "", 0);
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            deletions(i);
            insertions(i);
            reorderings(i);
            truncations(i);
            edits(i);
        }
        rewrites();
        runs();
        seqs();
        footers();
        without_footer();
        return std::move(all_);
    }

private:
    void add(const std::string& name, const Lines& lines, const char* kind, std::size_t record) { add_text(name, text_of_lines(lines), kind, record); }
    void add_text(const std::string& name, std::string text, const char* kind, std::size_t record) { all_.push_back({name, std::move(text), kind, record}); }
    std::string at(const char* what, std::size_t i) const { return std::string(what) + " line " + std::to_string(i + 1); }
    static Lines without(Lines lines, std::size_t i) {
        lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(i));
        return lines;
    }
    static Lines with(Lines lines, std::size_t i, const std::string& line) {
        lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(i), line);
        return lines;
    }
    /// As somebody does who numbers the lines again but has to leave the footer.
    static Lines renumbered_before_footer(Lines lines) {
        const std::string footer = lines.back();
        lines = renumbered(std::move(lines));
        lines.back() = footer;
        return lines;
    }

    void deletions(std::size_t i) {
        if (i == at_.footer) return add("without its footer", without(lines_, i), "truncated", i + 1);
        add(at("without", i), without(lines_, i), "deleted", i + 1);
        add(at("without, renumbered,", i), renumbered(without(lines_, i)), "deleted", i + 1);
        add(at("without, renumbered but for the footer,", i), renumbered_before_footer(without(lines_, i)), "deleted", i + 1);
        if (i + 2 < at_.footer) add(at("without two from", i), renumbered(without(without(lines_, i), i)), "deleted", i + 1);
    }

    void insertions(std::size_t i) {
        for (const char* garbage : {"", "garbage", "{}", "{\"n\":1}", "[1,2"}) {
            add(at("with something before", i), with(lines_, i, garbage), "inserted", i + 1);
            add(at("with something, renumbered, before", i), renumbered(with(lines_, i, garbage)), "inserted", i + 1);
        }
        add(at("with a second", i), with(lines_, i, lines_[i]), "inserted", i + 2);
        add(at("behind the footer again", i), with(lines_, lines_.size(), lines_[i]), "inserted", lines_.size() + 1);
        if (i < at_.footer) add(at("with a second, renumbered,", i), renumbered(with(lines_, i, lines_[i])), "inserted", i + 2);
    }

    void reorderings(std::size_t i) {
        for (const std::size_t other : {i + 1, i + 2, at_.records, at_.second + 1, at_.third, at_.third + 4, at_.index}) {
            if (other <= i || other >= at_.footer) continue;
            Lines lines = lines_;
            std::swap(lines[i], lines[other]);
            const std::string name = at("swapped with", other) + at(":", i);
            add(name, lines, "reordered", i + 1);
            add(name + ", renumbered", renumbered(lines), "reordered", i + 1);
            add(at("moved behind", other) + at(":", i), with(without(lines_, i), other, lines_[i]), "reordered", i + 1);
            add(at("moved before", i) + at(":", other), renumbered(with(without(lines_, other), i, lines_[other])), "reordered", i + 1);
        }
    }

    void truncations(std::size_t i) {
        const Lines before(lines_.begin(), lines_.begin() + static_cast<std::ptrdiff_t>(i));
        const std::string text = text_of_lines(before);
        if (i > 0) add_text(at("cut off before", i), text, "truncated", i + 1);
        for (const std::size_t length : {std::size_t{20}, lines_[i].size() / 2, lines_[i].size() - 1, lines_[i].size()})
            if (i > 0 || length > 20) add_text(at("cut off in", i), text + lines_[i].substr(0, length), "truncated", i + 1);
    }

    void edits(std::size_t i) {
        const char* kind = i == at_.footer ? "signature" : "edited";
        const std::string& line = lines_[i];
        for (std::size_t k = 0; k < 40; ++k) {
            const std::size_t place = k < 8 ? k : k < 16 ? line.size() - 1 - (k - 8) : 8 + (line.size() - 16) * (k - 16) / 24;
            Lines lines = lines_;
            lines[i][place] = static_cast<char>(line[place] ^ 1);
            add(at("a bit of", i) + " at byte " + std::to_string(place), lines, kind, i + 1);
        }
        Lines spaced = lines_;
        spaced[i].insert(5, " ");
        add(at("a space more in", i), spaced, kind, i + 1);
        Lines returned = lines_;
        returned[i] += "\r";
        add(at("a carriage return behind", i), returned, kind, i + 1);
        Lines emptied = lines_;
        emptied[i] = "";
        // Nothing tells an emptied footer from a log that was cut off there.
        add(at("nothing instead of", i), emptied, i == at_.footer ? "truncated" : "edited", i + 1);
    }

    /// Another text at one place of a line, of the same length.
    Lines changed(std::size_t i, const std::string& from, const std::string& to) const {
        Lines lines = lines_;
        const auto place = lines[i].find(from);
        if (place == std::string::npos) qFatal("the sample lacks what is to be changed");
        lines[i].replace(place, from.size(), to);
        return lines;
    }

    /// By somebody who knows the format and recomputes hashes: the place where the proof fails is found.
    void rewrites() {
        const std::size_t last_of_first = at_.second - 1;
        const Lines lines = changed(at_.records, "Ana", "Eva");
        add("an event, with its hash", rehashed(lines, at_.records, at_.records), "edited", at_.records + 2);
        add("an event, with all hashes of its run", rehashed(lines, at_.records, last_of_first), "edited", last_of_first + 1);
        const Lines ending = changed(last_of_first, "null", "true");
        add("a run's last event, with its hash", rehashed(ending, last_of_first, last_of_first), "edited", last_of_first + 1);
        const Lines view = changed(at_.second, "Ana", "Eva");
        add("a redacted view", view, "edited", at_.second + 1);
        add("a redacted view, with its hash", rehashed(view, at_.second, at_.second), "edited", at_.second + 2);
        add("a redacted view, with all hashes of its run", rehashed(view, at_.second, at_.third - 1), "edited", at_.third);
        const Lines shown = changed(at_.second, "\"redacted\":[\"/value/card\"]", "\"redacted\":[]");
        add("what is said to be redacted", shown, "edited", at_.second + 1);
        const Lines index = changed(at_.index, "\"status\":\"completed\"", "\"status\":\"cancelled\"");
        add("a status in the index", index, "edited", at_.index + 1);
        add("a title in the header", changed(0, "sample", "simple"), "edited", 1);
        add("a definition's text", changed(1, "order-1", "order-3"), "edited", 2);
    }

    Lines run_lines(std::size_t from, std::size_t to) const { return Lines(lines_.begin() + static_cast<std::ptrdiff_t>(from), lines_.begin() + static_cast<std::ptrdiff_t>(to)); }

    void runs() {
        const std::vector<std::size_t> starts{at_.records, at_.second, at_.third, at_.index};
        for (std::size_t r = 0; r + 1 < starts.size(); ++r) {
            Lines lines = lines_;
            lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(starts[r]), lines.begin() + static_cast<std::ptrdiff_t>(starts[r + 1]));
            add(at("without the run at", starts[r]), lines, "deleted", starts[r] + 1);
            add(at("without the run, renumbered, at", starts[r]), renumbered(lines), "deleted", starts[r] + 1);
            lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(at_.index - (starts[r + 1] - starts[r]) + r));
            add(at("without the run and its index line, renumbered, at", starts[r]), renumbered(lines), "deleted", starts[r] + 1);
        }
        // Another run, whole and with a chain of its own, between two others.
        SampleLog more = usual_log();
        more.runs.insert(more.runs.begin() + 1, sample_run(1, 2, false, 'A'));
        more.redacts = {false, false, true, false};
        const Lines other = lines_of(written_log(more));
        Lines lines = lines_;
        const std::size_t count = more.runs[1].rows.size();
        lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at_.second), other.begin() + static_cast<std::ptrdiff_t>(at_.second),
                     other.begin() + static_cast<std::ptrdiff_t>(at_.second + count));
        add("with another run", lines, "inserted", at_.second + 1);
        add("with another run, renumbered", renumbered(lines), "inserted", at_.second + 1);
        Lines swapped = run_lines(0, at_.records);
        for (const auto& [from, to] : {std::pair{at_.second, at_.third}, std::pair{at_.records, at_.second}, std::pair{at_.third, lines_.size()}}) {
            const Lines part = run_lines(from, to);
            swapped.insert(swapped.end(), part.begin(), part.end());
        }
        add("two runs swapped", swapped, "reordered", at_.records + 1);
        add("two runs swapped, renumbered", renumbered(swapped), "reordered", at_.records + 1);
        // A record of one run in the place of another's, rewritten to fit.
        Lines fitted = lines_;
        const auto first = cut_audit_record(lines_[at_.records + 2]);
        const auto third = cut_audit_record(lines_[at_.third + 2]);
        std::string text = lines_[at_.third + 2];
        text.replace(text.find(third->run), 26, first->run);
        fitted[at_.records + 2] = text;
        add("a record of another run, rewritten to fit", renumbered(fitted), "edited", at_.records + 3);
    }

    /// Sequence numbers closed up or moved on, with and without hashes.
    void seqs() {
        const auto with_seq = [](std::string line, std::uint64_t seq) {
            const auto place = line.find("\"seq\":") + 6;
            return line.replace(place, line.find(',', place) - place, std::to_string(seq));
        };
        const std::size_t middle = at_.third + 3;
        Lines closed = without(lines_, middle);
        for (std::size_t i = middle; i < at_.index - 1; ++i) closed[i] = with_seq(closed[i], i - at_.third + 1);
        closed = renumbered(std::move(closed));
        add("without an event, its run numbered again", closed, "deleted", middle + 1);
        add("without an event, its run numbered and hashed again", rehashed(closed, middle, at_.index - 2), "deleted", at_.index);
        Lines opened = with(lines_, middle, lines_[middle]);
        for (std::size_t i = middle + 1; i < at_.index + 1; ++i) opened[i] = with_seq(opened[i], i - at_.third + 1);
        opened = renumbered(std::move(opened));
        add("with an event more, its run numbered again", opened, "inserted", middle + 2);
        add("with an event more, its run numbered and hashed again", rehashed(opened, middle, at_.index), "inserted", at_.index);
        Lines exchanged = lines_;
        exchanged[middle] = with_seq(lines_[middle + 1], middle - at_.third + 1);
        exchanged[middle + 1] = with_seq(lines_[middle], middle - at_.third + 2);
        add("two events, each numbered as the other", renumbered(exchanged), "edited", middle + 1);
    }

    void footers() {
        SampleLog other = usual_log();
        other.workspace_key = "another workspace's key, 32 byte";
        const Lines foreign = lines_of(written_log(other));
        add("signed by somebody else, who may", foreign, "", 0);
        Lines mixed = lines_;
        mixed.back() = lines_.back().substr(0, lines_.back().find(",\"signature\"")) + foreign.back().substr(foreign.back().find(",\"signature\""));
        add("with another's signature", mixed, "signature", lines_.size());
        const std::size_t last = lines_.size();
        add("a count in the footer", changed(at_.footer, "\"runs\":3", "\"runs\":4"), "signature", last);
        const auto place = lines_.back().find("\"heads\":[[\"");
        Lines head = lines_;
        char& digit = head.back()[place + 45];
        digit = digit == '0' ? '1' : '0';
        add("a head in the footer", head, "signature", last);
        Lines events = lines_;
        char& count = events.back()[events.back().find("\",", place + 11) + 2];
        count = '9';
        add("a run's count in the footer", events, "signature", last);
        // The whole file again, to its last byte but the signature.
        SampleLog changed_log = usual_log();
        changed_log.redactions = {"$..name"};
        Lines rewritten = lines_of(written_log(changed_log));
        rewritten.back() = rewritten.back().substr(0, rewritten.back().find(",\"signature\"")) + lines_.back().substr(lines_.back().find(",\"signature\""));
        add("written again by somebody without the key", rewritten, "signature", last);
    }

    void without_footer() {
        const Lines cut = without(lines_, at_.footer);
        for (const std::size_t i : {std::size_t{0}, at_.records + 1, at_.second, at_.third + 2}) {
            add(at("without its footer, and", i), without(cut, i), "deleted", i + 1);
            add(at("without its footer, with something before", i), with(cut, i, "x"), "inserted", i + 1);
            Lines lines = cut;
            std::swap(lines[i], lines[i + 1]);
            add(at("without its footer, swapped with the next:", i), lines, "reordered", i + 1);
            lines = cut;
            lines[i][lines[i].size() / 2] ^= 1;
            // Nothing but the footer vouches for the header.
            if (i > 0) add(at("without its footer, a bit of", i), lines, "edited", i + 1);
        }
    }

    Lines lines_;
    Layout at_;
    std::vector<Mutant> all_;
};

} // namespace

class AuditLogMatrixTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void every_change_is_found_and_named();
    void an_independent_verifier_agrees();

private:
    std::vector<Mutant> mutants_ = Mutants().all();
};

void AuditLogMatrixTest::every_change_is_found_and_named() {
    int wrong = 0;
    std::map<std::string, int> kinds;
    for (const Mutant& mutant : mutants_) {
        const auto verdict = verify_audit_log(MemoryBytes(mutant.log), {});
        const std::string kind = !verdict ? verdict.error().message : verdict->finding ? to_string(verdict->finding->kind) : "";
        const std::uint64_t record = verdict && verdict->finding ? verdict->finding->record : 0;
        ++kinds[kind];
        if (kind == mutant.kind && record == mutant.record) continue;
        if (++wrong <= 20)
            qWarning("%s: found %s at %llu, expected %s at %llu (%s)", mutant.name.c_str(), kind.c_str(), static_cast<unsigned long long>(record), mutant.kind.c_str(),
                     static_cast<unsigned long long>(mutant.record), verdict && verdict->finding ? verdict->finding->message.c_str() : "");
    }
    QCOMPARE(wrong, 0);
    for (const char* kind : {"edited", "deleted", "inserted", "reordered", "truncated", "signature"}) QVERIFY(kinds[kind] > 0);
    QVERIFY(mutants_.size() > 2000);
}

void AuditLogMatrixTest::an_independent_verifier_agrees() {
    QTemporaryDir folder;
    QStringList arguments{QString::fromStdString(source_dir() + "/tests/history/verify_orklog.py")};
    for (std::size_t i = 0; i < mutants_.size(); ++i) {
        QFile file(folder.filePath(QString::number(i)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(mutants_[i].log.data(), static_cast<qint64>(mutants_[i].log.size()));
        arguments << QString::number(i);
    }
    QProcess python;
    python.setWorkingDirectory(folder.path());
    python.start("python3", arguments);
    QVERIFY2(python.waitForFinished(-1), "python3 is needed to run the independent verifier");
    QCOMPARE(python.exitCode(), 1);
    const QByteArray err = python.readAllStandardError();
    QVERIFY2(err.isEmpty(), err.constData());
    const QList<QByteArray> lines = python.readAllStandardOutput().trimmed().split('\n');
    QCOMPARE(lines.size(), static_cast<qsizetype>(mutants_.size()));
    int wrong = 0;
    for (std::size_t i = 0; i < mutants_.size(); ++i) {
        const auto said = JsonValue::parse(lines[static_cast<qsizetype>(i)].toStdString());
        QVERIFY(said.ok());
        const bool agrees = said->bool_at("ok") == mutants_[i].kind.empty() && said->string_at("kind") == mutants_[i].kind &&
                            static_cast<std::uint64_t>(said->integer_at("record")) == mutants_[i].record;
        if (!agrees && ++wrong <= 20) qWarning("%s: %s, expected %s at %llu", mutants_[i].name.c_str(), lines[static_cast<qsizetype>(i)].constData(), mutants_[i].kind.c_str(),
                                               static_cast<unsigned long long>(mutants_[i].record));
    }
    QCOMPARE(wrong, 0);
}

ORKESTR_TEST(AuditLogMatrixTest)

} // namespace orkestr::test

#include "audit_log_matrix_test.moc"
