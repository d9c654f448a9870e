package io.dbm.provider.sqlite;

import static io.dbm.provider.sqlite.Sqlite.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dbm.ConfigurationException;
import io.dbm.DatabaseManager;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    @Test
    void askForAFileOnce() {
        assertThat(problems(""))
                .containsExactly(
                        "dbmanager.connections.db.filepath: is missing: write the database file, or"
                                + " ':memory:' (app.conf: 1)");
    }

    @Test
    void refuseAFileBesideADsn() {
        assertThat(problems("dsn = \":memory:\"\nfilepath = app.db"))
                .containsExactly(
                        "dbmanager.connections.db.filepath: would be ignored: 'dsn' says where the"
                                + " database is; remove one of the two (app.conf: 4)");
    }

    @Test
    void refuseTwoBusyTimeouts() {
        assertThat(problems("dsn = \"jdbc:sqlite:app.db?busy_timeout=100\"\nbusy-timeout = 1s"))
                .containsExactly(
                        "dbmanager.connections.db.busy-timeout: would be ignored: 'dsn' has a"
                                + " busy_timeout; remove one of the two (app.conf: 4)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://u:hunter2@host/db",
                "jdbc:postgresql:db",
                "sqlite:app.db",
                "user:hunter2@host"
            })
    void refuseTheDsnOfAnotherDatabaseWithoutPrintingIt(String dsn) {
        assertThat(problems(line("dsn", dsn)))
                .containsExactly(
                        "dbmanager.connections.db.dsn: is not understood: write"
                                + " 'jdbc:sqlite:<file>', 'file:<file>', a file path or ':memory:'"
                                + " (app.conf: 3)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc:sqlite:app.db?mode=ro&hunter2=1 | is not understood: neither SQLite nor its"
                        + " driver knows the name of parameter 2",
                "jdbc:sqlite:app.db?mode=ro&hunter2   | has no value for parameter 2",
                "jdbc:sqlite:app.db?password=         | has no value for parameter 1",
                "file:app.db?password=hunter2         | asks for encryption by 'password', and this"
                        + " SQLite has none",
                "file:app.db?busy_timeout=hunter2     | is not understood: neither SQLite nor its"
                        + " driver knows the value of parameter 1",
                "file:app.db?journal_mode=hunter2     | is not understood: neither SQLite nor its"
                        + " driver knows the value of parameter 1",
                "file:app.db?transaction_mode=hunter2 | is not understood: neither SQLite nor its"
                        + " driver knows the value of parameter 1",
                "file:hunter2%zz                      | has a '%' without two hexadecimal digits"
                        + " after it: write '%25' for a percent sign",
                "file://hunter2/app.db                | names a host: write 'file:<file>', or"
                        + " 'file:///' before a full path",
                "jdbc:sqlite::hunter2:                | starts with ':', which SQLite keeps for"
                        + " itself: write './' before it",
                "' '                                  | is empty: write the database file, or"
                        + " ':memory:'",
            })
    void refuseWhatWouldNotDoAsWrittenWithoutPrintingIt(String dsn, String message) {
        assertThat(problems(line("dsn", dsn)))
                .containsExactly("dbmanager.connections.db.dsn: " + message + " (app.conf: 3)");
    }

    /** SQLite would take each of them for something else, without a word. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "journal_mode=on",
                "journal_mode=7",
                "locking_mode=yes",
                "temp_store=off",
                "temp_store=3",
                "foreign_keys=extra",
                "foreign_keys=2",
                "secure_delete=2",
                "synchronous=on",
                "synchronous=4",
                "encoding=UTF-8",
                "shared_cache=on",
                "enable_load_extension=1",
                "jdbc.explicit_readonly=yes",
                "cache_size=abc",
                "cache_size=2147483648",
                "cache_spill=abc",
                "page_size=abc",
                "page_size=1000",
                "mmap_size=foo",
                "mmap_size=9223372036854775808",
                "max_page_count=0",
                "journal_size_limit=xyz",
                "limit_attached=1.5",
                "immutable=abc",
                "nolock=2",
            })
    void refuseAValueThatSqliteWouldIgnore(String parameter) {
        assertThat(problems(line("dsn", "file:app.db?" + parameter)))
                .containsExactly(
                        "dbmanager.connections.db.dsn: is not understood: neither SQLite nor its"
                                + " driver knows the value of parameter 1 (app.conf: 3)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc:sqlite:app.db    | is a URL: write a file path, or use 'dsn'",
                "postgres://host/db    | is a URL: write a file path, or use 'dsn'",
                "''                    | is empty: write the database file, or ':memory:'",
                ":resource:app.db      | starts with ':', which SQLite keeps for itself: write './'"
                        + " before it",
            })
    void refuseAFilepathThatIsNone(String filepath, String message) {
        assertThat(problems(line("filepath", filepath)))
                .containsExactly(
                        "dbmanager.connections.db.filepath: " + message + " (app.conf: 3)");
    }

    @Test
    void reportAWrongBusyTimeoutBesideAWrongDsn() {
        assertThat(problems("dsn = \"mysql://h\"\nbusy-timeout = soon")).hasSize(2);
    }

    @Test
    void refusePropertiesThatNobodyUnderstandsOrSomethingElseSays() {
        String properties =
                "dsn = \"file:app.db?cache_size=1\", busy-timeout = 1s, properties {"
                        + " cahce_size = 2, cache_size = 2, busy_timeout = 3, password = SECRET, transaction_mode = SECRET }";
        assertThat(problems(properties))
                .containsExactly(
                        "dbmanager.connections.db.busy-timeout: would be ignored: 'properties' has"
                                + " a busy_timeout; remove one of the two (app.conf: 3)",
                        "dbmanager.connections.db.properties.cache_size: is said twice: 'dsn' says"
                                + " it (app.conf: 3)",
                        "dbmanager.connections.db.properties.cahce_size: unknown name; did you mean"
                                + " 'cache_size'? (app.conf: 3)",
                        "dbmanager.connections.db.properties.password: asks for encryption, and this"
                                + " SQLite has none (app.conf: 3)",
                        "dbmanager.connections.db.properties.transaction_mode: has a value that it"
                                + " would silently take for another one (app.conf: 3)");
    }

    @Test
    void letPropertiesGoBeforeTheDefaultsOfDbm() {
        try (DatabaseManager manager =
                Sqlite.connect(
                        "filepath = \":memory:\", properties { foreign_keys = off, CACHE_SIZE = 7 }")) {
            assertThat(Sqlite.query(manager, "PRAGMA foreign_keys")).isEqualTo("0");
            assertThat(Sqlite.query(manager, "PRAGMA cache_size")).isEqualTo("7");
        }
    }

    private static List<String> problems(String settings) {
        ConfigurationException refused =
                catchThrowableOfType(
                        ConfigurationException.class, () -> Sqlite.load(settings).close());
        return refused.problems().stream().map(Object::toString).toList();
    }
}
