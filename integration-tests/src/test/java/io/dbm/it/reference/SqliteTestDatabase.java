package io.dbm.it.reference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A SQLite file, at the end of a link that can lead to something else. */
final class SqliteTestDatabase implements JdbcTestDatabase {

    private static final String NAME = "it.db";

    private final Path link;
    private final Path right;
    private final Path wrong;

    SqliteTestDatabase(Path folder) throws IOException {
        Path real = folder.toRealPath();
        link = real.resolve("link");
        right = Files.createDirectory(real.resolve("right"));
        wrong = Files.createDirectory(real.resolve("wrong"));
        // as a file on a volume that is not mounted yet
        Files.createSymbolicLink(wrong.resolve(NAME), wrong.resolve("volume").resolve(NAME));
        Files.createSymbolicLink(link, right);
    }

    Path file() {
        return right.resolve(NAME);
    }

    @Override
    public String settings() {
        return settings(link.resolve(NAME));
    }

    private static String settings(Path file) {
        return "type = sqlite, filepath = \"" + file + "\"";
    }

    @Override
    public String settingsOfNothing() {
        return settings(wrong.resolve(NAME));
    }

    @Override
    public String endless() {
        return "with recursive t(n) as (select 1 union all select n + 1 from t where n < 1e10)"
                + " select count(*) from t";
    }

    @Override
    public void breakDown() throws IOException {
        leadTo(wrong);
    }

    @Override
    public void mend() throws IOException {
        leadTo(right);
    }

    /** All at once: where nothing is for a moment, connecting would be given up for good. */
    private void leadTo(Path folder) throws IOException {
        Path next = Files.createSymbolicLink(link.resolveSibling("next"), folder);
        Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() {}
}
