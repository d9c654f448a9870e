package io.dbm.provider.sqlite;

import static io.dbm.provider.sqlite.Sqlite.connect;
import static io.dbm.provider.sqlite.Sqlite.line;
import static io.dbm.provider.sqlite.Sqlite.query;
import static io.dbm.provider.sqlite.Sqlite.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbm.DataAccessException;
import io.dbm.DatabaseManager;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocationTest {

    @TempDir private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:sqlite:%s", "JDBC:sqlite:%s", "file:%s", "file://%s", "%s"})
    void everyFormOfADsnLeadsToTheSameFile(String form) {
        Path file = directory.resolve("app.db");
        writeAndReadBack(line("dsn", form.formatted(file)));
        assertThat(file).isRegularFile();
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:%s", "%s"})
    void everyFormOfAFilepathLeadsToTheSameFile(String form) {
        Path file = directory.resolve("app.db");
        writeAndReadBack(line("filepath", form.formatted(file)));
        assertThat(file).isRegularFile();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                "100%",
                "%41",
                "what?",
                "a?b=c",
                "a#b",
                "caf\u00e9",
                "it's",
                "a+b",
                "a&b"
            })
    void aPathIsTakenToTheLetter(String name) {
        Path file = directory.resolve(name);
        writeAndReadBack(line("filepath", file));
        assertThat(file).isRegularFile();
    }

    @Test
    void aUriIsDecoded() {
        writeAndReadBack(line("dsn", "file:" + directory + "/a%20b%3f.db"));
        assertThat(directory.resolve("a b?.db")).isRegularFile();
    }

    @Test
    void aRelativePathStartsAtTheWorkingDirectory() {
        Path relative = Path.of("").toAbsolutePath().relativize(directory).resolve("app.db");
        writeAndReadBack(line("filepath", relative));
        assertThat(directory.resolve("app.db")).isRegularFile();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:sqlite:%s?foreign_keys=off&journal_mode=DELETE",
                "file:%s?JOURNAL_MODE=DELETE&foreign_keys=off"
            })
    void parametersGoBeforeWhatDbmSets(String form) {
        try (DatabaseManager manager =
                connect(line("dsn", form.formatted(directory.resolve("app.db"))))) {
            assertThat(query(manager, "PRAGMA foreign_keys")).isEqualTo("0");
            assertThat(query(manager, "PRAGMA journal_mode")).isEqualTo("delete");
        }
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "foreign_keys, NO, 0",
                "foreign_keys, off, 0",
                "foreign_keys, false, 0",
                "foreign_keys, 0, 0",
                "recursive_triggers, on, 1",
                "recursive_triggers, Yes, 1",
                "recursive_triggers, true, 1",
                "recursive_triggers, 1, 1",
                "secure_delete, fast, 2",
                "secure_delete, yes, 1",
                "synchronous, extra, 3",
                "synchronous, 0, 0",
                "synchronous, NORMAL, 1",
                "temp_store, memory, 2",
                "temp_store, 1, 1",
                "locking_mode, exclusive, exclusive",
                "journal_mode, memory, memory",
                "journal_mode, persist, persist",
                "encoding, '''UTF-16le''', UTF-16le",
                "cache_size, -500, -500",
                "cache_spill, no, 0",
                "page_size, 65536, 65536",
                "mmap_size, 2147483648, 2147483648",
                "max_page_count, 4294967294, 4294967294",
                "journal_size_limit, 5000000000, 5000000000",
            })
    void aParameterHasItsEffect(String name, String value, String effect) {
        String dsn = "file:" + directory.resolve("app.db") + "?" + name + "=" + value;
        try (DatabaseManager manager = connect(line("dsn", dsn))) {
            assertThat(query(manager, "PRAGMA " + name)).isEqualTo(effect);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"jdbc:sqlite:%s?mode=ro", "file:%s?mode=ro", "jdbc:sqlite:%s?open_mode=1"})
    void aReadOnlyFileIsReadAsItIs(String form) {
        Path file = directory.resolve("app.db");
        try (DatabaseManager manager =
                connect(line("dsn", "jdbc:sqlite:" + file + "?journal_mode=DELETE"))) {
            update(manager, "CREATE TABLE t (i)");
        }
        try (DatabaseManager manager = connect(line("dsn", form.formatted(file)))) {
            assertThat(query(manager, "SELECT count(*) FROM t")).isEqualTo("0");
            assertThat(query(manager, "PRAGMA journal_mode")).isEqualTo("delete");
            assertThatThrownBy(() -> update(manager, "INSERT INTO t VALUES (1)"))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("SQLITE_READONLY");
        }
    }

    @Test
    void aMissingDirectoryIsNamedAndTriedOnce() {
        Path file = directory.resolve("nowhere/app.db");
        assertThatThrownBy(() -> connect(line("filepath", file)))
                .hasMessageStartingWith(
                        "a connection could not be opened:\n  - db: cannot open "
                                + file
                                + ": there is no directory "
                                + file.getParent()
                                + " (1 attempt in ");
        assertThat(file.getParent()).doesNotExist();
    }

    @Test
    void aDirectoryInPlaceOfTheFileIsNamedAndTriedOnce() {
        assertThatThrownBy(() -> connect(line("filepath", directory)))
                .hasMessageStartingWith(
                        "a connection could not be opened:\n  - db: cannot open "
                                + directory
                                + ": it is a directory: write a file's name behind it (1 attempt"
                                + " in ");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aFileThatIsNoDatabaseIsNamedAndTriedOnce() throws Exception {
        Path file =
                Files.writeString(directory.resolve("app.db"), "a letter to a friend ".repeat(50));
        assertThatThrownBy(() -> connect(line("filepath", file)))
                .hasMessageStartingWith(
                        "a connection could not be opened:\n  - db: cannot open "
                                + file
                                + ": [SQLITE_NOTADB] File opened that is not a database file (file"
                                + " is not a database)");
    }

    @Test
    void configuringTouchesNoFile() {
        Sqlite.load(line("filepath", directory.resolve("app.db"))).close();
        assertThat(directory).isEmptyDirectory();
    }

    private static void writeAndReadBack(String settings) {
        try (DatabaseManager manager = connect(settings)) {
            update(manager, "CREATE TABLE t (i)");
            update(manager, "INSERT INTO t VALUES (42)");
            assertThat(query(manager, "SELECT i FROM t")).isEqualTo("42");
        }
    }
}
