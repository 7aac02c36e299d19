// JSON to write: checked while one types, with what is wrong under it.
#pragma once

#include "core/base/json.h"

#include <QWidget>

class QLabel;

namespace orkestr {

class CodeView;

class JsonField : public QWidget {
    Q_OBJECT
public:
    explicit JsonField(const QString& accessible_name, QWidget* parent = nullptr);

    /// An empty text is right, too, and stands for null.
    void allow_empty(bool allowed);
    void set_text(const QString& text);
    QString text() const;
    /// Null while there is a mistake.
    Json value() const;
    /// What is wrong with the text; empty when it is JSON.
    const QString& mistake() const { return mistake_; }
    /// Lays the text out, as one edit, so that it can be undone.
    void format();

    CodeView* editor() { return editor_; }

Q_SIGNALS:
    void checked();

protected:
    void changeEvent(QEvent* event) override;

private:
    void check();
    void color_verdict();

    QString mistake_;
    bool empty_allowed_ = false;
    CodeView* editor_;
    QLabel* verdict_;
};

} // namespace orkestr
