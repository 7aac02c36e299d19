// Bookmarks as Studio has them: shown at once, kept, taken back; what others write; what can't be kept or read.
#include "tests/support/test.h"
#include "tests/viewmodels/fake_source.h"
#include "ui/viewmodels/bookmark_model.h"
#include "ui/viewmodels/event_model.h"
#include "ui/viewmodels/notes_document.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

namespace orkestr::test {

namespace {

/// Notes in memory, on a thread of their own; a test holds answers back, writes as somebody else, or lets it fail.
class FakeNotes : public RunNotes {
public:
    void read(std::stop_token, std::function<void(Result<KeptNotes>)> done) override {
        thread.post([this, done = std::move(done)] { done(answer()); });
    }
    void change(AnnotationChange change, std::function<void(Result<KeptNotes>)> done) override {
        thread.post([this, change = std::move(change), done = std::move(done)] {
            {
                const std::scoped_lock lock(mutex);
                if (unwritable) return done(*unwritable);
                if (auto made = change_annotations(kept, change); !made) return done(made.error());
            }
            done(answer());
        });
    }
    void watch(std::function<void()> told) override {
        const std::scoped_lock lock(mutex);
        changed = std::move(told);
    }
    Result<KeptNotes> answer() {
        const std::scoped_lock lock(mutex);
        if (unreadable) return *unreadable;
        return KeptNotes{kept, "/logs/a.orklog.orknotes"};
    }
    void write(const AnnotationChange& change) {
        const std::scoped_lock lock(mutex);
        if (!change_annotations(kept, change)) qFatal("it can't be changed");
        if (changed) changed();
    }
    void fail(std::optional<Error> reading, std::optional<Error> writing) {
        const std::scoped_lock lock(mutex);
        unreadable = std::move(reading);
        unwritable = std::move(writing);
    }
    Annotations now() {
        const std::scoped_lock lock(mutex);
        return kept;
    }

    std::mutex mutex;
    Annotations kept;
    std::optional<Error> unreadable;
    std::optional<Error> unwritable;
    std::function<void()> changed;
    AnswerThread thread; ///< last: it ends before what its jobs use
};

Bookmark others(int run, std::uint64_t seq) {
    Bookmark out;
    out.id = make_ulid(Instant{1'700'000'000'000}, "0123456789");
    out.run = run_id(run);
    out.seq = seq;
    out.author = "bob";
    return out;
}

} // namespace

class BookmarkModelsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void what_is_made_is_shown_at_once_and_kept();
    void a_label_is_written_in_place();
    void what_is_removed_comes_back();
    void what_others_write_is_seen();
    void what_can_not_be_kept_is_taken_back_and_said();
    void what_can_not_be_read_is_said();
    void notes_on_all();
    void those_of_one_run_or_of_all();
    void events_bear_marks();
    void places_in_words();
};

void BookmarkModelsTest::what_is_made_is_shown_at_once_and_kept() {
    FakeNotes notes;
    NotesDocument document;
    BookmarkModel model(document);
    QAbstractItemModelTester tester(&model);
    QCOMPARE(document.state(), LoadState::idle);
    QVERIFY(document.add(run_id(1), 3, "/do/0/a").empty());
    document.set_user("ada");
    document.set_notes(&notes);
    QCOMPARE(document.state(), LoadState::loading);
    QTRY_COMPARE(document.state(), LoadState::ready);
    notes.thread.hold();
    const std::string id = document.add(run_id(1), 3, "/do/0/a");
    QVERIFY(!id.empty());
    QCOMPARE(model.rowCount(), 1); // though nobody has answered
    QCOMPARE(document.find(run_id(1), 3, "")->id, id);
    QVERIFY(!document.find(run_id(1), 4, ""));
    notes.thread.release();
    QTRY_COMPARE(notes.now().bookmarks.size(), std::size_t{1});
    QCOMPARE(notes.now().bookmarks[0].author, std::string("ada"));
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(document.path(), QStringLiteral("/logs/a.orklog.orknotes"));
}

void BookmarkModelsTest::a_label_is_written_in_place() {
    FakeNotes notes;
    NotesDocument document;
    BookmarkModel model(document);
    QAbstractItemModelTester tester(&model);
    document.set_notes(&notes);
    QTRY_COMPARE(document.state(), LoadState::ready);
    (void)document.add(run_id(1), 3, {});
    const QModelIndex label = model.index(0, BookmarkModel::label_column);
    QVERIFY(label.flags() & Qt::ItemIsEditable);
    QVERIFY(!(model.index(0, BookmarkModel::note_column).flags() & Qt::ItemIsEditable));
    QVERIFY(model.setData(label, QStringLiteral("  two\nlines "), Qt::EditRole));
    QCOMPARE(label.data().toString(), QStringLiteral("two lines"));
    QTRY_COMPARE(notes.now().bookmarks.size(), std::size_t{1});
    QTRY_COMPARE(notes.now().bookmarks[0].label, std::string("two lines"));
    QVERIFY(!model.setData(label, QString(500, QLatin1Char('x')), Qt::EditRole));
    QVERIFY(!model.setData(model.index(0, BookmarkModel::note_column), QStringLiteral("x"), Qt::EditRole));
    QCOMPARE(label.data().toString(), QStringLiteral("two lines"));
}

void BookmarkModelsTest::what_is_removed_comes_back() {
    FakeNotes notes;
    NotesDocument document;
    document.set_notes(&notes);
    QTRY_COMPARE(document.state(), LoadState::ready);
    const std::string first = document.add(run_id(1), 3, {});
    const std::string second = document.add(run_id(1), 5, {});
    QVERIFY(!document.can_undo());
    document.remove(first);
    document.remove(second);
    document.remove("nobody");
    QTRY_VERIFY(notes.now().bookmarks.empty());
    QCOMPARE(document.last_removed()->id, second);
    document.undo();
    document.undo();
    document.undo();
    QVERIFY(document.find(first) && document.find(second));
    QTRY_COMPARE(notes.now().bookmarks.size(), std::size_t{2});
}

void BookmarkModelsTest::what_others_write_is_seen() {
    FakeNotes notes;
    NotesDocument document;
    BookmarkModel model(document);
    QAbstractItemModelTester tester(&model);
    document.set_notes(&notes);
    QTRY_COMPARE(document.state(), LoadState::ready);
    notes.write(PutBookmark{others(1, 9)});
    QTRY_COMPARE(model.rowCount(), 1);
    // While a change of ours is under way, too.
    notes.thread.hold();
    (void)document.add(run_id(1), 3, {});
    notes.write(RemoveBookmark{others(1, 9).id});
    notes.thread.release();
    QTRY_COMPARE(model.rowCount(), 1);
    QTRY_COMPARE(model.row_at(0)->seq, std::uint64_t{3});
}

void BookmarkModelsTest::what_can_not_be_kept_is_taken_back_and_said() {
    FakeNotes notes;
    NotesDocument document;
    document.set_notes(&notes);
    QTRY_COMPARE(document.state(), LoadState::ready);
    notes.fail({}, Error{ErrorCode::read_only, "the folder can't be written to", {}});
    const std::string id = document.add(run_id(1), 3, {});
    QVERIFY(document.find(id));
    QTRY_VERIFY(!document.find(id));
    QCOMPARE(document.message(), QStringLiteral("the folder can't be written to"));
    QCOMPARE(document.state(), LoadState::ready);
    notes.fail({}, {});
    QVERIFY(!document.add(run_id(1), 3, {}).empty());
    QTRY_VERIFY(document.message().isEmpty());
}

void BookmarkModelsTest::what_can_not_be_read_is_said() {
    FakeNotes notes;
    notes.fail(Error{ErrorCode::corrupt, "it is no JSON", {}}, {});
    NotesDocument document;
    BookmarkModel model(document);
    document.set_notes(&notes);
    QTRY_COMPARE(document.state(), LoadState::failed);
    QCOMPARE(document.message(), QStringLiteral("it is no JSON"));
    QVERIFY(document.add(run_id(1), 3, {}).empty());
    notes.fail({}, {});
    notes.write(PutBookmark{others(1, 9)});
    QTRY_COMPARE(document.state(), LoadState::ready);
    QCOMPARE(model.rowCount(), 1);
    QVERIFY(document.message().isEmpty());
}

void BookmarkModelsTest::notes_on_all() {
    FakeNotes notes;
    NotesDocument document;
    document.set_notes(&notes);
    QTRY_COMPARE(document.state(), LoadState::ready);
    document.set_text("mine", "");
    QTRY_COMPARE(notes.now().notes, std::string("mine"));
    notes.write(SetNotes{"theirs", "mine"});
    QTRY_COMPARE(document.annotations().notes, std::string("theirs"));
    document.set_text("mine again", "mine");
    QVERIFY(!document.message().isEmpty());
    QTRY_COMPARE(document.annotations().notes, std::string("theirs"));
    QCOMPARE(notes.now().notes, std::string("theirs"));
}

void BookmarkModelsTest::those_of_one_run_or_of_all() {
    FakeNotes notes;
    NotesDocument document;
    BookmarkModel model(document);
    QAbstractItemModelTester tester(&model);
    document.set_notes(&notes);
    QTRY_COMPARE(document.state(), LoadState::ready);
    (void)document.add(run_id(1), 3, {});
    const std::string there = document.add(run_id(2), 0, "/do/0/a");
    QCOMPARE(model.rowCount(), 2);
    model.show(run_id(2));
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.row_of(there), 0);
    model.show(run_id(3));
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.row_of(there), -1);
    model.show({});
    QCOMPARE(model.rowCount(), 2);
}

void BookmarkModelsTest::events_bear_marks() {
    FakeSource source;
    source.change([](FakeSource::Content& content) { content.events[run_id(1).text] = made_up_events(20); });
    EventModel events(source);
    QAbstractItemModelTester tester(&events);
    events.show(run_id(1));
    QTRY_COMPARE(events.state(), LoadState::ready);
    const QModelIndex marked = events.index(4, EventModel::type_column);
    QVERIFY(!marked.data(Qt::DecorationRole).isValid());
    QSignalSpy told(&events, &EventModel::dataChanged);
    events.set_marks({{5, {"flag", "Bookmark: Flag, why"}}});
    QCOMPARE(told.count(), 1);
    QCOMPARE(marked.data(Qt::DecorationRole).toString(), QStringLiteral("flag"));
    QCOMPARE(marked.data(Qt::ToolTipRole).toString(), QStringLiteral("Bookmark: Flag, why"));
    QVERIFY(marked.data(Qt::AccessibleTextRole).toString().endsWith(QStringLiteral(", Bookmark: Flag, why")));
    QVERIFY(!events.index(5, EventModel::type_column).data(Qt::DecorationRole).isValid());
    events.set_marks({{5, {"flag", "Bookmark: Flag, why"}}});
    QCOMPARE(told.count(), 1);
    events.set_marks({});
    QVERIFY(!marked.data(Qt::DecorationRole).isValid());
}

void BookmarkModelsTest::places_in_words() {
    Bookmark bookmark = others(1, 12);
    QCOMPARE(bookmark_place(bookmark), QStringLiteral("Event 12"));
    bookmark.seq = 0;
    QCOMPARE(bookmark_place(bookmark), QStringLiteral("The run"));
    bookmark.step = "/do/0/loop/do/1/call#3.2";
    QCOMPARE(bookmark_place(bookmark), QStringLiteral("call #3.2"));
    for (const MarkShape shape : all_mark_shapes) QVERIFY(!mark_name(shape).isEmpty());
}

ORKESTR_TEST(BookmarkModelsTest)

} // namespace orkestr::test

#include "bookmark_models_test.moc"
