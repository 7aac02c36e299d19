// Asks where an audit log is to be written and what is to be taken out of it, writes it with progress and a way to stop, and
// says what came of it.
#pragma once

#include "ui/viewmodels/export_job.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;

namespace orkestr {

class ExportDialog : public QDialog {
    Q_OBJECT
public:
    /// `request`: which runs; `what` says so in words. Accepted once the file is there.
    ExportDialog(RunExporter& exporter, ExportRequest request, const QString& what, const QString& path, QWidget* parent = nullptr);

    /// What goes into the file beside the runs when its name is a case's.
    void set_case(CaseContent content);

    QLineEdit* path() { return path_; }
    /// Of a case; shown while the file is one.
    QPlainTextEdit* notes() { return notes_; }
    QPlainTextEdit* redactions() { return redactions_; }
    QCheckBox* compressed() { return compressed_; }
    QPushButton* button() { return button_; }
    const ExportJob& job() const { return job_; }

    void reject() override;

private:
    void browse();
    void begin();
    bool is_case() const;
    void show_job();

    ExportRequest request_;
    ExportJob job_;
    QLineEdit* path_;
    QPushButton* browse_;
    QPlainTextEdit* redactions_;
    QLabel* notes_title_ = nullptr;
    QPlainTextEdit* notes_;
    std::optional<CaseContent> case_;
    QCheckBox* compressed_;
    QProgressBar* progress_;
    QLabel* state_;
    QPushButton* back_;
    QPushButton* button_;
};

} // namespace orkestr
