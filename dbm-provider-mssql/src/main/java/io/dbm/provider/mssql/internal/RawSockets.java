package io.dbm.provider.mssql.internal;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The sockets of one physical connection, below TLS: nobody who closes one of these has to wait,
 * and whoever waits for the network is told at once. A TLS socket, which is all that the driver
 * itself closes, waits at its end for the very read that it is to end.
 *
 * <p>There is one at a time, but while the driver tries several addresses, or has found the
 * connection broken and opens it anew.
 */
public final class RawSockets implements AutoCloseable {

    private static final AtomicLong COUNT = new AtomicLong();

    /** By their keys, which is all that the driver passes on: until they are closed. */
    private static final Map<String, RawSockets> OPEN = new ConcurrentHashMap<>();

    private final String key = String.valueOf(COUNT.incrementAndGet());
    private final List<Socket> sockets = new ArrayList<>(1);
    private final Supplier<Socket> maker;
    private boolean closed;

    private RawSockets(Supplier<Socket> maker) {
        this.maker = maker;
    }

    /**
     * Begins to remember those of a physical connection, which is about to be opened.
     *
     * @param maker of each, unconnected
     */
    public static RawSockets open(Supplier<Socket> maker) {
        RawSockets sockets = new RawSockets(maker);
        OPEN.put(sockets.key, sockets);
        return sockets;
    }

    /** Returns what stands for those of a physical connection whose sockets others make. */
    public static RawSockets none() {
        return new RawSockets(Socket::new);
    }

    /** Returns what {@link RawSocketFactory} is to be told. */
    public String key() {
        return key;
    }

    /** Returns those of a key, or throws if the physical connection is closed. */
    static RawSockets of(String key) throws SocketException {
        RawSockets sockets = OPEN.get(key);
        if (sockets == null) {
            throw new SocketException("the connection is closed");
        }
        return sockets;
    }

    /** Returns the keys of all that are remembered now and have made a socket. */
    public static Set<String> keys() {
        return OPEN.values().stream()
                .filter(RawSockets::hasMade)
                .map(RawSockets::key)
                .collect(Collectors.toSet());
    }

    private synchronized boolean hasMade() {
        return !sockets.isEmpty();
    }

    /** Makes another, unless they are closed. */
    synchronized Socket make() throws SocketException {
        if (closed) {
            throw new SocketException("the connection is closed");
        }
        Socket socket = maker.get();
        sockets.removeIf(Socket::isClosed);
        sockets.add(socket);
        return socket;
    }

    /** Closes and forgets them, and lets the driver make no other. */
    @Override
    public void close() {
        OPEN.remove(key);
        synchronized (this) {
            closed = true;
            sockets.forEach(RawSockets::closeQuietly);
            sockets.clear();
        }
    }

    /** Closes a socket that is of no use to anybody any more. */
    public static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is closed
        }
    }
}
