// What a listen task waits for, in a line that people read: `com.example.order (source = /shop)`, `any event`.
#pragma once

#include "core/definition/model.h"

#include <QString>

#include <string_view>

namespace orkestr {

struct ListenText {
    QString events; ///< empty: it is no task that listens
    QString until;  ///< what ends the listening; empty: nothing but the events themselves
};

/// Of the task at this JSON pointer.
ListenText listen_text(const Definition& definition, std::string_view pointer);

} // namespace orkestr
