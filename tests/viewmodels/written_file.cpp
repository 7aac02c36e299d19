#include "tests/viewmodels/written_file.h"

#include "tests/viewmodels/fake_source.h"

#include <QFile>

namespace orkestr::test {

bool write_text(const QString& path, const std::string& text) {
    QFile file(path);
    const auto size = static_cast<qint64>(text.size());
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(text.data(), size) == size;
}

bool replace_text(const QString& path, const std::string& text) {
    const QString fresh = path + QStringLiteral(".new");
    return write_text(fresh, text) && QFile::remove(path) && QFile::rename(fresh, path);
}

std::string renamed(const std::string& from, const std::string& to) {
    std::string text = small_definition();
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

} // namespace orkestr::test
