// An error as a card in the colours of a fault: its title, and beneath it what more is known.
#pragma once

#include <QWidget>

class QLabel;

namespace orkestr {

class FaultCard : public QWidget {
    Q_OBJECT
public:
    explicit FaultCard(QWidget* parent = nullptr);

    /// An empty title hides the card.
    void show_error(const QString& title, const QString& detail);
    /// Both, a line each; empty while it is hidden.
    QString text() const;

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void tint();

    QLabel* title_;
    QLabel* detail_;
};

} // namespace orkestr
