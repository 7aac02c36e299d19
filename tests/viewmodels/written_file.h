// Files that a test writes.
#pragma once

#include <QString>

#include <string>

namespace orkestr::test {

/// Writes into the file, making it where there is none.
bool write_text(const QString& path, const std::string& text);
/// As many editors save: a new file over the old name.
bool replace_text(const QString& path, const std::string& text);
/// small_definition (fake_source.h) with one text in place of another.
std::string renamed(const std::string& from, const std::string& to);

} // namespace orkestr::test
