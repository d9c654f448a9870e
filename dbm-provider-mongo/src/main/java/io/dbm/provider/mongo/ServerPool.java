package io.dbm.provider.mongo;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** The connections to one server, as the driver's events tell of them. */
final class ServerPool {

    private enum State {
        OPENING,
        IDLE,
        IN_USE
    }

    /** By the numbers that the driver gives its connections. */
    private final Map<Long, State> connections = new HashMap<>();

    /** Callers that each have been promised one of the idle connections. */
    private int promised;

    private boolean closed;

    synchronized void opening(long connection) {
        connections.put(connection, State.OPENING);
    }

    /** Moves a connection that is open; one that was closed meanwhile stays closed. */
    synchronized void idle(long connection) {
        connections.replace(connection, State.IDLE);
    }

    synchronized void inUse(long connection) {
        connections.replace(connection, State.IN_USE);
    }

    synchronized void closed(long connection) {
        connections.remove(connection);
    }

    synchronized void close() {
        closed = true;
    }

    /** Promises a caller an idle connection, if there is one that nobody else was promised. */
    synchronized boolean promise() {
        boolean free = count(State.IDLE) > promised;
        promised += free ? 1 : 0;
        return free;
    }

    /** Ends a promise, kept or not. */
    synchronized void endPromise() {
        promised--;
    }

    synchronized int open() {
        return connections.size();
    }

    synchronized int inUse() {
        return count(State.IN_USE);
    }

    synchronized int idle() {
        return count(State.IDLE);
    }

    synchronized boolean isLive() {
        return !closed;
    }

    synchronized boolean isGone() {
        return closed && connections.isEmpty();
    }

    private int count(State state) {
        return Collections.frequency(connections.values(), state);
    }
}
