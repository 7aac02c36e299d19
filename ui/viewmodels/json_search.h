// Looks for a text in the names and values of a JSON document, off the GUI thread. What is found comes in parts while
// the search goes on, in the order of the document.
#pragma once

#include "core/base/json_index.h"
#include "ui/viewmodels/answer_gate.h"

#include <QRegularExpression>
#include <QString>

#include <functional>
#include <vector>

namespace orkestr {

struct JsonQuery {
    QString text;
    bool in_names = true;
    bool in_values = true;  ///< strings as they read (not as they are escaped), numbers and words as they are written
    bool expression = false; ///< `text` is a regular expression (PCRE)
    bool match_case = false;
    bool operator==(const JsonQuery&) const = default;
};

/// Judges names and plain values. Pure; a copy for each thread.
class JsonMatcher {
public:
    explicit JsonMatcher(const JsonQuery& query);

    /// Of a name or plain value as it stands in the text, strings with their quotes.
    bool matches(std::string_view literal) const;
    /// Places in a text that people see: begin and length, at most 100.
    std::vector<std::pair<int, int>> ranges(const QString& text) const;
    const JsonQuery& query() const { return query_; }
    /// What is wrong with the expression; empty when nothing is.
    QString mistake() const;

private:
    bool matches_text(std::string_view text) const;

    JsonQuery query_;
    QRegularExpression expression_;
    std::string needle_; ///< of plain ASCII, lower case unless case matters; else empty
};

class JsonSearch : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t most_hits = 1'000'000;

    explicit JsonSearch(QObject* parent = nullptr) : QObject(parent) {}

    /// A query without text ends the search and forgets what was found.
    void start(std::shared_ptr<const JsonIndex> index, const JsonQuery& query);
    /// Stops; what was found stays.
    void stop();

    const JsonQuery& query() const { return query_; }
    bool is_running() const { return running_; }
    bool was_stopped() const { return stopped_; }
    /// From 0 to 1.
    double progress() const { return progress_; }
    /// Of the expression; empty when there is none.
    const QString& mistake() const { return mistake_; }
    /// First bytes of names and values, ascending.
    const std::vector<std::uint32_t>& hits() const { return hits_; }
    bool is_full() const { return hits_.size() >= most_hits; }
    /// The number of the first hit after this byte, or -1.
    qsizetype next(std::uint32_t offset) const;
    /// The number of the last hit before this byte, or -1.
    qsizetype previous(std::uint32_t offset) const;

Q_SIGNALS:
    void changed();

private:
    struct Part {
        std::vector<std::uint32_t> hits;
        std::uint64_t read = 0;
    };
    void took(Part part);

    JsonQuery query_;
    QString mistake_;
    std::vector<std::uint32_t> hits_;
    bool running_ = false;
    bool stopped_ = false;
    double progress_ = 0;
    std::uint64_t size_bytes_ = 0;
    AnswerGate gate_{this};
};

/// The whole search in one call: `found` is given what was found since it was last called, and how many bytes are done,
/// about every 1 MiB and at the end. Ends early when stopped or after JsonSearch::most_hits.
void search_json(const JsonIndex& index, const JsonMatcher& matcher, const std::stop_token& stop,
                 const std::function<void(std::vector<std::uint32_t> hits, std::uint64_t read_bytes)>& found);

} // namespace orkestr
