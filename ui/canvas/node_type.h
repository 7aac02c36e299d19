// The kinds of nodes a canvas knows, with the icon and the word for each.
#pragma once

#include <QString>
#include <QStringView>

#include <cstdint>

namespace orkestr {

enum class NodeType : std::uint8_t {
    start,
    end,
    entry,
    exit,
    call,
    do_,
    emit,
    for_,
    fork,
    listen,
    raise,
    run,
    set,
    switch_,
    try_,
    catch_,
    wait,
    other
};

/// By the word in a definition (`switch`); `other` for any that is not known.
NodeType node_type(QStringView word);
/// What people read, translated; empty for entry and exit.
QString node_type_label(NodeType type);
/// Name of its icon (ui/theme/icon.h); empty for entry and exit.
QString node_type_icon(NodeType type);
/// Entry and exit are marks on a container's frame: drawn, but never selected or found.
inline bool is_port(NodeType type) { return type == NodeType::entry || type == NodeType::exit; }
/// The pills at the two ends of a workflow.
inline bool is_terminal(NodeType type) { return type == NodeType::start || type == NodeType::end; }

} // namespace orkestr
