package io.dbm.it.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.dbm.DatabaseManager;
import io.dbm.core.Dbm;
import io.dbm.it.reference.TestDatabase.Held;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;

/** What JMX shows of a connection; the same on every type. */
final class JmxEvidence {

    private JmxEvidence() {}

    static void itsHealthAndFiguresAreShown(TestDatabase database) throws Exception {
        MBeanServer server = MBeanServerFactory.newMBeanServer();
        ObjectName name = new ObjectName("io.dbm:type=Connection,name=\"it\"");
        try (DatabaseManager manager = connect(database, server, true)) {
            try (Held held = database.hold(Managers.it(manager))) {
                assertThat(server.getAttribute(name, "Status")).isEqualTo("UP");
                assertThat(server.getAttribute(name, "InUse")).isEqualTo(1);
                assertThat(held.isAlive()).isTrue();
            }
            assertThat(server.invoke(name, "checkHealth", null, null)).isEqualTo("UP");
        }
        try (DatabaseManager manager = connect(database, server, false)) {
            database.use(Managers.it(manager));
            assertThat(server.isRegistered(name)).isFalse();
        }
    }

    private static DatabaseManager connect(
            TestDatabase database, MBeanServer server, boolean enabled) {
        String config =
                "dbmanager.connections.it {\n%s\nenable-jmx = %s }"
                        .formatted(database.settings(), enabled);
        DatabaseManager manager =
                Dbm.builder()
                        .config(ConfigFactory.parseString(config))
                        .service(MBeanServer.class, server)
                        .load();
        manager.connect();
        return manager;
    }
}
