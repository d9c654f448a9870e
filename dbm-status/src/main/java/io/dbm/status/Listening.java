package io.dbm.status;

import com.sun.net.httpserver.HttpServer;
import io.dbm.spi.ExtensionException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;

/** Opens the port, or says which key stands in the way. */
final class Listening {

    /** Connections that wait to be accepted; the system refuses further ones. */
    private static final int BACKLOG = 64;

    private Listening() {}

    static HttpServer at(String bind, int port) throws ExtensionException {
        InetAddress address = address(bind);
        try {
            return HttpServer.create(new InetSocketAddress(address, port), BACKLOG);
        } catch (IOException e) {
            throw new ExtensionException(
                    StatusExtension.PORT,
                    "cannot listen at port "
                            + port
                            + " of "
                            + bind
                            + " ("
                            + e.getMessage()
                            + "): give it a port that is free, or 0 for any");
        }
    }

    private static InetAddress address(String bind) throws ExtensionException {
        try {
            InetAddress address = InetAddress.getByName(bind);
            if (address.isAnyLocalAddress()
                    || address.isLoopbackAddress() // 127.0.0.2, too, which no interface names
                    || NetworkInterface.getByInetAddress(address) != null) {
                return address;
            }
        } catch (UnknownHostException e) {
            throw noSuchAddress("is no address, and no name of one");
        } catch (IOException e) {
            throw noSuchAddress("cannot be looked up (" + e.getMessage() + ")");
        }
        throw noSuchAddress("is no address of this machine");
    }

    private static ExtensionException noSuchAddress(String what) {
        return new ExtensionException(
                StatusExtension.BIND,
                what + ": 127.0.0.1 is for this machine alone, 0.0.0.0 for whoever can reach it");
    }
}
