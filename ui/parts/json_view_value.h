// The whole of one value of a JSON document, to read and copy: long strings in parts, as they read; arrays and objects
// laid out.
#pragma once

#include "core/base/json_index.h"

#include <QWidget>

#include <vector>

class QLabel;
class QPlainTextEdit;
class QToolButton;

namespace orkestr {

class JsonViewValue : public QWidget {
    Q_OBJECT
public:
    /// So much of a string is shown at a time, and of anything else at most.
    static constexpr std::size_t part_bytes = 20'000;
    static constexpr std::size_t most_pretty_bytes = 256 * 1024;

    explicit JsonViewValue(QWidget* parent = nullptr);

    /// The value that begins at this byte; a null index shows nothing.
    void show_value(std::shared_ptr<const JsonIndex> json, std::uint32_t place);
    QString text() const;
    QString note() const;
    QPlainTextEdit* editor() { return text_; }

Q_SIGNALS:
    void closed();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void show_part(std::size_t part);

    std::shared_ptr<const JsonIndex> json_;
    std::uint32_t place_ = 0;
    std::vector<std::size_t> parts_; ///< where each part that was seen begins in the string's literal
    std::size_t part_ = 0;
    std::size_t part_end_ = 0;
    QLabel* note_;
    QToolButton* previous_;
    QToolButton* next_;
    QPlainTextEdit* text_;
};

/// Where a part of a string literal that begins at `begin` ends: about `most` bytes further, between two characters.
std::size_t json_literal_part_end(std::string_view literal, std::size_t begin, std::size_t most);

} // namespace orkestr
