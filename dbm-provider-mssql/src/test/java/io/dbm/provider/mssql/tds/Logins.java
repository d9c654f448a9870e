package io.dbm.provider.mssql.tds;

import io.dbm.provider.mssql.tds.Tokens.Done;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.Driver;

/** Who may log in, and to which database; opens H2 for each. */
final class Logins {

    private static final byte[] NONE = {};

    private final String id = UUID.randomUUID().toString();
    private final Map<String, String> passwords;
    private final Map<String, String> schemas = new ConcurrentHashMap<>();
    private final List<String> databases;
    private final List<Login> admitted = new CopyOnWriteArrayList<>();
    private final AtomicInteger attempts = new AtomicInteger();
    private final Map<Integer, Session> sessions = new ConcurrentHashMap<>();
    private volatile Optional<ServerError> refusal = Optional.empty();

    Logins(Map<String, String> passwords, List<String> databases) {
        this.passwords = new ConcurrentHashMap<>(passwords);
        this.databases = databases;
    }

    void setPassword(String user, String password) {
        passwords.put(user, password);
    }

    void setDefaultSchema(String user, String schema) {
        schemas.put(user, schema);
    }

    /** Refuses everybody from now on, or nobody but strangers. */
    void refuse(Optional<ServerError> error) {
        refusal = error;
    }

    List<Login> admitted() {
        return admitted;
    }

    int attempts() {
        return attempts.get();
    }

    /** Tells the client whether it may come in, and opens its database if so. */
    Optional<Engine> admit(Login login, Session session, Tokens tokens)
            throws IOException, SQLException {
        int number = 50 + attempts.incrementAndGet();
        List<ServerError> errors = refusal.map(List::of).orElseGet(() -> faults(login));
        if (!errors.isEmpty()) {
            for (ServerError error : errors) {
                tokens.error(error);
            }
            tokens.done(Done.FAILED);
            tokens.end();
            return Optional.empty();
        }
        admitted.add(login);
        Connection h2 = open(login);
        tokens.changed(Tokens.DATABASE, login.database(), "master");
        tokens.changed(Tokens.COLLATION_CHANGE, Tokens.COLLATION, NONE);
        tokens.loginAck();
        if (login.packetSize() != 0) {
            tokens.changed(Tokens.PACKET_SIZE, Integer.toString(login.packetSize()), "4096");
        }
        tokens.done(Done.NOTHING);
        tokens.end();
        sessions.put(number, session);
        return Optional.of(new Engine(h2, new Variables(number, login), this::kill));
    }

    private void kill(int number) throws SQLException {
        Session session = sessions.remove(number);
        if (session == null) {
            throw new SQLException("there is no session " + number);
        }
        session.kill();
    }

    private List<ServerError> faults(Login login) {
        ServerError failed = ServerError.loginFailed(login.user());
        if (!login.password().equals(passwords.get(login.user()))) {
            return List.of(failed);
        }
        return databases.contains(login.database())
                ? List.of()
                : List.of(ServerError.noSuchDatabase(login.database()), failed);
    }

    private Connection open(Login login) throws SQLException {
        String options =
                ";MODE=MSSQLServer;CASE_INSENSITIVE_IDENTIFIERS=TRUE;DATABASE_TO_UPPER=FALSE"
                        + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=20000";
        // not through DriverManager, which would ask Microsoft's driver, too
        Connection h2 =
                new Driver().connect("jdbc:h2:mem:" + id + login.database() + options, null);
        String schema = schemas.getOrDefault(login.user(), "dbo");
        try (Statement statement = h2.createStatement()) {
            statement.execute("CREATE SCHEMA IF NOT EXISTS \"" + schema + "\"");
            statement.execute("SET SCHEMA \"" + schema + "\"");
        }
        return h2;
    }
}
