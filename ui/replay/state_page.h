// All data of the moment as a document: status, $context, variables, steps under way, timers. What is open in it and where
// one stands stay as one travels.
#pragma once

#include "ui/viewmodels/moment_document.h"

#include <QStringList>
#include <QWidget>

class QLabel;

namespace orkestr {

class JsonView;

class StatePage : public QWidget {
    Q_OBJECT
public:
    /// The data of the moment, which outlive the page.
    explicit StatePage(MomentDocument* moment, QWidget* parent = nullptr);

    JsonView* json() { return json_; }
    void focus_content();

Q_SIGNALS:
    /// A value is to be watched, by its JSONPath.
    void watch_wanted(const QString& path);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void show_data();
    void keep_place();
    void restore_place();

    MomentDocument* data_;
    JsonView* json_;
    std::optional<Json> shown_;
    QStringList opened_; ///< JSON Pointers
    QString place_;
    int scrolled_ = 0;
};

} // namespace orkestr
