package io.dbm.it.reference;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports at which no database is. */
final class Ports {

    private Ports() {}

    /** Returns one that refuses. */
    static int closed() throws IOException {
        try (ServerSocket socket = silent()) {
            return socket.getLocalPort();
        }
    }

    /** Returns one that takes every connection, and never says a word. */
    static ServerSocket silent() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }
}
