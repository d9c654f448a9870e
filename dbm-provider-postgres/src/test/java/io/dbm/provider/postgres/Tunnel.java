package io.dbm.provider.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A network between the driver and the server, whose packets can be made to vanish: nothing
 * arrives, nothing is closed, nobody is told.
 */
final class Tunnel implements AutoCloseable {

    private final ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int exit;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile boolean blackHole;

    Tunnel(int exit) throws IOException {
        this.exit = exit;
        start(this::accept);
    }

    int port() {
        return entrance.getLocalPort();
    }

    void becomeBlackHole() {
        blackHole = true;
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = entrance.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), exit);
            sockets.addAll(List.of(client, server));
            start(() -> pump(client, server));
            start(() -> pump(server, client));
        }
    }

    private void pump(Socket from, Socket to) throws IOException {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] packet = new byte[8192];
        for (int length = in.read(packet); length >= 0; length = in.read(packet)) {
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
                            } catch (IOException closed) {
                                // the end of the tunnel, or of one of its connections
                            }
                        },
                        "tunnel");
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
