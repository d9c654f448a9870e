package io.dbm.examples.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Has a PostgreSQL server ask everybody but its superuser for the password. */
final class HostBasedAccess {

    private HostBasedAccess() {}

    static void writeTo(Path data) {
        try {
            Files.writeString(
                    data.resolve("pg_hba.conf"),
                    """
                    host all postgres all trust
                    host all all      all scram-sha-256
                    """);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
