package io.dbm.provider.mongo;

import com.mongodb.event.CommandFailedEvent;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.event.CommandSucceededEvent;
import io.dbm.spi.StatementListener;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells which commands callers of one client run, by their names and what they are about: their
 * bodies are full of values.
 */
final class CommandNames implements CommandListener {

    private final StatementListener listener;
    private final BooleanSupplier isCounted;
    private final Map<Integer, String> running = new ConcurrentHashMap<>();

    /**
     * Tells nothing yet.
     *
     * @param isCounted whether a caller runs something on this thread, and not dbm
     */
    CommandNames(StatementListener listener, BooleanSupplier isCounted) {
        this.listener = listener;
        this.isCounted = isCounted;
    }

    @Override
    public void commandStarted(CommandStartedEvent event) {
        if (isCounted.getAsBoolean()) {
            running.put(event.getRequestId(), described(event));
        }
    }

    /** The collection is what the command's name stands for; a further batch says it elsewhere. */
    private static String described(CommandStartedEvent event) {
        String what = event.getCommandName() + " " + event.getDatabaseName();
        return Stream.of(event.getCommandName(), "collection")
                .map(event.getCommand()::get)
                .filter(each -> each != null && each.isString())
                .findFirst()
                .map(collection -> what + "." + collection.asString().getValue())
                .orElse(what);
    }

    @Override
    public void commandSucceeded(CommandSucceededEvent event) {
        ended(event.getRequestId(), event.getElapsedTime(TimeUnit.NANOSECONDS), null);
    }

    @Override
    public void commandFailed(CommandFailedEvent event) {
        ended(
                event.getRequestId(),
                event.getElapsedTime(TimeUnit.NANOSECONDS),
                event.getThrowable());
    }

    private void ended(int request, long nanos, @Nullable Throwable failure) {
        String command = running.remove(request);
        if (command != null) {
            listener.ran(command, Duration.ofNanos(nanos), Optional.ofNullable(failure));
        }
    }
}
