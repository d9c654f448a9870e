package io.dbm.it.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.core.Dbm;
import java.util.Map;

/** What a connection is called, and is found by; the same on every type. */
final class IdentityEvidence {

    private IdentityEvidence() {}

    static void theDefaultIsNamed(TestDatabase database) {
        String connections =
                "connections { a {" + database.settings() + "}, b {" + database.settings() + "} }";
        for (String name : new String[] {"a", "b"}) {
            try (DatabaseManager manager =
                    Dbm.load(
                            ConfigFactory.parseString(
                                    "dbmanager { default-connection = "
                                            + name
                                            + "\n"
                                            + connections
                                            + "}"))) {
                assertThat(manager.defaultConnection().name()).isEqualTo(name);
            }
        }
    }

    static Evidence<TestDatabase> theTypeIs(String type) {
        return database -> {
            assertThat(database.settings()).contains("type = " + type);
            try (DatabaseManager manager = database.connect()) {
                assertThat(Managers.it(manager).type()).isEqualTo(type);
                database.use(Managers.it(manager));
            }
        };
    }

    static void theNameIsTheKey(TestDatabase database) throws Exception {
        try (DatabaseManager manager = database.connect("name = it")) {
            assertThat(Managers.it(manager).name()).isEqualTo("it");
        }
        Rejections.of("name", "that", "must equal the connection's key 'it'; leave it out")
                .show(database);
    }

    static void tagsFindIt(TestDatabase database) {
        try (DatabaseManager manager = Managers.load(database.settings(), "tags { a_b = c }")) {
            NamedConnection it = Managers.it(manager);
            assertThat(it.tags()).isEqualTo(Map.of("a_b", "c"));
            assertThat(manager.connectionsTagged("a_b", "c")).containsExactly(it);
            assertThat(manager.connectionsTagged("a_b", "d")).isEmpty();
        }
    }
}
