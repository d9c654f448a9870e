package io.dbm;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One or more connections could not be opened. The message names each with its reason; the
 * exceptions themselves are {@linkplain #getSuppressed() suppressed} ones of this.
 *
 * @since 0.1.0
 */
public final class ConnectFailedException extends DbmException {

    private static final long serialVersionUID = 1L;

    /** Why, by connection. */
    @SuppressWarnings("serial") // an unmodifiable LinkedHashMap of strings
    private final Map<String, String> reasons;

    /**
     * Makes an error of at least one failure.
     *
     * @param failures what went wrong, by connection; their messages must hold no secret
     */
    public ConnectFailedException(Map<String, ? extends Throwable> failures) {
        super(describe(failures), failures.values().iterator().next());
        Map<String, String> messages = new LinkedHashMap<>();
        failures.forEach((name, failure) -> messages.put(name, reason(failure)));
        reasons = java.util.Collections.unmodifiableMap(messages);
        failures.values().stream().skip(1).forEach(this::addSuppressed);
    }

    /** Returns why each connection failed, by its name. */
    public Map<String, String> reasons() {
        return reasons;
    }

    private static String describe(Map<String, ? extends Throwable> failures) {
        String heading =
                failures.size() == 1
                        ? "a connection could not be opened:"
                        : failures.size() + " connections could not be opened:";
        return failures.entrySet().stream()
                .map(failure -> "\n  - " + failure.getKey() + ": " + reason(failure.getValue()))
                .collect(Collectors.joining("", heading, ""));
    }

    private static String reason(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getName() : message;
    }
}
