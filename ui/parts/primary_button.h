// The one button of a window that people look for: filled in the accent's colour.
#pragma once

#include <QToolButton>

namespace orkestr {

class PrimaryButton : public QToolButton {
    Q_OBJECT
public:
    /// Shows the action's text and this icon.
    PrimaryButton(QAction* action, const QString& icon_name, QWidget* parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString label() const;

    QString icon_name_;
};

} // namespace orkestr
