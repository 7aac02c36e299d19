// The line under a JSON document: where the selected value is, written so that it can be copied, and typed to go there.
#pragma once

#include <QLineEdit>
#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace orkestr {

class JsonViewPath : public QWidget {
    Q_OBJECT
public:
    explicit JsonViewPath(QWidget* parent = nullptr);

    void show_path(const QString& path);
    /// Beside the path, until another one is shown.
    void show_note(const QString& note, bool mistake);
    QString note() const;
    QLineEdit* field() { return field_; }
    void add_widget(QWidget* widget);

Q_SIGNALS:
    void path_entered(const QString& path);
    void left();

protected:
    bool eventFilter(QObject* object, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    QLineEdit* field_;
    QLabel* note_;
    QHBoxLayout* row_;
    QString path_;
};

} // namespace orkestr
