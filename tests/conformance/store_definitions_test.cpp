// Definitions and leases, the same for every adapter.
#include "tests/conformance/store_subject.h"
#include "tests/support/test.h"

#include <QTest>

namespace orkestr::test {

class StoreDefinitionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { add_store_adapters(); }
    void init();
    void cleanup() { subject_.reset(); }

    void a_definition_is_found_by_hash_and_by_name();
    void the_same_again_is_no_error();
    void a_published_version_keeps_its_content();
    void another_version_is_another_definition();
    void one_recorded_by_a_run_stays_unlisted();
    void publishing_lists_what_a_run_recorded();
    void listed_stays_listed();
    void other_content_under_a_published_name_is_kept_by_hash();
    void publishing_takes_a_name_over_from_a_run();
    void of_two_recorded_ones_the_first_has_the_name();
    void a_hash_stands_for_one_definition();
    void names_are_sorted_and_narrowed();
    void a_definition_keeps_its_resources();
    void tags_are_taken_once();

    void a_lease_is_taken_renewed_and_refused();
    void an_expired_lease_changes_its_owner_with_a_greater_token();
    void a_lease_can_be_given_up();
    void leases_do_not_know_each_other();

private:
    Store& store() { return subject_->store(); }
    void reopen() {
        if (subject_->durable()) subject_->reopen();
    }
    QString by_hash(const std::string& hash);
    QString by_name(const std::string& name, const std::string& version = {}, bool listed_only = false);

    std::unique_ptr<StoreSubject> subject_;
};

namespace {

DefinitionRow definition_row(const std::string& version, const std::string& hash, bool listed = true) {
    return {"samples", "greet", version, hash, "text of " + hash, hash + ".yaml", Instant{100}, listed};
}

QString just(const DefinitionRow& row) { return text_of(std::vector{row}); }

} // namespace

void StoreDefinitionsTest::init() {
    QFETCH_GLOBAL(QString, adapter);
    subject_ = std::make_unique<StoreSubject>(adapter);
}

QString StoreDefinitionsTest::by_hash(const std::string& hash) {
    DefinitionQuery query;
    query.hash = hash;
    return text_of(store().definitions(query));
}

QString StoreDefinitionsTest::by_name(const std::string& name, const std::string& version, bool listed_only) {
    DefinitionQuery query;
    query.ns = "samples";
    query.name = name;
    query.version = version;
    query.listed_only = listed_only;
    return text_of(store().definitions(query));
}

void StoreDefinitionsTest::a_definition_is_found_by_hash_and_by_name() {
    const DefinitionRow row = definition_row("1.0.0", "a1");
    VERIFY_OK(store().put_definition(row));
    reopen();
    QCOMPARE(by_hash("a1"), just(row));
    QCOMPARE(by_name("greet"), just(row));
    QCOMPARE(by_name("greet", "1.0.0"), just(row));
    QCOMPARE(by_name("greet", "1.0.0", true), just(row));
    QCOMPARE(by_name("greet", "2.0.0"), QString());
    QCOMPARE(by_name("other"), QString());
    QCOMPARE(by_hash("b1"), QString());
    QCOMPARE(text_of(store().definitions({})), just(row));
}

void StoreDefinitionsTest::the_same_again_is_no_error() {
    const DefinitionRow first = definition_row("1.0.0", "a1");
    DefinitionRow again = first;
    again.text = "the same with a comment";
    again.file_name = "elsewhere.yaml";
    again.published = Instant{200};
    VERIFY_OK(store().put_definition(first));
    VERIFY_OK(store().put_definition(again));
    QCOMPARE(by_name("greet"), just(first));
}

void StoreDefinitionsTest::a_published_version_keeps_its_content() {
    const DefinitionRow first = definition_row("1.0.0", "a1");
    VERIFY_OK(store().put_definition(first));
    const auto other = store().put_definition(definition_row("1.0.0", "b1"));
    VERIFY_CODE(other, ErrorCode::already_exists);
    VERIFY_MENTIONS(other, "samples/greet 1.0.0");
    QCOMPARE(by_name("greet"), just(first));
    QCOMPARE(by_hash("b1"), QString());
}

void StoreDefinitionsTest::another_version_is_another_definition() {
    const DefinitionRow first = definition_row("1.0.0", "a1");
    const DefinitionRow second = definition_row("1.1.0", "b1");
    VERIFY_OK(store().put_definition(second));
    VERIFY_OK(store().put_definition(first));
    QCOMPARE(by_name("greet"), text_of(std::vector{first, second}));
    QCOMPARE(by_name("greet", "1.1.0"), just(second));
}

void StoreDefinitionsTest::one_recorded_by_a_run_stays_unlisted() {
    const DefinitionRow row = definition_row("1.0.0", "a1", false);
    VERIFY_OK(store().put_definition(row));
    QCOMPARE(by_hash("a1"), just(row));
    QCOMPARE(by_name("greet"), just(row));
    QCOMPARE(by_name("greet", "", true), QString());
}

void StoreDefinitionsTest::publishing_lists_what_a_run_recorded() {
    VERIFY_OK(store().put_definition(definition_row("1.0.0", "a1", false)));
    DefinitionRow published = definition_row("1.0.0", "a1");
    published.published = Instant{500};
    published.file_name = "published.yaml";
    published.text = "the same, formatted otherwise";
    VERIFY_OK(store().put_definition(published));
    reopen();
    // Runs point into the text that was there first.
    published.text = "text of a1";
    QCOMPARE(by_name("greet", "", true), just(published));
    QCOMPARE(by_hash("a1"), just(published));
}

void StoreDefinitionsTest::listed_stays_listed() {
    const DefinitionRow row = definition_row("1.0.0", "a1");
    VERIFY_OK(store().put_definition(row));
    DefinitionRow recorded = definition_row("1.0.0", "a1", false);
    recorded.file_name = "run.yaml";
    VERIFY_OK(store().put_definition(recorded));
    QCOMPARE(by_name("greet", "", true), just(row));
}

void StoreDefinitionsTest::other_content_under_a_published_name_is_kept_by_hash() {
    const DefinitionRow published = definition_row("1.0.0", "a1");
    const DefinitionRow recorded = definition_row("1.0.0", "b1", false);
    VERIFY_OK(store().put_definition(published));
    VERIFY_OK(store().put_definition(recorded));
    VERIFY_OK(store().put_definition(recorded));
    reopen();
    QCOMPARE(by_name("greet"), just(published));
    QCOMPARE(by_hash("b1"), just(recorded));
    QCOMPARE(text_of(store().definitions({})), just(published));
    VERIFY_CODE(store().put_definition(definition_row("1.0.0", "b1")), ErrorCode::already_exists);
}

void StoreDefinitionsTest::publishing_takes_a_name_over_from_a_run() {
    const DefinitionRow recorded = definition_row("1.0.0", "a1", false);
    const DefinitionRow published = definition_row("1.0.0", "b1");
    VERIFY_OK(store().put_definition(recorded));
    VERIFY_OK(store().put_definition(published));
    reopen();
    QCOMPARE(by_name("greet"), just(published));
    QCOMPARE(by_hash("a1"), just(recorded));
}

void StoreDefinitionsTest::of_two_recorded_ones_the_first_has_the_name() {
    const DefinitionRow first = definition_row("1.0.0", "b1", false);
    const DefinitionRow second = definition_row("1.0.0", "a1", false);
    VERIFY_OK(store().put_definition(first));
    VERIFY_OK(store().put_definition(second));
    QCOMPARE(by_name("greet"), just(first));
    QCOMPARE(by_hash("a1"), just(second));
    VERIFY_OK(store().put_definition(definition_row("1.0.0", "a1")));
    QCOMPARE(by_name("greet"), just(definition_row("1.0.0", "a1")));
}

void StoreDefinitionsTest::a_hash_stands_for_one_definition() {
    VERIFY_OK(store().put_definition(definition_row("1.0.0", "a1")));
    VERIFY_CODE(store().put_definition(definition_row("2.0.0", "a1")), ErrorCode::already_exists);
    VERIFY_CODE(store().put_definition(definition_row("2.0.0", "a1", false)), ErrorCode::already_exists);
    QCOMPARE(text_of(store().definitions({})), just(definition_row("1.0.0", "a1")));
}

void StoreDefinitionsTest::names_are_sorted_and_narrowed() {
    std::vector<DefinitionRow> rows{{"a", "x", "1.0.0", "h1", "t", "f", Instant{1}, true},
                                    {"a", "y", "1.0.0", "h2", "t", "f", Instant{1}, false},
                                    {"a", "y", "1.10.0", "h3", "t", "f", Instant{1}, true},
                                    {"a", "y", "1.9.0", "h4", "t", "f", Instant{1}, true},
                                    {"b", "x", "1.0.0", "h5", "t", "f", Instant{1}, true}};
    for (auto row = rows.rbegin(); row != rows.rend(); ++row) VERIFY_OK(store().put_definition(*row));
    QCOMPARE(text_of(store().definitions({})), text_of(rows));
    DefinitionQuery query;
    query.listed_only = true;
    QCOMPARE(text_of(store().definitions(query)), text_of(std::vector{rows[0], rows[2], rows[3], rows[4]}));
    query.listed_only = false;
    query.ns = "a";
    QCOMPARE(text_of(store().definitions(query)), text_of(std::vector{rows[0], rows[1], rows[2], rows[3]}));
    query.name = "y";
    QCOMPARE(text_of(store().definitions(query)), text_of(std::vector{rows[1], rows[2], rows[3]}));
    query = {};
    query.hash = "h4";
    query.name = "x";
    QCOMPARE(text_of(store().definitions(query)), QString());
}

void StoreDefinitionsTest::a_definition_keeps_its_resources() {
    DefinitionRow row{"samples", "greet", "1.0.0", "a1", "text", "greet.yaml", Instant{1}, false};
    row.resources = Json::trusted(R"({"https://example.com/f.yaml":"call: http"})");
    VERIFY_OK(store().put_definition(row));
    // Published later: what was pinned stays.
    row.listed = true;
    VERIFY_OK(store().put_definition(row));
    DefinitionRow plain{"samples", "plain", "1.0.0", "b1", "text", "plain.yaml", Instant{1}, true};
    VERIFY_OK(store().put_definition(plain));
    reopen();
    QCOMPARE(text_of(store().definitions({})), text_of(std::vector{row, plain}));
}

void StoreDefinitionsTest::tags_are_taken_once() {
    DefinitionRow unknown = definition_row("1.0.0", "a1");
    DefinitionRow none = definition_row("2.0.0", "b1");
    none.tags = Json();
    // Known under its hash only: another has its name.
    const DefinitionRow nameless = definition_row("1.0.0", "c1", false);
    for (const DefinitionRow& row : {unknown, none, nameless}) VERIFY_OK(store().put_definition(row));
    DefinitionQuery untagged;
    untagged.untagged_only = true;
    QCOMPARE(text_of(store().definitions(untagged)), text_of(std::vector{unknown, nameless}));
    unknown.tags = Json::trusted(R"({"env":"test"})");
    VERIFY_OK(store().put_definition(unknown));
    reopen();
    QCOMPARE(by_hash("a1"), just(unknown));
    QCOMPARE(text_of(store().definitions(untagged)), just(nameless));
    DefinitionRow other = unknown;
    other.tags = Json::trusted("{}");
    VERIFY_OK(store().put_definition(other));
    QCOMPARE(by_hash("a1"), just(unknown));
}

void StoreDefinitionsTest::a_lease_is_taken_renewed_and_refused() {
    QCOMPARE(text_of(store().lease("engine", "one", Instant{0}, Instant{100})),
             text_of(Lease{"engine", "one", Instant{100}, 1}));
    QCOMPARE(text_of(store().lease("engine", "one", Instant{50}, Instant{150})),
             text_of(Lease{"engine", "one", Instant{150}, 1}));
    reopen();
    const auto refused = store().lease("engine", "two", Instant{149}, Instant{300});
    VERIFY_CODE(refused, ErrorCode::conflict);
    VERIFY_MENTIONS(refused, "one");
    QCOMPARE(text_of(store().lease("engine", "one", Instant{400}, Instant{500})),
             text_of(Lease{"engine", "one", Instant{500}, 1}));
}

void StoreDefinitionsTest::an_expired_lease_changes_its_owner_with_a_greater_token() {
    VERIFY_OK(store().lease("engine", "one", Instant{0}, Instant{100}));
    QCOMPARE(text_of(store().lease("engine", "two", Instant{100}, Instant{200})),
             text_of(Lease{"engine", "two", Instant{200}, 2}));
    VERIFY_CODE(store().lease("engine", "one", Instant{150}, Instant{300}), ErrorCode::conflict);
    reopen();
    QCOMPARE(text_of(store().lease("engine", "one", Instant{201}, Instant{300})),
             text_of(Lease{"engine", "one", Instant{300}, 3}));
}

void StoreDefinitionsTest::a_lease_can_be_given_up() {
    VERIFY_OK(store().lease("engine", "one", Instant{0}, Instant{100}));
    VERIFY_OK(store().lease("engine", "one", Instant{10}, Instant{10}));
    QCOMPARE(text_of(store().lease("engine", "two", Instant{10}, Instant{20})),
             text_of(Lease{"engine", "two", Instant{20}, 2}));
}

void StoreDefinitionsTest::leases_do_not_know_each_other() {
    VERIFY_OK(store().lease("a", "one", Instant{0}, Instant{100}));
    QCOMPARE(text_of(store().lease("b", "two", Instant{0}, Instant{100})), text_of(Lease{"b", "two", Instant{100}, 1}));
}

ORKESTR_TEST(StoreDefinitionsTest)

} // namespace orkestr::test

#include "store_definitions_test.moc"
