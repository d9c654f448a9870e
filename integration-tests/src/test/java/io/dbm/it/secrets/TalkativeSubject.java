package io.dbm.it.secrets;

import com.example.faulty.FaultyProvider;
import io.dbm.NamedConnection;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** H2 behind a driver whose errors tell the secret in every way. */
final class TalkativeSubject implements Subject {

    /** What is to be found in what it prints: else it has not been everywhere. */
    static final List<String> SIGNS =
            List.of(
                    "java.sql.SQLException: cannot log in as fake://app:******@host, that is"
                            + " '******', \"\"******\"\", or Basic ",
                    "the latest attempt to open one failed: cannot log in as fake://app:******@host",
                    "wrong: cannot log in as fake://app:******@host, that is '******', \"\"******\"\"",
                    "the secret has changed",
                    "com.zaxxer.hikari.pool.HikariPool - subject - Cannot acquire connection");

    private static final String DATABASE = "talkative";

    TalkativeSubject() {
        FaultyProvider.of(DATABASE).refusal = refusal(Secrets.RIGHT);
        FaultyProvider.of(DATABASE).wrongPassword = said -> "wrong: " + refusal(said);
    }

    private static String refusal(String secret) {
        return "cannot log in as fake://app:%s@host, that is '%s', \"%s\", or Basic %s"
                .formatted(
                        Secrets.encoded(secret),
                        secret,
                        Secrets.quoted(secret),
                        Secrets.base64("app:" + secret));
    }

    @Override
    public List<String> working() {
        return List.of(settings(DATABASE));
    }

    private static String settings(String database) {
        return "type = faulty, database = "
                + database
                + ", token = "
                + Secrets.quoted(Secrets.RIGHT);
    }

    @Override
    public Optional<String> reading(Path file) {
        return Optional.of(
                "type = faulty, database = %s, user = app, password-file = \"%s\""
                        .formatted(DATABASE, file));
    }

    @Override
    public void setSecret(String secret) {
        FaultyProvider.of(DATABASE).password = Optional.of(secret);
    }

    @Override
    public Map<String, String> failing() {
        FaultyProvider.of(DATABASE).refusals.set(1_000_000);
        return Map.of("refused", settings(DATABASE));
    }

    @Override
    public void use(NamedConnection connection, Printer printer) {
        SqlStatements.run(connection, printer);
    }

    @Override
    public boolean breakDown() {
        FaultyProvider.of(DATABASE).dead = true;
        FaultyProvider.of(DATABASE).refusals.set(1_000_000);
        return true;
    }

    @Override
    public void mend() {
        FaultyProvider.of(DATABASE).dead = false;
        FaultyProvider.of(DATABASE).refusals.set(0);
    }

    @Override
    public void close() {}
}
