#include "tests/architecture/include_rules.h"

#include "tests/architecture/source_scan.h"

#include <algorithm>
#include <map>
#include <regex>

namespace orkestr::architecture {

namespace {

/// What apply and advance, and all that folds or compares histories, promise not to touch.
const std::vector<std::string> impure = {"chrono",  "random",   "thread", "mutex",    "shared_mutex",       "atomic",
                                         "future",  "iostream", "fstream", "filesystem", "condition_variable", "ctime",
                                         "cstdio",  "semaphore", "latch",  "barrier"};

const std::vector<std::string> posix = {"unistd.h", "fcntl.h", "poll.h", "spawn.h", "signal.h", "dirent.h", "errno.h",
                                        "pwd.h",    "time.h",  "sys/",   "linux/",  "netinet/", "arpa/"};

std::vector<std::string> plus(std::vector<std::string> a, const std::vector<std::string>& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

bool is_within(const std::string& folder, const std::string& rule_folder) {
    if (!rule_folder.ends_with("/*")) return folder == rule_folder;
    const auto parent = rule_folder.substr(0, rule_folder.size() - 1);
    return folder.starts_with(parent);
}

const Rule* rule_of(const std::string& folder) {
    for (const auto& rule : rules())
        if (is_within(folder, rule.folder)) return &rule;
    return nullptr;
}

bool contains(const std::vector<std::string>& list, const std::string& name) {
    return std::find(list.begin(), list.end(), name) != list.end();
}

bool is_qt(const std::string& name) {
    return name.size() > 1 && name[0] == 'Q' && (std::isupper(static_cast<unsigned char>(name[1])) || name.starts_with("Qt"));
}

/// A header of the C++ standard library: lower case, no suffix, no folder.
bool is_standard(const std::string& name) {
    return !name.empty() && name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos;
}

/// Why a file of `folder` may not include this header between angle brackets; empty when it may.
std::string against_library(const Rule& rule, const std::string& name, const IsQtCore& is_qt_core) {
    if (is_qt(name)) {
        if (rule.qt == Qt::any || (rule.qt == Qt::core && is_qt_core(name))) return {};
        return rule.qt == Qt::none ? "may not include Qt" : "may include QtCore only, and <" + name + "> is not of it";
    }
    if (is_standard(name)) return contains(rule.never, name) ? "promises to do without <" + name + ">" : "";
    for (const auto& allowed : rule.libraries)
        if (name.starts_with(allowed)) return {};
    return "may not include the library header <" + name + ">";
}

/// The same for a header of ours.
std::string against_ours(const Rule& rule, const std::string& folder, const SourceFile& file, const std::string& name) {
    if (name.ends_with(".moc")) return {};
    if (name.find("..") != std::string::npos || folder_of(name).find('/') == std::string::npos)
        return "includes are written from the root, not as \"" + name + "\"";
    const std::string target = folder_of(name);
    // The lean precompiled header stands above every folder of ui and belongs to the build.
    if (target == folder || file.path == "ui/pch.h") return {};
    for (const auto& allowed : rule.may)
        if (is_within(target, allowed)) return {};
    return "may not include " + target;
}

void depth_first(const std::map<std::string, std::set<std::string>>& graph, const std::string& node,
                 std::map<std::string, int>& state, std::vector<std::string>& path, std::vector<std::string>& out) {
    state[node] = 1;
    path.push_back(node);
    const auto found = graph.find(node);
    if (found != graph.end()) {
        for (const auto& next : found->second) {
            if (state[next] == 0) depth_first(graph, next, state, path, out);
            if (state[next] != 1) continue;
            std::string cycle;
            for (auto at = std::find(path.begin(), path.end(), next); at != path.end(); ++at) cycle += *at + " -> ";
            out.push_back(cycle + next);
        }
    }
    path.pop_back();
    state[node] = 2;
}

std::vector<std::string> cycles_of(const std::map<std::string, std::set<std::string>>& graph) {
    std::map<std::string, int> state;
    std::vector<std::string> path;
    std::vector<std::string> out;
    for (const auto& [node, targets] : graph)
        if (state[node] == 0) depth_first(graph, node, state, path, out);
    return out;
}

} // namespace

const std::vector<Rule>& rules() {
    static const std::vector<std::string> below_ports = {"core/projection", "core/history", "core/engine",
                                                         "core/filter",     "core/plan",    "core/base"};
    // Beside its own library an adapter speaks to the operating system. "What a port's types need" is what the ports may
    // include themselves.
    static const auto adapter = [](const char* name, std::vector<std::string> libraries) {
        return Rule{std::string("core/adapters/") + name, plus({"core/ports"}, below_ports), plus(posix, libraries), Qt::any, {}};
    };
    static const std::vector<Rule> table = {
        {"core/base", {}, {"openssl/", "simdjson.h"}, Qt::none, {}},
        {"core/definition", {"core/base"}, {"libfyaml.h"}, Qt::none, {}},
        {"core/plan", {"core/definition", "core/base"}, {}, Qt::none, impure},
        {"core/engine", {"core/plan", "core/base"}, {}, Qt::none, impure},
        {"core/history", {"core/engine", "core/base"}, {}, Qt::none, impure},
        {"core/projection", {"core/history", "core/engine", "core/plan", "core/base"}, {}, Qt::none, impure},
        {"core/filter", {"core/base"}, {"re2/"}, Qt::none, impure},
        {"core/ports", below_ports, {}, Qt::none, {}},
        {"core/runtime",
         {"core/ports", "core/projection", "core/engine", "core/plan", "core/definition", "core/history", "core/filter", "core/base"},
         plus(posix, {"spdlog/"}),
         Qt::any,
         {}},
        adapter("sqlite", {"sqlite3.h", "zstd.h"}),
        adapter("postgres", {"libpq-fe.h"}),
        adapter("bullmq", {"hiredis/"}),
        adapter("celery", {"hiredis/"}),
        adapter("archive", {"zstd.h"}),
        adapter("http", {"openssl/"}),
        adapter("*", {}),
        {"ui/viewmodels",
         {"core/projection", "core/definition", "core/plan", "core/filter", "core/ports", "core/base"},
         {},
         Qt::core,
         {}},
        {"ui/theme", {}, {}, Qt::any, {}},
        {"ui/canvas", {"ui/theme", "core/base"}, {}, Qt::any, {}},
        {"ui/parts", {"ui/viewmodels", "ui/theme", "core/base"}, {}, Qt::any, {}},
        // Panels are strangers to one another: the shell and app/studio put them together.
        {"ui/shell", {"ui/*", "core/base"}, {}, Qt::any, {}},
        {"ui/*", {"ui/viewmodels", "ui/canvas", "ui/parts", "ui/theme", "core/base"}, {"qcustomplot.h"}, Qt::any, {}},
        {"app/*", {"core/*", "ui/*", "app/*"}, {""}, Qt::any, {}},
    };
    return table;
}

const std::vector<std::string>& in_one_file_only() {
    static const std::vector<std::string> headers = {"libfyaml.h", "valijson/schema.hpp", "qcustomplot.h"};
    return headers;
}

std::vector<std::string> forbidden_includes(const std::vector<SourceFile>& files, const IsQtCore& is_qt_core) {
    std::vector<std::string> out;
    std::map<std::string, std::string> seen_in;
    for (const auto& file : files) {
        const std::string folder = folder_of(file.path);
        const Rule* rule = file.path == "ui/pch.h" ? rule_of("ui/theme") : rule_of(folder);
        if (!rule) {
            out.push_back(file.path + ":1: no rule says what " + folder + " may include");
            continue;
        }
        for (const auto& include : includes_of(file.text)) {
            const std::string at = file.path + ":" + std::to_string(include.line) + ": ";
            const std::string why = include.quoted ? against_ours(*rule, folder, file, include.name)
                                                   : against_library(*rule, include.name, is_qt_core);
            if (!why.empty()) out.push_back(at + folder + " " + why);
            if (!contains(in_one_file_only(), include.name)) continue;
            const auto& first = seen_in.try_emplace(include.name, file.path).first->second;
            if (first != file.path) out.push_back(at + include.name + " is kept to one file, and " + first + " has it");
        }
    }
    return out;
}

std::vector<std::string> cycles(const std::vector<SourceFile>& files) {
    std::map<std::string, std::set<std::string>> by_file;
    std::map<std::string, std::set<std::string>> by_folder;
    for (const auto& file : files) {
        for (const auto& include : includes_of(file.text)) {
            if (!include.quoted || include.name.ends_with(".moc")) continue;
            by_file[file.path].insert(include.name);
            const auto from = folder_of(file.path);
            const auto to = folder_of(include.name);
            if (from != to) by_folder[from].insert(to);
        }
    }
    auto out = cycles_of(by_file);
    for (auto& cycle : cycles_of(by_folder)) out.push_back(std::move(cycle));
    return out;
}

std::vector<std::string> machine_paths(const std::vector<SourceFile>& files) {
    static const std::regex form(R"((^|[^A-Za-z0-9_.*~$}/-])/(home|root|work|tmp|Users|opt|mnt|srv|build)/[A-Za-z0-9_.])"
                                 R"(|\b[A-Z]:\\\\?[A-Za-z])");
    std::vector<std::string> out;
    for (const auto& file : files) {
        int line = 0;
        for (std::size_t at = 0; at < file.text.size();) {
            const auto end = std::min(file.text.find('\n', at), file.text.size());
            const std::string one = file.text.substr(at, end - at);
            ++line;
            // A regular expression on every line of the tree costs seconds; most lines have no slash.
            const bool candidate = one.find('/') != std::string::npos || one.find(":\\") != std::string::npos;
            if (candidate && std::regex_search(one, form)) out.push_back(file.path + ":" + std::to_string(line) + ": a path of one machine");
            at = end + 1;
        }
    }
    return out;
}

std::vector<std::string> strangers_at_the_top(const std::set<std::string>& names) {
    static const std::set<std::string> allowed = {
        "CMakeLists.txt", "CMakePresets.json", "package.json", "package-lock.json", "dev",          "LICENSE",    "README.md",
        "app",            "core",              "ui",           "resources",         "translations", "installers", "tests"};
    std::vector<std::string> out;
    for (const auto& name : names)
        if (!name.starts_with('.') && !allowed.contains(name)) out.push_back(name);
    return out;
}

} // namespace orkestr::architecture
