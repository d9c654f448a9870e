package io.dbm.it;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LocationAwareLogger;

/** What is logged while something is done. */
public final class CapturedLog {

    private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

    /** What is done while the log is looked at. */
    public interface Step {
        void take(Supplier<String> log) throws Exception;
    }

    private CapturedLog() {}

    /** Returns what is logged by this logger, and maybe others, at INFO and above. */
    public static String of(String name, Step step) throws Exception {
        return of(name, LocationAwareLogger.INFO_INT, step);
    }

    /** Returns what is logged by this logger, and maybe others, at DEBUG and above. */
    public static String ofDebug(String name, Step step) throws Exception {
        return of(name, LocationAwareLogger.DEBUG_INT, step);
    }

    private static String of(String name, int lowest, Step step) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ONE_AT_A_TIME.lock();
        PrintStream before = System.err;
        int level = setLevel(name, lowest);
        System.setErr(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            step.take(() -> out.toString(StandardCharsets.UTF_8));
        } finally {
            System.setErr(before);
            setLevel(name, level);
            ONE_AT_A_TIME.unlock();
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Tests usually see errors alone, and the logger of tests cannot be told otherwise. */
    private static int setLevel(String name, int level) throws ReflectiveOperationException {
        Logger logger = LoggerFactory.getLogger(name);
        Field field = logger.getClass().getDeclaredField("currentLogLevel");
        field.setAccessible(true);
        int before = field.getInt(logger);
        field.setInt(logger, level);
        return before;
    }
}
