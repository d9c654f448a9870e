package com.example.faulty;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.concurrent.locks.LockSupport;

/** One connection through a network: a client's socket, a server's, and a thread for each way. */
final class Link {

    private final FaultProxy network;
    private final Socket client;
    private final Socket server;
    private volatile boolean held;
    private volatile boolean torn;
    private volatile boolean endVanished;
    private volatile boolean lastWords;

    Link(FaultProxy network, Socket client, Socket server) {
        this.network = network;
        this.client = client;
        this.server = server;
    }

    void start() {
        start(() -> run(this::ask));
        start(() -> run(this::answer));
    }

    void hold(boolean now) {
        held = now;
    }

    /** Closes both ends if one has gone while nobody could be told. */
    void tellOfEnd() {
        if (endVanished) {
            close();
        }
    }

    private void run(Work way) {
        try {
            way.run();
        } catch (IOException broken) {
            end();
        }
    }

    private void ask() throws IOException {
        byte[] packet = new byte[8192];
        InputStream in = client.getInputStream();
        for (int length = in.read(packet); length >= 0; length = in.read(packet)) {
            FaultProxy.Cut cut = network.cut();
            if (cut.isIn(packet, length)) {
                if (!cut.heard()) {
                    cutOff();
                    return;
                }
                lastWords = true;
            }
            pass(packet, length, server);
        }
        if (network.isBlackHole()) {
            end();
        } else {
            server.shutdownOutput(); // it may still have something to say
        }
    }

    private void answer() throws IOException {
        byte[] packet = new byte[8192];
        InputStream in = server.getInputStream();
        for (int length = in.read(packet); length >= 0; length = in.read(packet)) {
            if (lastWords) {
                cutOff();
                return;
            }
            pass(packet, length, client);
        }
        end();
    }

    private void pass(byte[] packet, int length, Socket to) throws IOException {
        long late = network.delay().toNanos();
        if (late > 0) {
            LockSupport.parkNanos(late);
        }
        while (held) {
            LockSupport.parkNanos(1_000_000);
        }
        if (network.isBlackHole()) {
            torn = true;
        }
        if (!torn) {
            to.getOutputStream().write(packet, 0, length);
        }
    }

    private void cutOff() {
        reset(client);
        close();
    }

    private void end() {
        endVanished = true;
        if (!network.isBlackHole()) {
            close();
        }
    }

    void reset() {
        reset(client);
        reset(server);
        network.ended(this);
    }

    static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // it is closed
        }
    }

    void close() {
        closeQuietly(client);
        closeQuietly(server);
        network.ended(this);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is closed
        }
    }

    static void start(Work work) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                work.run();
                            } catch (IOException closed) {
                                // the end of the network, or of a connection
                            }
                        },
                        "fault-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    interface Work {
        void run() throws IOException;
    }
}
