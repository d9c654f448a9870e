package io.dbm.it.fuzz;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import io.dbm.ConfigurationException;
import io.dbm.ConnectFailedException;
import io.dbm.DatabaseManager;
import io.dbm.core.Dbm;
import io.dbm.it.secrets.Printer;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Loads one file in one of the ways there are, and connects if it names SQLite alone. */
final class Trial {

    /** How an application may have dbm load a file. */
    enum Way {
        PROPERTY,
        CLASS_LOADER,
        UNRESOLVED,
        RESOLVED
    }

    /** What came of it. */
    enum Outcome {
        REFUSED,
        LOADED,
        CONNECTED,
        NOT_CONNECTED,
        CLOSED_WHILE_CONNECTING,
        /** The application's own call of Typesafe Config failed: no concern of dbm. */
        NOT_EVEN_PARSED
    }

    private final Path file;
    private final Way way;
    private final Printer printer;
    private final Watch watch;
    private final Duration patience;

    Trial(Path file, Way way, Printer printer, Duration patience, Watch watch) {
        this.file = file;
        this.way = way;
        this.printer = printer;
        this.watch = watch;
        this.patience = patience;
    }

    /** Anything that is thrown here is a failure. */
    Outcome run() throws Exception {
        Optional<Config> config = Optional.empty();
        if (way == Way.UNRESOLVED || way == Way.RESOLVED) {
            try {
                config = Optional.of(parsed());
            } catch (ConfigException | StackOverflowError e) {
                return Outcome.NOT_EVEN_PARSED;
            }
        }
        try (DatabaseManager manager = load(config)) {
            watch.nothingIsOpen();
            printer.reachable("loaded", manager);
            boolean inFolder =
                    manager.connections().stream().allMatch(it -> it.type().equals("sqlite"));
            return inFolder ? connect(manager) : Outcome.LOADED;
        } catch (ConfigurationException e) {
            watch.nothingIsOpen();
            printer.outcome("refused", () -> e);
            check(e);
            return Outcome.REFUSED;
        }
    }

    private Config parsed() {
        Config parsed =
                ConfigFactory.parseFile(
                        file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
        return way == Way.RESOLVED
                ? ConfigFactory.parseProperties(System.getProperties())
                        .withFallback(parsed)
                        .resolve()
                : ConfigFactory.parseProperties(System.getProperties()).withFallback(parsed);
    }

    private DatabaseManager load(Optional<Config> config) throws IOException {
        if (config.isPresent()) {
            return Dbm.load(config.get());
        }
        if (way == Way.CLASS_LOADER) {
            URL[] folder = {file.getParent().toUri().toURL()};
            try (URLClassLoader loader = new URLClassLoader(folder, Trial.class.getClassLoader())) {
                return Dbm.builder().classLoader(loader).load();
            }
        }
        System.setProperty("config.file", file.toString());
        try {
            return Dbm.load();
        } finally {
            System.clearProperty("config.file");
        }
    }

    private Outcome connect(DatabaseManager manager) throws Exception {
        CompletableFuture<Void> connecting = CompletableFuture.runAsync(manager::connect);
        try {
            connecting.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            printer.reachable("connected", manager);
            return Outcome.CONNECTED;
        } catch (TimeoutException e) {
            manager.close();
            connecting.exceptionally(failure -> null).get();
            return Outcome.CLOSED_WHILE_CONNECTING;
        } catch (ExecutionException e) {
            printer.outcome("connect", () -> e.getCause());
            if (e.getCause() instanceof ConnectFailedException) {
                return Outcome.NOT_CONNECTED;
            }
            throw e;
        }
    }

    private static void check(ConfigurationException e) {
        for (ConfigurationException.Problem problem : e.problems()) {
            if (problem.message().isBlank() || problem.toString().contains("fault of the plugin")) {
                throw new AssertionError("blames a plugin, or says nothing", e);
            }
            if (problem.path().isEmpty() && e.problems().size() > 1) {
                throw new AssertionError("names no path", e);
            }
            if (problem.origin().isEmpty() && !problem.path().equals("dbmanager")) {
                throw new AssertionError("names no origin", e);
            }
        }
    }

    /** Sees that nothing is open that should not be. */
    interface Watch {
        void nothingIsOpen();
    }
}
