package io.dbm.provider.mongo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** A network between the driver and the server that can be made to fail. */
final class Tunnel implements AutoCloseable {

    private final ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final String host;
    private final int port;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final Set<Socket> held = ConcurrentHashMap.newKeySet();
    private volatile boolean blackHole;
    private volatile boolean refusing;

    Tunnel(Server server) throws IOException {
        this.host = server.host();
        this.port = server.port();
        start(this::accept);
    }

    int port() {
        return entrance.getLocalPort();
    }

    /** From now on packets vanish: nothing arrives, nothing is closed, nobody is told. */
    void becomeBlackHole() {
        blackHole = true;
    }

    /** From now on packets on the connections that there are have to wait. */
    void hold() {
        held.addAll(sockets);
    }

    /** Lets the packets go that had to wait. */
    void release() {
        held.clear();
    }

    /** From now on every connection, old and new, is reset. */
    void reset() throws IOException {
        refusing = true;
        for (Socket each : sockets) {
            resetNow(each);
        }
    }

    /** From now on new connections pass. */
    void mend() {
        blackHole = false;
        refusing = false;
    }

    private static void resetNow(Socket socket) throws IOException {
        if (!socket.isClosed()) {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = entrance.accept();
            if (refusing) {
                resetNow(client);
                continue;
            }
            sockets.add(client);
            Socket server = new Socket(host, port);
            sockets.add(server);
            start(() -> pump(client, server));
            start(() -> pump(server, client));
        }
    }

    private void pump(Socket from, Socket to) throws IOException {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] packet = new byte[8192];
        for (int length = in.read(packet); length >= 0; length = in.read(packet)) {
            while (held.contains(from)) {
                LockSupport.parkNanos(1_000_000);
            }
            if (!blackHole) {
                out.write(packet, 0, length);
            }
        }
        if (!blackHole) {
            to.close();
        }
    }

    private static void start(Work work) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                work.run();
                            } catch (IOException e) {
                                // one end is closed
                            }
                        },
                        "tunnel");
        thread.setDaemon(true);
        thread.start();
    }

    private interface Work {
        void run() throws IOException;
    }

    @Override
    public void close() throws IOException {
        held.clear();
        entrance.close();
        for (Socket each : sockets) {
            each.close();
        }
    }
}
