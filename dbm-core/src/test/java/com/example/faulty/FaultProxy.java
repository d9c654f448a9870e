package com.example.faulty;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network between a driver and its server, on a port that the system picks, with the faults that
 * networks have. Where there is no server, connections are reset.
 */
public final class FaultProxy implements AutoCloseable {

    private static final Cut NONE = new Cut("", false);

    private final ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final String host;
    private final int exit;
    private final AtomicInteger connections = new AtomicInteger();
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private volatile boolean blackHole;
    private volatile boolean refusing;
    private volatile Duration delay = Duration.ZERO;
    private volatile Cut cut = NONE;

    /**
     * What the client says that has the connection reset, and whether the server still hears it.
     */
    record Cut(String words, boolean heard) {
        boolean isIn(byte[] packet, int length) {
            return !words.isEmpty()
                    && new String(packet, 0, length, StandardCharsets.ISO_8859_1).contains(words);
        }
    }

    /** Leads to a port of this machine. */
    public FaultProxy(int exit) throws IOException {
        this(InetAddress.getLoopbackAddress().getHostAddress(), exit);
    }

    /** Leads to a port of a host. */
    public FaultProxy(String host, int exit) throws IOException {
        this.host = host;
        this.exit = exit;
        Link.start(this::accept);
    }

    /** Returns the port to connect to. */
    public int port() {
        return entrance.getLocalPort();
    }

    /** Returns how many connections were made so far. */
    public int connections() {
        return connections.get();
    }

    /** Returns how many connections there are now. */
    public int open() {
        return links.size();
    }

    /** Lets all packets vanish from now on: nothing arrives, nothing is closed, nobody is told. */
    public void becomeBlackHole() {
        blackHole = true;
    }

    /** Lets packets wait from now on, on the connections that there are. */
    public void hold() {
        links.forEach(link -> link.hold(true));
    }

    /** Lets the packets go that had to wait. */
    public void release() {
        links.forEach(link -> link.hold(false));
    }

    /** Lets each packet be so late from now on. */
    public void delay(Duration by) {
        delay = by;
    }

    /** Resets every connection from now on, those that there are and new ones. */
    public void refuse() {
        refusing = true;
        resetAll();
    }

    /**
     * Lets packets and new connections through again. A connection that has lost a packet gets no
     * other through, as one of TCP would not; that an end of it has gone is known now.
     */
    public void mend() {
        blackHole = false;
        refusing = false;
        delay = Duration.ZERO;
        cut = NONE;
        links.forEach(Link::tellOfEnd);
    }

    /** Resets the connection whose client says something, before the server has answered it. */
    public void resetAt(String words, boolean heardByTheServer) {
        cut = new Cut(words, heardByTheServer);
    }

    /** Resets all connections. */
    public void resetAll() {
        links.forEach(Link::reset);
    }

    boolean isBlackHole() {
        return blackHole;
    }

    Duration delay() {
        return delay;
    }

    Cut cut() {
        return cut;
    }

    void ended(Link link) {
        links.remove(link);
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = entrance.accept();
            connections.incrementAndGet();
            Link link = refusing ? null : connect(client);
            if (link == null) {
                Link.reset(client);
            } else {
                links.add(link);
                link.start();
                if (refusing || entrance.isClosed()) {
                    link.reset(); // it was not among all when they were reset
                }
            }
        }
    }

    private Link connect(Socket client) {
        try {
            return new Link(this, client, new Socket(host, exit));
        } catch (IOException noServer) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        links.forEach(Link::close);
    }
}
