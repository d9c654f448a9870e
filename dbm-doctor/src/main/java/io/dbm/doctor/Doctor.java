package io.dbm.doctor;

import io.dbm.ConfigurationException;
import io.dbm.ConnectionNotFoundException;
import io.dbm.core.internal.config.ConnectionConfig;
import io.dbm.core.internal.trial.Trial;
import io.dbm.core.internal.trial.Trials;
import io.dbm.doctor.Arguments.UsageException;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.logging.LogManager;

/**
 * Tries every connection of a configuration, and says what is wrong with which.
 *
 * @since 0.1.0
 */
public final class Doctor {

    private static final int WELL = 0;
    private static final int UNUSABLE_CONNECTION = 1;
    private static final int WRONG_FILE_OR_COMMAND = 2;

    private final PrintStream out;
    private final PrintStream err;
    private final Terminal terminal;

    Doctor(PrintStream out, PrintStream err, Terminal terminal) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
    }

    /**
     * Checks a file: {@code check FILE}; {@code --help} says what else. Ends the JVM with exit code
     * 0 if all connections can be used, 1 if one cannot, and 2 if the file or the command is wrong.
     */
    public static void main(String[] arguments) {
        silenceDrivers();
        Doctor doctor = new Doctor(System.out, System.err, Terminal.ofThisProcess());
        int code = doctor.runOrTellWhere(List.of(arguments));
        System.out.flush();
        System.exit(code);
    }

    /** What they log of a failure is in the answer, without secrets. */
    private static void silenceDrivers() {
        LogManager.getLogManager().reset();
        System.setProperty("slf4j.internal.verbosity", "ERROR"); // there need be no logger
    }

    /**
     * As {@link #run}; of a fault its place is told and not its message, which may hold a secret.
     */
    int runOrTellWhere(List<String> words) {
        try {
            return run(words);
        } catch (RuntimeException | Error fault) {
            err.println("a fault of dbm, or of a plugin: " + fault.getClass().getName());
            for (StackTraceElement place : fault.getStackTrace()) {
                err.println("    at " + place);
            }
            return WRONG_FILE_OR_COMMAND;
        }
    }

    /** Does what is asked for, and returns the exit code. */
    int run(List<String> words) {
        if (words.contains("--help")) {
            out.print(Arguments.USAGE);
            return WELL;
        }
        if (words.contains("--version")) {
            out.println("dbm-doctor " + version());
            return WELL;
        }
        try {
            return check(Arguments.parse(words));
        } catch (UsageException | InvalidPathException e) {
            err.println(Words.plain(String.valueOf(e.getMessage())));
            err.println();
            err.print(Arguments.USAGE);
            return WRONG_FILE_OR_COMMAND;
        }
    }

    private int check(Arguments asked) {
        Path file = asked.file().toAbsolutePath().normalize();
        ClassLoader loader = Doctor.class.getClassLoader();
        try (Trials trials = Trials.of(file, loader)) {
            List<ConnectionConfig> chosen = chosen(trials.connections(), asked.names());
            Report report =
                    new Report(
                            version(),
                            file.toString(),
                            trials.plugins(),
                            trials.pluginFaults(),
                            tried(chosen, trials));
            show(report, asked.json());
            return report.isWell() ? WELL : UNUSABLE_CONNECTION;
        } catch (ConfigurationException e) {
            if (asked.json()) {
                out.println(JsonReport.of(version(), file.toString(), e));
            } else {
                err.println(e.getMessage());
            }
            return WRONG_FILE_OR_COMMAND;
        } catch (ConnectionNotFoundException e) {
            String message = Words.plain(String.valueOf(e.getMessage()));
            if (asked.json()) {
                out.println(JsonReport.of(version(), file.toString(), message));
            } else {
                err.println(message);
            }
            return WRONG_FILE_OR_COMMAND;
        }
    }

    private static List<ConnectionConfig> chosen(List<ConnectionConfig> all, List<String> names) {
        Map<String, ConnectionConfig> byName = new TreeMap<>();
        all.forEach(connection -> byName.put(connection.name(), connection));
        for (String name : names) {
            if (!byName.containsKey(name)) {
                throw new ConnectionNotFoundException(name, byName.keySet());
            }
        }
        return all.stream()
                .filter(connection -> names.isEmpty() || names.contains(connection.name()))
                .toList();
    }

    /** Tries all of them side by side, and tells of each as it ends. */
    private List<Trial> tried(List<ConnectionConfig> connections, Trials trials) {
        int all = connections.size();
        err.printf(
                "trying %d %s, each once and within its connect-timeout%n",
                all, all == 1 ? "connection" : "connections");
        Progress progress = new Progress(all);
        List<CompletableFuture<Trial>> begun =
                connections.stream()
                        .map(connection -> trials.begin(connection).thenApply(progress::tell))
                        .toList();
        return begun.stream().map(CompletableFuture::join).toList();
    }

    /** Counts those that have ended. */
    private final class Progress {
        private final int all;
        private int ended;

        Progress(int all) {
            this.all = all;
        }

        synchronized Trial tell(Trial trial) {
            ended++;
            tellOf(trial, ended, all);
            return trial;
        }
    }

    private void tellOf(Trial trial, int number, int all) {
        err.printf(
                "[%d/%d] %s: %s after %s%n",
                number,
                all,
                Words.plain(trial.connection().name()),
                trial.failure().isEmpty() ? "open" : "failed",
                Words.took(trial.took()));
    }

    private void show(Report report, boolean json) {
        if (json) {
            out.println(JsonReport.of(report));
        } else {
            new TextReport(report, terminal).lines().forEach(out::println);
        }
    }

    private static String version() {
        return Optional.ofNullable(Doctor.class.getPackage().getImplementationVersion())
                .orElse("unknown");
    }
}
