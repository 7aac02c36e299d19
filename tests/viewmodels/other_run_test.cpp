// What a text names that a run is to be compared with.
#include "tests/support/test.h"
#include "tests/viewmodels/fake_source.h"
#include "ui/viewmodels/other_run.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <fstream>

namespace orkestr::test {

namespace {

/// Opens whatever is asked for as a source of so many runs.
struct ManyRuns {
    int runs = 1;
    QStringList asked;

    Result<std::unique_ptr<RunSource>> operator()(const QString& path) {
        asked << path;
        if (runs < 0) return Error{ErrorCode::invalid_argument, "this is a picture", {}};
        auto source = std::make_unique<FakeSource>();
        source->change([this](FakeSource::Content& content) {
            for (int number = 1; number <= runs; ++number) content.runs[run_id(number).text].run = run_id(number);
        });
        return std::unique_ptr<RunSource>(std::move(source));
    }
};

struct Found {
    std::optional<ComparedSide> side;
    QString reason;

    explicit Found(OtherRun& finder) {
        QObject::connect(&finder, &OtherRun::found, &finder, [this](const ComparedSide& one) { side = one; });
        QObject::connect(&finder, &OtherRun::failed, &finder, [this](const QString& why) { reason = why; });
    }
    bool answered() const { return side || !reason.isEmpty(); }
};

} // namespace

class OtherRunTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    FakeSource own_;
    ManyRuns holder_;

    Found found_by(const QString& text, bool opens = true) {
        OtherRun::Opener opener;
        if (opens) opener = [this](const QString& path) { return holder_(path); };
        OtherRun finder(own_, run_id(1), opener);
        Found found(finder);
        finder.find(text);
        [&found] { QTRY_VERIFY(found.answered()); }();
        return found;
    }

    QString file(const QString& name) {
        const QString path = folder_.filePath(name);
        std::ofstream(path.toStdString()) << "what is in it does not matter";
        return path;
    }

private Q_SLOTS:
    void an_id_is_one_of_the_source_at_hand() {
        const Found found = found_by(QStringLiteral("  %1 ").arg(QString::fromStdString(run_id(2).text)));
        QVERIFY(found.side);
        QCOMPARE(found.side->source, &own_);
        QCOMPARE(found.side->run, run_id(2));
        QVERIFY(!found.side->held);
        QVERIFY(!found_by(QString::fromStdString(run_id(1).text)).reason.isEmpty()); // it is the one that is open
    }

    void one_of_a_file_or_a_folder() {
        holder_ = {3, {}};
        const QString path = file(QStringLiteral("log.orklog"));
        Found found = found_by(path + QLatin1Char('#') + QString::fromStdString(run_id(1).text));
        QVERIFY(found.side); // another run, though its id is the same
        QCOMPARE(found.side->run, run_id(1));
        QCOMPARE(found.side->title, QStringLiteral("log.orklog#") + QString::fromStdString(run_id(1).text));
        QVERIFY(found.side->held && found.side->source == found.side->held.get());
        found = found_by(folder_.path() + QStringLiteral("/#") + QString::fromStdString(run_id(2).text));
        QVERIFY(found.side);
        QCOMPARE(found.side->run, run_id(2));
        QCOMPARE(holder_.asked, (QStringList{path, folder_.path() + QLatin1Char('/')}));
    }

    void a_name_may_hold_the_sign() {
        holder_ = {1, {}};
        const QString path = file(QStringLiteral("monday#2.orklog"));
        const Found found = found_by(path);
        QVERIFY(found.side);
        QCOMPARE(found.side->title, QStringLiteral("monday#2.orklog"));
        QCOMPARE(holder_.asked, QStringList{path});
    }

    void a_file_of_one_run_needs_no_id() {
        const QString path = file(QStringLiteral("some.orklog"));
        holder_ = {1, {}};
        QCOMPARE(found_by(path).side.value().run, run_id(1));
        holder_ = {0, {}};
        QVERIFY(found_by(path).reason.contains(QStringLiteral("no runs")));
        holder_ = {2, {}};
        QVERIFY(found_by(path).reason.contains(QStringLiteral("several runs")));
        holder_ = {-1, {}};
        QCOMPARE(found_by(path).reason, QStringLiteral("this is a picture"));
    }

    void without_an_opener_every_text_is_an_id() {
        const QString path = file(QStringLiteral("other.orklog"));
        QCOMPARE(found_by(path, false).side.value().run.text, path.toStdString());
    }

    void a_later_search_takes_the_place() {
        holder_ = {1, {}};
        const QString path = file(QStringLiteral("slow.orklog"));
        FakeSource* held = nullptr;
        OtherRun finder(own_, run_id(1), [&](const QString& name) -> Result<std::unique_ptr<RunSource>> {
            auto source = holder_(name);
            held = static_cast<FakeSource*>(source->get());
            held->thread().hold();
            return source;
        });
        Found found(finder);
        QSignalSpy spy(&finder, &OtherRun::found);
        finder.find(path);
        QVERIFY(!found.answered());
        finder.find(QString::fromStdString(run_id(4).text));
        QCOMPARE(found.side.value().run, run_id(4));
        held->thread().release();
        QTest::qWait(0);
        QCOMPARE(spy.size(), 1);
    }
};

ORKESTR_TEST(OtherRunTest)

} // namespace orkestr::test

#include "other_run_test.moc"
