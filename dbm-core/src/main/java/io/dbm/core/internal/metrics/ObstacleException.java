package io.dbm.core.internal.metrics;

/** A connection cannot be exported. */
final class ObstacleException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String connection;

    ObstacleException(String connection, String message) {
        super(message);
        this.connection = connection;
    }

    String connection() {
        return connection;
    }
}
