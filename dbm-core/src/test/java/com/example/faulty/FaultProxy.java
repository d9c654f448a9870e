package com.example.faulty;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A network between a driver and its server, on a port that the system picks, with the faults that
 * networks have.
 */
public final class FaultProxy implements AutoCloseable {

    private final ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final String host;
    private final int exit;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final Set<Socket> held = ConcurrentHashMap.newKeySet();
    private volatile boolean blackHole;
    private volatile boolean refusing;
    private volatile Cut cut = new Cut(null, false);

    /**
     * What the client says that has the connection reset, and whether the server still hears it.
     */
    private record Cut(String words, boolean heard) {
        boolean isIn(byte[] packet, int length) {
            return words != null
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
        start(this::accept);
    }

    /** Returns the port to connect to. */
    public int port() {
        return entrance.getLocalPort();
    }

    /** Returns how many connections were made so far. */
    public int connections() {
        return connections.get();
    }

    /** Lets all packets vanish from now on: nothing arrives, nothing is closed, nobody is told. */
    public void becomeBlackHole() {
        blackHole = true;
    }

    /** Lets packets wait from now on, on the connections that there are. */
    public void hold() {
        held.addAll(sockets);
    }

    /** Lets the packets go that had to wait. */
    public void release() {
        held.clear();
    }

    /** Resets every connection from now on, those that there are and new ones. */
    public void refuse() throws IOException {
        refusing = true;
        resetAll();
    }

    /** Lets packets and new connections through again; what has vanished stays so. */
    public void mend() {
        blackHole = false;
        refusing = false;
        cut = new Cut(null, false);
    }

    /** Resets the connection whose client says something, before the server has answered it. */
    public void resetAt(String words, boolean heardByTheServer) {
        cut = new Cut(words, heardByTheServer);
    }

    /** Resets all connections. */
    public void resetAll() throws IOException {
        for (Socket socket : sockets) {
            reset(socket);
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = entrance.accept();
            connections.incrementAndGet();
            if (refusing) {
                reset(client);
                continue;
            }
            Socket server = new Socket(host, exit);
            sockets.addAll(List.of(client, server));
            AtomicBoolean lastWords = new AtomicBoolean();
            start(() -> ask(client, server, lastWords));
            start(() -> answer(server, client, lastWords));
        }
    }

    private void ask(Socket client, Socket server, AtomicBoolean lastWords) throws IOException {
        byte[] packet = new byte[8192];
        InputStream in = client.getInputStream();
        for (int length = in.read(packet); length >= 0; length = in.read(packet)) {
            Cut now = cut;
            if (now.isIn(packet, length)) {
                if (!now.heard()) {
                    reset(client);
                    server.close();
                    return;
                }
                lastWords.set(true);
            }
            pass(packet, length, client, server);
        }
        if (!blackHole) {
            server.shutdownOutput(); // it may still have something to say
        }
    }

    private void answer(Socket server, Socket client, AtomicBoolean lastWords) throws IOException {
        byte[] packet = new byte[8192];
        InputStream in = server.getInputStream();
        for (int length = in.read(packet); length >= 0; length = in.read(packet)) {
            if (lastWords.get()) {
                reset(client);
                server.close();
                return;
            }
            pass(packet, length, server, client);
        }
        if (!blackHole) {
            client.close();
            server.close();
        }
    }

    private void pass(byte[] packet, int length, Socket from, Socket to) throws IOException {
        while (held.contains(from)) {
            LockSupport.parkNanos(1_000_000);
        }
        if (!blackHole) {
            to.getOutputStream().write(packet, 0, length);
        }
    }

    private static void reset(Socket socket) throws IOException {
        if (!socket.isClosed()) {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    private static void start(Work work) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                work.run();
                            } catch (IOException closed) {
                                // the end of the proxy, or of one of its connections
                            }
                        },
                        "fault-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private interface Work {
        void run() throws IOException;
    }
}
