// How many runs there are of each status, as buttons that put the status into the filter or take it out.
#pragma once

#include "ui/theme/display_status.h"

#include <QAbstractButton>

#include <vector>

namespace orkestr {

class RunSearch;

/// One of them: icon, word and number.
class StatusChip : public QAbstractButton {
    Q_OBJECT
public:
    explicit StatusChip(DisplayStatus status, QWidget* parent = nullptr);

    DisplayStatus status() const { return status_; }
    /// `partial`: they are still being counted.
    void set_count(qulonglong runs, bool known, bool partial);
    /// Without the word, where there is little room.
    void set_short(bool is_short);
    int full_width() const;

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int width_of(bool is_short) const;

    DisplayStatus status_;
    QString count_;
    bool short_ = false;
};

class RunStatusChips : public QWidget {
    Q_OBJECT
public:
    /// The search outlives them.
    explicit RunStatusChips(RunSearch* search, QWidget* parent = nullptr);

    StatusChip* chip(DisplayStatus status) const;

    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void show_counts();
    void place();

    RunSearch* search_;
    std::vector<StatusChip*> chips_;
};

} // namespace orkestr
