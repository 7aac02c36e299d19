// A folder for one test: definitions, and a workspace to run them in.
#pragma once

#include "tests/cli/program.h"

#include <QFile>
#include <QTemporaryDir>
#include <memory>

namespace orkestr::test {

class Scratch {
protected:
    /// Another, empty folder.
    void renew() { folder_ = std::make_unique<QTemporaryDir>(); }
    QString path(const QString& name) const { return folder_->filePath(name); }
    QString file(const QString& name, const QString& text) const {
        QFile out(path(name));
        if (!out.open(QIODevice::WriteOnly)) qFatal("the test can't write");
        out.write(text.toUtf8());
        return out.fileName();
    }
    QByteArray text_of(const QString& name) const {
        QFile in(path(name));
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }
    QString workspace() const { return path("workspace"); }
    Ran run(const QString& definition, const QStringList& more = {}) const {
        return orkestr(QStringList{"run", definition, "--workspace", workspace(), "--format", "json"} + more);
    }
    Ran in_workspace(const QStringList& arguments) const { return orkestr(arguments + QStringList{"--workspace", workspace(), "--format", "json"}); }

    /// What every definition begins with.
    static QString header(const QString& name, const QString& version = "1.0.0") {
        return QString("document: {dsl: '1.0.3', namespace: test, name: %1, version: '%2'}\n").arg(name, version);
    }

private:
    std::unique_ptr<QTemporaryDir> folder_;
};

} // namespace orkestr::test
