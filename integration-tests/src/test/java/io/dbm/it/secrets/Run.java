package io.dbm.it.secrets;

import com.typesafe.config.ConfigFactory;
import io.dbm.ConnectFailedException;
import io.dbm.DatabaseManager;
import io.dbm.Health.Status;
import io.dbm.NamedConnection;
import io.dbm.core.Dbm;
import io.dbm.it.Conditions;
import io.dbm.spi.Credentials;
import io.dbm.spi.Secret;
import io.opentelemetry.api.OpenTelemetry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Lets one type of database succeed and fail in all ways, and prints everything: a program of its
 * own, so that what is logged is set from its start.
 */
final class Run {

    /** Short limits, and as many attempts as tell that there is more than one. */
    private static final String LIMITS =
            """
            enable-logging = true, slow-query-threshold = 1ms, enable-jmx = true, enable-tracing = true
            retry-attempts = 2, retry-delay = 1ms, connect-timeout = 5s
            acquire-timeout = 400ms, shutdown-timeout = 1s, health-check-interval = 0
            min-idle-conns = 0, max-open-conns = 3, enable-auto-reconnect = false
            """;

    /** For a run in which nobody but dbm looks whether the database is still there. */
    private static final String WATCHFUL =
            "\nhealth-check-interval = 50ms, enable-auto-reconnect = true";

    private final Subject subject;
    private final Printer printer = new Printer();

    private Run(Subject subject) {
        this.subject = subject;
    }

    /** Takes the name of a {@link Type}. */
    public static void main(String[] arguments) throws Exception {
        try (Subject subject = Type.valueOf(arguments[0]).start()) {
            logEverything();
            Run run = new Run(subject);
            for (String settings : subject.working()) {
                run.succeed(settings);
            }
            run.watch(subject.working().get(0));
            run.change();
            subject.failing().forEach(run::fail);
        }
        System.out.println("the run is complete");
        System.exit(0);
    }

    /** Some drivers use the logging of the JDK. */
    private static void logEverything() {
        Logger root = Logger.getLogger("");
        root.setLevel(Level.ALL);
        for (Handler handler : root.getHandlers()) {
            handler.setLevel(Level.ALL);
        }
        for (String quiet : new String[] {"java", "javax", "jdk", "sun", "com.sun"}) {
            Logger.getLogger(quiet).setLevel(Level.INFO);
        }
    }

    private void succeed(String settings) throws Exception {
        Dbm.Builder builder = builder(settings);
        printer.outcome("builder", () -> builder);
        try (DatabaseManager manager = builder.load()) {
            printer.reachable("loaded", manager);
            manager.connect();
            NamedConnection connection = manager.connection("subject");
            printer.outcome(
                    "credentials",
                    () ->
                            new Credentials(
                                    Optional.of("app"), Optional.of(Secret.of(Secrets.RIGHT))));
            subject.use(connection, printer);
            connection.reconnect();
            subject.use(connection, printer);
            describe(manager, connection);
            subject.breakDown();
            try {
                printer.outcome("health", connection::healthCheck);
                subject.use(connection, printer);
                printer.outcome("reconnect", () -> reconnect(connection));
                printer.outcome("health", connection::healthCheck);
                describe(manager, connection);
            } finally {
                subject.mend();
            }
        }
    }

    private void watch(String settings) throws Exception {
        try (DatabaseManager manager = builder(settings + WATCHFUL).load()) {
            manager.connect();
            NamedConnection connection = manager.connection("subject");
            Instant start = Instant.now();
            boolean breaks = subject.breakDown();
            try {
                Conditions.await(
                        () ->
                                breaks
                                        ? connection.health().consecutiveFailures() > 1
                                        : checkedSince(start, connection));
                describe(manager, connection);
            } finally {
                subject.mend();
            }
            Conditions.await(() -> connection.health().status() == Status.UP);
        }
        System.out.println("the periodic checks have found it");
    }

    /** The secret is changed, and then it is another that the server does not know. */
    private void change() throws Exception {
        Path file = Files.createTempFile("secret", "");
        try {
            Optional<String> settings = subject.reading(file);
            if (settings.isPresent()) {
                change(settings.get(), file);
            }
        } finally {
            Files.delete(file);
            subject.setSecret(Secrets.RIGHT);
        }
    }

    private void change(String settings, Path file) throws Exception {
        Files.writeString(file, Secrets.RIGHT);
        try (DatabaseManager manager = builder(settings).load()) {
            manager.connect();
            NamedConnection connection = manager.connection("subject");
            subject.setSecret(Secrets.NEXT);
            printer.outcome("reconnect", () -> reconnect(connection));
            Files.writeString(file, Secrets.NEXT);
            Conditions.await(() -> isReconnected(connection));
            subject.use(connection, printer);
            describe(manager, connection);
            subject.setSecret(Secrets.RIGHT);
            Files.writeString(file, Secrets.WRONG);
            Instant start = Instant.now();
            Conditions.await(
                    () -> {
                        printer.outcome("reconnect", () -> reconnect(connection));
                        return start.plusSeconds(2).isBefore(Instant.now());
                    });
            printer.outcome("health", connection::healthCheck);
            subject.use(connection, printer);
            describe(manager, connection);
        }
        System.out.println("the secret has changed");
    }

    private static String reconnect(NamedConnection connection) {
        connection.reconnect();
        return "done";
    }

    private static boolean isReconnected(NamedConnection connection) {
        try {
            connection.reconnect();
            return true;
        } catch (ConnectFailedException e) {
            return false;
        }
    }

    private static boolean checkedSince(Instant start, NamedConnection connection) {
        return connection.health().checkedAt().filter(start::isBefore).isPresent();
    }

    private void describe(DatabaseManager manager, NamedConnection connection) {
        printer.outcome("manager", () -> manager);
        printer.outcome("connection", () -> connection);
        printer.outcome("health", connection::health);
        printer.outcome("tags", connection::tags);
        printer.outcome("stats", connection::stats);
        printer.outcome("stats of all", manager::stats);
        printer.outcome("plugins", manager::plugins);
        printer.reachable("all objects", manager);
        printer.jmx();
    }

    private void fail(String what, String settings) {
        printer.outcome(
                what,
                () -> {
                    try (DatabaseManager manager = builder(settings).load()) {
                        printer.reachable("loaded", manager);
                        manager.connect();
                        throw new IllegalStateException(what + " was to fail");
                    }
                });
    }

    private static Dbm.Builder builder(String settings) {
        return Dbm.builder()
                .service(OpenTelemetry.class, PrintedSpans.telemetry())
                .config(
                        ConfigFactory.parseString(
                                "dbmanager.connections.subject {\n" + LIMITS + settings + "\n}"));
    }
}
