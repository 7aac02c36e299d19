// A file is there when it is whole, and not before; on an error what was there stays.
#include "core/adapters/archive/atomic_file.h"

#include "tests/support/test.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>

namespace orkestr::test {

class AtomicFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }
    void is_there_when_it_is_whole();
    void what_is_not_committed_leaves_nothing();
    void replaces_a_file_and_what_a_link_points_to();
    void a_failed_write_leaves_what_was_there();
    void what_is_no_file_is_refused();

private:
    std::string path(const char* name) const { return folder_->filePath(name).toStdString(); }
    QStringList names() const { return QDir(folder_->path()).entryList(QDir::Files | QDir::Hidden | QDir::System); }
    QByteArray text(const char* name) const {
        QFile file(folder_->filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    std::unique_ptr<QTemporaryDir> folder_;
};

void AtomicFileTest::is_there_when_it_is_whole() {
    AtomicFile file;
    QVERIFY(file.create(path("out")).ok());
    QVERIFY(file.write("ab").ok());
    QVERIFY(!names().contains("out"));
    QVERIFY(file.write(std::string(3'000'000, 'c')).ok());
    QVERIFY(file.commit().ok());
    QCOMPARE(names(), QStringList{"out"});
    QCOMPARE(text("out").size(), 3'000'002);
    struct stat found {};
    QCOMPARE(::stat(path("out").c_str(), &found), 0);
    QCOMPARE(found.st_mode & 0777, mode_t{0600});
}

void AtomicFileTest::what_is_not_committed_leaves_nothing() {
    {
        AtomicFile file;
        QVERIFY(file.create(path("out")).ok());
        QVERIFY(file.write(std::string(2'000'000, 'c')).ok());
        QCOMPARE(names().size(), 1);
    }
    QVERIFY(names().isEmpty());
}

void AtomicFileTest::replaces_a_file_and_what_a_link_points_to() {
    for (const char* content : {"one", "two"}) {
        AtomicFile file;
        QVERIFY(file.create(path("out")).ok() && file.write(content).ok());
        QCOMPARE(text("out"), QByteArray(content[0] == 'o' ? "" : "one"));
        QVERIFY(file.commit().ok());
    }
    QVERIFY(QFile::link(folder_->filePath("out"), folder_->filePath("link")));
    AtomicFile file;
    QVERIFY(file.create(path("link")).ok() && file.write("three").ok() && file.commit().ok());
    QCOMPARE(text("out"), QByteArray("three"));
    QVERIFY(QFileInfo(folder_->filePath("link")).isSymLink());
}

void AtomicFileTest::a_failed_write_leaves_what_was_there() {
    AtomicFile first;
    QVERIFY(first.create(path("out")).ok() && first.write("kept").ok() && first.commit().ok());
    // No file of this process may be longer than a megabyte: as when the disk is full.
    rlimit before{};
    ::getrlimit(RLIMIT_FSIZE, &before);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{1'000'000, before.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &small);
    {
        AtomicFile file;
        QVERIFY(file.create(path("out")).ok());
        Result<void> written = file.write(std::string(2'000'000, 'c'));
        if (written) written = file.commit();
        QVERIFY(!written.ok());
    }
    ::setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    QCOMPARE(names(), QStringList{"out"});
    QCOMPARE(text("out"), QByteArray("kept"));
}

void AtomicFileTest::what_is_no_file_is_refused() {
    AtomicFile file;
    QCOMPARE(file.create(folder_->path().toStdString()).error().code, ErrorCode::invalid_argument);
    QCOMPARE(file.create("").error().code, ErrorCode::invalid_argument);
    QCOMPARE(file.create(path("no/such/folder")).error().code, ErrorCode::not_found);
    QVERIFY(names().isEmpty());
}

ORKESTR_TEST(AtomicFileTest)

} // namespace orkestr::test

#include "atomic_file_test.moc"
