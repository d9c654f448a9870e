package io.dbm.it.secrets;

import io.dbm.NamedConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** SQLite: it has no users, but a dsn may hold what some other database would take for one. */
final class SqliteSubject implements Subject {

    /** What is to be found in what it prints: else it has not been everywhere. */
    static final List<String> SIGNS =
            List.of("com.zaxxer.hikari", "event=opened", "no_such_table", "is not understood");

    private final Path folder = Files.createTempDirectory("secrets");
    private final Path file = folder.resolve("app.db");

    SqliteSubject() throws IOException {}

    @Override
    public List<String> working() {
        return List.of(
                "type = sqlite, filepath = \"" + file + '"',
                "type = sqlite, dsn = \"jdbc:sqlite:" + file + '"',
                "type = sqlite, dsn = \"file:" + file + "?mode=rwc\"",
                "type = sqlite, filepath = \":memory:\"");
    }

    @Override
    public Map<String, String> failing() throws IllegalStateException {
        String right = Secrets.encoded(Secrets.RIGHT);
        String raw = Secrets.RIGHT.replace("\"", "");
        Path other = folder.resolve("other.db");
        try {
            Files.writeString(other, "this is no database, but some other file".repeat(100));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Map<String, String> failing = new LinkedHashMap<>();
        failing.put("an unknown database", dsn("jdbc:sqlite:" + folder + "/no/app.db"));
        failing.put("a file that is no database", dsn("jdbc:sqlite:" + other));
        for (String dsn :
                List.of(
                        "jdbc:sqlite:" + file + "?password=" + right,
                        "jdbc:sqlite:" + file + "?key=" + raw,
                        "jdbc:sqlite:" + file + "?" + right,
                        "jdbc:sqlite:" + file + "?journal_mode=" + right,
                        "file://app:" + right + "@localhost/app.db",
                        "file:%zz" + raw,
                        "postgres://app:" + right + "@localhost/app",
                        "sqlite://app:" + raw + "@localhost/app")) {
            failing.put("malformed dsn " + failing.size(), dsn(dsn));
        }
        failing.put(
                "a password",
                "type = sqlite, filepath = \""
                        + file
                        + "\", password = "
                        + Secrets.quoted(Secrets.WRONG));
        return failing;
    }

    private static String dsn(String dsn) {
        return "type = sqlite, dsn = \"" + dsn + '"';
    }

    @Override
    public void use(NamedConnection connection, Printer printer) {
        SqlStatements.run(connection, printer);
    }

    @Override
    public boolean breakDown() {
        return false;
    }

    @Override
    public void mend() {}

    @Override
    public void close() throws IOException {
        try (var files = Files.walk(folder)) {
            files.map(Path::toFile).forEach(java.io.File::deleteOnExit);
        }
    }
}
