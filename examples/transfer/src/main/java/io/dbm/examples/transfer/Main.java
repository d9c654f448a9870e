package io.dbm.examples.transfer;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** Moves money while things are killed, and prints what became of it. */
public final class Main {

    private Main() {}

    /**
     * Plays all acts, and fails unless every figure is right; leaves nothing behind.
     *
     * @param arguments none; for the JVM that will be killed, the folder and the port
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0) {
            int port = Integer.parseInt(arguments[1]);
            KilledApplication.beTheVictim(
                    Path.of(arguments[0]), port == 0 ? OptionalInt.empty() : OptionalInt.of(port));
            return;
        }
        play(System.out, Path.of(System.getProperty("java.io.tmpdir")), true);
    }

    /**
     * Plays all acts.
     *
     * @param parent of the folder that everything is in
     * @param onPostgres whether to try PostgreSQL first
     */
    static void play(PrintStream out, Path parent, boolean onPostgres) throws Exception {
        try (TemporaryFolder folder = TemporaryFolder.createIn(parent)) {
            Optional<TemporaryPostgres> postgres =
                    onPostgres ? startPostgres(folder.path(), out) : Optional.empty();
            try {
                play(out, folder.path(), postgres);
            } finally {
                if (postgres.isPresent()) {
                    postgres.get().close();
                }
            }
        }
    }

    private static Optional<TemporaryPostgres> startPostgres(Path folder, PrintStream out) {
        try {
            TemporaryPostgres server = TemporaryPostgres.start(folder);
            out.println("A PostgreSQL server runs on port " + server.port() + ".");
            return Optional.of(server);
        } catch (IOException | RuntimeException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            out.println("No PostgreSQL here (" + reason + "), so the bank is a SQLite file.");
            return Optional.empty();
        }
    }

    private static void play(PrintStream out, Path folder, Optional<TemporaryPostgres> postgres)
            throws Exception {
        OptionalInt port =
                postgres.isPresent() ? OptionalInt.of(postgres.get().port()) : OptionalInt.empty();
        try (Bank bank = Bank.open(folder, port)) {
            bank.books().open();
            Story story = new Story(out, bank.books());
            story.title(String.join(", ", Books.NAMES) + " have " + Books.OPENING + " each");
            story.audit();
            new ManyTransfers(story, bank).play();
            new KilledApplication(story, bank, folder, port).play();
            if (postgres.isPresent()) {
                new KilledDatabase(story, bank, postgres.get()).play();
            } else {
                story.title("3. SQLite has no server that could be killed");
            }
        }
        out.println();
        out.println("Every figure was right.");
    }
}
