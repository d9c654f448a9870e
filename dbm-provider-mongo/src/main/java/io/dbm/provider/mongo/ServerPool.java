package io.dbm.provider.mongo;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The connections to one server, as the driver's events tell of them. */
final class ServerPool {

    private enum State {
        OPENING,
        IDLE,
        IN_USE
    }

    /** By the numbers that the driver gives its connections. */
    private final Map<Long, State> connections = new HashMap<>();

    /** When each was created, by the clock that the driver tells their age by. */
    private final Map<Long, Long> created = new HashMap<>();

    /** In the order in which they came. */
    private final Set<Borrow> borrows = new LinkedHashSet<>();

    private boolean closed;

    synchronized void opening(long connection) {
        connections.put(connection, State.OPENING);
        created.put(connection, System.currentTimeMillis());
    }

    /** Moves a connection that is open; one that was closed meanwhile stays closed. */
    synchronized void idle(long connection) {
        connections.replace(connection, State.IDLE);
    }

    synchronized void inUse(long connection) {
        connections.replace(connection, State.IN_USE);
        breakPromises();
    }

    /** Lends a connection to whom wanted one, which ends that borrow. */
    synchronized void lend(long connection, Borrow borrow, long nanos) {
        end(borrow, nanos);
        inUse(connection);
    }

    /** Takes a connection out, and returns its age in milliseconds. */
    synchronized long closed(long connection) {
        connections.remove(connection);
        breakPromises();
        long now = System.currentTimeMillis();
        Long since = created.remove(connection);
        return since == null ? 0 : now - since;
    }

    synchronized void close() {
        closed = true;
    }

    /** Promises an idle connection, if there is one that nobody who came before will take. */
    synchronized void begin(Borrow borrow) {
        long before = borrows.stream().filter(it -> it.state() != Borrow.State.OPENING).count();
        if (count(State.IDLE) <= before) {
            borrow.await(Borrow.State.WAITING);
        }
        borrows.add(borrow);
    }

    synchronized void opens(Borrow borrow) {
        borrow.await(Borrow.State.OPENING);
    }

    synchronized void end(Borrow borrow, long nanos) {
        if (borrows.remove(borrow)) {
            borrow.end(nanos);
        }
    }

    /** Lets the last that were promised something wait, if others have taken it. */
    private void breakPromises() {
        borrows.stream()
                .filter(it -> it.state() == Borrow.State.PROMISED)
                .skip(count(State.IDLE))
                .forEach(it -> it.await(Borrow.State.WAITING));
    }

    synchronized int pending() {
        return (int) borrows.stream().filter(Borrow::isPending).count();
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
        return closed && connections.isEmpty() && borrows.isEmpty();
    }

    private int count(State state) {
        return Collections.frequency(connections.values(), state);
    }
}
