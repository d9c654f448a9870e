package io.dbm.it.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.typesafe.config.ConfigFactory;
import io.dbm.ConfigurationException;
import io.dbm.ConnectFailedException;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.core.Dbm;
import java.util.List;

/** Short ways to a manager of one connection, called {@code it}. */
final class Managers {

    private static final String PATH = "dbmanager.connections.it";

    private Managers() {}

    static DatabaseManager load(String settings, String... more) {
        return Dbm.load(
                ConfigFactory.parseString(
                        PATH + " {\n" + settings + "\n" + String.join("\n", more) + "\n}"));
    }

    static DatabaseManager connect(String settings, String... more) {
        DatabaseManager manager = load(settings, more);
        try {
            manager.connect();
            return manager;
        } catch (RuntimeException | Error e) {
            try (manager) {
                throw e;
            }
        }
    }

    static NamedConnection it(DatabaseManager manager) {
        return manager.connection("it");
    }

    /** Connects in vain, and returns why. */
    static String refusal(String settings, String... more) {
        try (DatabaseManager manager = load(settings, more)) {
            ConnectFailedException failure =
                    catchThrowableOfType(ConnectFailedException.class, manager::connect);
            assertThat(failure).as("connecting with %s", String.join(", ", more)).isNotNull();
            return failure.reasons().get("it");
        }
    }

    /** Loads in vain, and returns the mistakes, each with its key. */
    static List<String> mistakes(String settings, String... more) {
        ConfigurationException mistakes =
                catchThrowableOfType(
                        ConfigurationException.class, () -> load(settings, more).close());
        assertThat(mistakes).as("loading %s", String.join(", ", more)).isNotNull();
        return mistakes.problems().stream()
                .map(it -> it.path().replace(PATH + ".", "") + ": " + it.message())
                .toList();
    }

    /** Connects, and returns the one text that a query finds. */
    static String ask(String sql, String settings, String... more) {
        try (DatabaseManager manager = connect(settings, more)) {
            return it(manager).database().queryOne(sql, row -> row.getString(1)).orElseThrow();
        }
    }
}
