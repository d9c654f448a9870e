package io.dbm.core.internal.config;

import io.dbm.core.internal.settings.LayeredSettings;
import io.dbm.spi.Limits;
import io.dbm.spi.SettingKey;
import java.time.Duration;
import java.util.Set;

/** Reads the pool limits and timeouts, and rejects those that cannot be honoured. */
final class LimitsReader {

    private LimitsReader() {}

    /**
     * Reads the limits.
     *
     * @param unsupported the keys that the type cannot honour
     */
    static Limits limits(LayeredSettings settings, Set<String> unsupported) {
        int maxOpen =
                unsupported.contains(CommonKeys.MAX_OPEN_CONNS.name())
                        ? 0
                        : settings.valueOf(CommonKeys.MAX_OPEN_CONNS);
        int maxIdle =
                unsupported.contains(CommonKeys.MAX_IDLE_CONNS.name())
                        ? maxOpen
                        : settings.valueOf(CommonKeys.MAX_IDLE_CONNS);
        int minIdle = settings.valueOf(CommonKeys.MIN_IDLE_CONNS);
        noMoreThan(settings, minIdle, CommonKeys.MAX_OPEN_CONNS, maxOpen);
        noMoreThan(settings, minIdle, CommonKeys.MAX_IDLE_CONNS, maxIdle);
        return new Limits(
                maxOpen,
                maxIdle,
                minIdle,
                settings.valueOf(CommonKeys.CONN_MAX_LIFETIME),
                settings.valueOf(CommonKeys.CONN_MAX_IDLE_TIME),
                moreThanZero(settings, CommonKeys.ACQUIRE_TIMEOUT),
                moreThanZero(settings, CommonKeys.CONNECT_TIMEOUT),
                unsupported.contains(CommonKeys.KEEP_ALIVE_INTERVAL.name())
                        ? Duration.ZERO
                        : settings.valueOf(CommonKeys.KEEP_ALIVE_INTERVAL),
                settings.valueOf(CommonKeys.LEAK_DETECTION_THRESHOLD),
                settings.valueOf(CommonKeys.QUERY_TIMEOUT));
    }

    static RetryPolicy retry(LayeredSettings settings) {
        Duration delay = settings.valueOf(CommonKeys.RETRY_DELAY);
        Duration longest = settings.valueOf(CommonKeys.RETRY_MAX_DELAY);
        if (delay.compareTo(longest) > 0) {
            settings.reject(
                    settings.isWritten(CommonKeys.RETRY_MAX_DELAY)
                            ? CommonKeys.RETRY_MAX_DELAY
                            : CommonKeys.RETRY_DELAY,
                    "retry-delay is more than retry-max-delay, "
                            + delay.toMillis()
                            + " ms and "
                            + longest.toMillis()
                            + " ms; lower the one or raise the other");
        }
        return new RetryPolicy(settings.valueOf(CommonKeys.RETRY_ATTEMPTS), delay, longest);
    }

    private static void noMoreThan(
            LayeredSettings settings, int minIdle, SettingKey<Integer> ceilingKey, int ceiling) {
        if (minIdle > ceiling) {
            settings.reject(
                    CommonKeys.MIN_IDLE_CONNS,
                    minIdle
                            + " is more than "
                            + ceilingKey
                            + ", which is "
                            + ceiling
                            + "; lower the one or raise the other");
        }
    }

    private static Duration moreThanZero(LayeredSettings settings, SettingKey<Duration> key) {
        Duration value = settings.valueOf(key);
        if (value.isZero()) {
            settings.reject(key, "must be more than 0: nothing here waits for ever");
            return Duration.ofSeconds(1);
        }
        return value;
    }
}
