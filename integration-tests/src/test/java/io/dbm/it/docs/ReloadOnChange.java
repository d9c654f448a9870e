package io.dbm.it.docs;

import io.dbm.DatabaseManager;
import io.dbm.DbmException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reloads whenever the file says something else. */
final class ReloadOnChange implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReloadOnChange.class);

    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor();
    private final DatabaseManager manager;
    private final Path file;
    private String known;

    ReloadOnChange(DatabaseManager manager, Path file, Duration every) throws IOException {
        this.manager = manager;
        this.file = file;
        this.known = Files.readString(file);
        long millis = every.toMillis();
        var unused =
                looks.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            String now = Files.readString(file);
            if (!now.equals(known)) {
                known = now; // a file that is wrong is not read again before it is mended
                manager.reload();
            }
        } catch (IOException | DbmException e) {
            LOG.error("{} was not applied; everything is as it was", file, e);
        }
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
