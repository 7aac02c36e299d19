// An input to begin with: what a definition's input schema gives as an example or default, else a skeleton of its
// properties.
#pragma once

#include "core/definition/model.h"

#include <QString>

namespace orkestr {

/// Pretty JSON; `{}` where the definition says nothing about its input.
QString input_template(const Definition& definition);

} // namespace orkestr
