// One engine per workspace, whatever happens to the one before.
#include "core/adapters/sqlite/workspace_lock.h"

#include "tests/conformance/child_process.h"
#include "tests/conformance/store_subject.h"
#include "tests/support/test.h"

#include <QTest>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace orkestr::test {

class WorkspaceLockTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { folder_.reset(); }

    void a_second_one_is_refused_and_told_by_whom();
    void a_holder_says_what_it_is();
    void destruction_gives_it_free();
    void moving_keeps_it();
    void another_process_is_refused();
    void death_gives_it_free();
    void a_child_program_does_not_inherit_it();
    void a_file_left_over_means_nothing();
    void a_missing_folder_is_not_found();
    void a_folder_without_permission_is_read_only();

private:
    std::string folder() const { return folder_->path().toStdString(); }

    std::unique_ptr<QTemporaryDir> folder_;
};

void WorkspaceLockTest::init() {
    folder_ = std::make_unique<QTemporaryDir>();
    QVERIFY(folder_->isValid());
}

void WorkspaceLockTest::a_second_one_is_refused_and_told_by_whom() {
    const auto held = WorkspaceLock::try_acquire(folder());
    VERIFY_OK(held);
    const auto second = WorkspaceLock::try_acquire(folder());
    VERIFY_CODE(second, ErrorCode::locked);
    VERIFY_MENTIONS(second, std::to_string(getpid()));
    struct stat found {};
    QCOMPARE(stat((folder() + "/engine.lock").c_str(), &found), 0);
    QCOMPARE(found.st_mode & 0777, 0600u);
}

void WorkspaceLockTest::a_holder_says_what_it_is() {
    QVERIFY(!WorkspaceLock::holder(folder()));
    {
        const auto held = WorkspaceLock::try_acquire(folder(), lasting_holder);
        QVERIFY(WorkspaceLock::holder(folder()) == (LockHolder{getpid(), std::string(lasting_holder)}));
        VERIFY_MENTIONS(WorkspaceLock::try_acquire(folder(), passing_holder), "process " + std::to_string(getpid()) + ")");
    }
    const auto held = WorkspaceLock::try_acquire(folder());
    QVERIFY(WorkspaceLock::holder(folder()) == (LockHolder{getpid(), {}}));
    for (const char* text : {"", "\n", "stays", "-5 stays\n", "99999999999999999999\n"}) {
        std::ofstream(folder() + "/engine.lock") << text;
        QVERIFY(!WorkspaceLock::holder(folder()));
    }
    QVERIFY(!WorkspaceLock::holder(folder() + "/missing"));
}

void WorkspaceLockTest::destruction_gives_it_free() {
    for (int i = 0; i < 3; ++i) {
        const auto held = WorkspaceLock::try_acquire(folder());
        VERIFY_OK(held);
    }
}

void WorkspaceLockTest::moving_keeps_it() {
    auto first = WorkspaceLock::try_acquire(folder());
    VERIFY_OK(first);
    {
        WorkspaceLock moved = std::move(*first);
        VERIFY_CODE(WorkspaceLock::try_acquire(folder()), ErrorCode::locked);
        *first = std::move(moved);
    }
    VERIFY_CODE(WorkspaceLock::try_acquire(folder()), ErrorCode::locked);
}

void WorkspaceLockTest::another_process_is_refused() {
    const auto held = WorkspaceLock::try_acquire(folder());
    VERIFY_OK(held);
    const std::string said = in_child([&]() -> std::string {
        // The child has the parent's lock by inheritance of fork; a lock of its own is what it must not get.
        const auto second = WorkspaceLock::try_acquire(folder());
        return second ? "acquired" : to_string(second.error().code);
    });
    QCOMPARE(QString::fromStdString(said), QStringLiteral("locked"));
}

void WorkspaceLockTest::death_gives_it_free() {
    Child child = start_child([&](int output) {
        const auto held = WorkspaceLock::try_acquire(folder());
        (void)!write(output, held ? "y" : "n", 1);
        pause();
    });
    char answer = 0;
    QCOMPARE(read(child.output, &answer, 1), 1);
    QCOMPARE(answer, 'y');
    const std::string pid = std::to_string(child.pid);
    const auto refused = WorkspaceLock::try_acquire(folder());
    kill_child(child);
    VERIFY_CODE(refused, ErrorCode::locked);
    VERIFY_MENTIONS(refused, "process " + pid);
    VERIFY_OK(WorkspaceLock::try_acquire(folder()));
}

void WorkspaceLockTest::a_child_program_does_not_inherit_it() {
    int ends[2];
    QCOMPARE(pipe(ends), 0);
    pid_t program = -1;
    {
        const auto held = WorkspaceLock::try_acquire(folder());
        VERIFY_OK(held);
        program = fork();
        if (program == 0) {
            // It lives until the pipe closes, long past the lock's end.
            dup2(ends[0], 0);
            close(ends[0]);
            close(ends[1]);
            execl("/bin/sh", "sh", "-c", "read line", nullptr);
            _exit(1);
        }
        // Until exec has replaced the child, it holds a copy of the lock: /proc shows whose text runs.
        while (!std::filesystem::read_symlink("/proc/" + std::to_string(program) + "/exe").string().ends_with("sh")) {}
    }
    const auto next = WorkspaceLock::try_acquire(folder());
    close(ends[0]);
    close(ends[1]);
    waitpid(program, nullptr, 0);
    VERIFY_OK(next);
}

void WorkspaceLockTest::a_file_left_over_means_nothing() {
    std::ofstream(folder() + "/engine.lock") << "1\nand a long rest";
    const auto held = WorkspaceLock::try_acquire(folder());
    VERIFY_OK(held);
    std::ifstream file(folder() + "/engine.lock");
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    QCOMPARE(QString::fromStdString(text), QString::number(getpid()) + '\n');
}

void WorkspaceLockTest::a_missing_folder_is_not_found() {
    VERIFY_CODE(WorkspaceLock::try_acquire(folder() + "/missing"), ErrorCode::not_found);
}

void WorkspaceLockTest::a_folder_without_permission_is_read_only() {
    std::filesystem::permissions(folder(), std::filesystem::perms(0555));
    const std::string said = in_child([&]() -> std::string {
        if (!drop_root()) return "root can't be dropped";
        const auto lock = WorkspaceLock::try_acquire(folder());
        return lock ? "acquired" : to_string(lock.error().code);
    });
    std::filesystem::permissions(folder(), std::filesystem::perms(0700));
    QCOMPARE(QString::fromStdString(said), QStringLiteral("read_only"));
}

ORKESTR_TEST(WorkspaceLockTest)

} // namespace orkestr::test

#include "workspace_lock_test.moc"
