#include "ui/shell/notice_area.h"

#include "ui/parts/banner.h"
#include "ui/viewmodels/studio_session.h"

#include <QFileInfo>
#include <QPushButton>
#include <QVBoxLayout>

namespace orkestr {

NoticeArea::NoticeArea(StudioSession& session, QWidget* parent)
    : QWidget(parent), session_(session), unfinished_(new Banner(this)), notice_(new Banner(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(unfinished_);
    column->addWidget(notice_);
    connect(&session_, &StudioSession::unfinished_changed, this, &NoticeArea::show_unfinished);
    connect(&session_, &StudioSession::definition_reloaded, this, &NoticeArea::show_reload);
    connect(&session_, &StudioSession::failed, this, &NoticeArea::show_failure);
    connect(unfinished_, &Banner::dismissed, &session_, &StudioSession::leave_unfinished);
    show_unfinished();
}

void NoticeArea::show_failure(const QString& what, const QString& why) {
    notice_->show_message(Banner::Tone::error, QStringLiteral("%1: %2").arg(what, why));
}

void NoticeArea::clear() { notice_->hide(); }

void NoticeArea::show_unfinished() {
    const int count = session_.unfinished();
    unfinished_->setVisible(count > 0);
    if (count == 0) return;
    const QString text = session_.unfinished_more() ? tr("More than %n run(s) were left unfinished.", nullptr, count)
                                                    : tr("%n run(s) were left unfinished.", nullptr, count);
    unfinished_->show_message(Banner::Tone::information, text);
    connect(unfinished_->add_button(tr("Resume")), &QPushButton::clicked, &session_, &StudioSession::recover_unfinished);
    connect(unfinished_->add_button(tr("Leave them")), &QPushButton::clicked, &session_, &StudioSession::leave_unfinished);
}

void NoticeArea::show_reload() {
    if (!session_.run()->is_open()) return;
    const QString file = QFileInfo(session_.opened_definition().path()).fileName();
    notice_->show_message(Banner::Tone::information,
                          tr("%1 has changed since this run began. The graph shows what the run began with.").arg(file));
    connect(notice_->add_button(tr("Show the file")), &QPushButton::clicked, this, [this] {
        notice_->hide();
        session_.close_run();
    });
}

} // namespace orkestr
