#include "core/projection/json_changes.h"

#include <algorithm>

namespace orkestr {

namespace {

/// Deeper arrays are compared item by item: finding out what is the same at their ends would read them again at each level.
constexpr int most_trimmed_depth = 64;

bool is_plain_name(std::string_view name) {
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    if (name.empty() || !letter(name.front())) return false;
    return std::all_of(name.begin(), name.end(), [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

class Comparer {
public:
    Comparer(std::size_t most, const AlikeValues& alike) : most_(most), alike_(alike) {}

    void compare(const JsonValue& a, const JsonValue& b, int depth) {
        const auto *object_a = a.as_object(), *object_b = b.as_object();
        if (object_a && object_b) return objects(a, *object_a, b, *object_b, depth);
        const auto *array_a = a.as_array(), *array_b = b.as_array();
        if (array_a && array_b) return arrays(*array_a, *array_b, depth);
        if (a == b || (alike_ && alike_(a, b, path_))) return;
        changed(&a, &b);
    }
    JsonPathChanges take() { return std::move(found_); }

private:
    void changed(const JsonValue* a, const JsonValue* b) {
        if (found_.changes.size() < most_) found_.changes.push_back({path_, a, b});
        else ++found_.more;
    }
    template <class Work>
    void at(const std::string& part, const Work& work) {
        const std::size_t size = path_.size();
        path_ += part;
        work();
        path_.resize(size);
    }
    void member(const std::string& name, const JsonValue* a, const JsonValue* b, int depth) {
        at(json_path_member(name), [&] {
            if (a && b) compare(*a, *b, depth + 1);
            else changed(a, b);
        });
    }
    void objects(const JsonValue& whole_a, const JsonObject& a, const JsonValue& whole_b, const JsonObject& b, int depth) {
        if (alike_ && (a.size() == 1 || b.size() == 1) && alike_(whole_a, whole_b, path_)) return;
        for (auto i = a.begin(), j = b.begin(); i != a.end() || j != b.end();) {
            const int order = i == a.end() ? 1 : j == b.end() ? -1 : i->first.compare(j->first);
            const auto& name = order <= 0 ? i->first : j->first;
            member(name, order <= 0 ? &i->second : nullptr, order >= 0 ? &j->second : nullptr, depth);
            if (order <= 0) ++i;
            if (order >= 0) ++j;
        }
    }
    void arrays(const JsonArray& a, const JsonArray& b, int depth) {
        std::size_t head = 0, tail = 0;
        const std::size_t shorter = std::min(a.size(), b.size());
        if (a.size() != b.size() && depth < most_trimmed_depth) {
            while (head < shorter && a[head] == b[head]) ++head;
            while (tail < shorter - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) ++tail;
        }
        const std::size_t end_a = a.size() - tail, end_b = b.size() - tail;
        for (std::size_t i = head; i < std::max(end_a, end_b); ++i) {
            at("[" + std::to_string(i) + "]", [&] {
                if (i < end_a && i < end_b) compare(a[i], b[i], depth + 1);
                else changed(i < end_a ? &a[i] : nullptr, i < end_b ? &b[i] : nullptr);
            });
        }
    }

    const std::size_t most_;
    const AlikeValues& alike_;
    std::string path_;
    JsonPathChanges found_;
};

} // namespace

JsonPathChanges json_changes(const JsonValue& a, const JsonValue& b, std::size_t most, const AlikeValues& alike) {
    Comparer comparer(most, alike);
    comparer.compare(a, b, 0);
    return comparer.take();
}

std::string json_path_member(std::string_view name) {
    if (is_plain_name(name)) return "." + std::string(name);
    std::string out = "['";
    for (const char c : name) {
        if (c == '\'' || c == '\\') out += '\\';
        out += c;
    }
    return out + "']";
}

} // namespace orkestr
