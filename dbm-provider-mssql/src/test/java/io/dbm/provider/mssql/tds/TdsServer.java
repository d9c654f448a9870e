package io.dbm.provider.mssql.tds;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** A stand-in for SQL Server on a port that the system picks; its data ends with the JVM. */
public final class TdsServer implements AutoCloseable {

    private final ServerSocket entrance;
    private final Optional<SSLContext> tls;
    private final Logins logins;
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();

    private TdsServer(ServerSocket entrance, Optional<SSLContext> tls, Logins logins) {
        this.entrance = entrance;
        this.tls = tls;
        this.logins = logins;
    }

    /**
     * Starts a server.
     *
     * @param tls with the server's certificate; if there is none, it does not speak TLS
     * @param passwords of its users
     * @param databases that it has, all of them empty
     */
    public static TdsServer start(
            Optional<SSLContext> tls, Map<String, String> passwords, List<String> databases) {
        try {
            TdsServer server =
                    new TdsServer(
                            new ServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                            tls,
                            new Logins(passwords, databases));
            thread("tds-entrance", server::accept).start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the port to connect to. */
    public int port() {
        return entrance.getLocalPort();
    }

    /** Returns how many clients there are. */
    public int clients() {
        return clients.size();
    }

    /** Returns how often somebody has connected, whether or not to log in then. */
    public int connections() {
        return connections.get();
    }

    /** Returns how often somebody has tried to log in. */
    public int loginAttempts() {
        return logins.attempts();
    }

    /** Returns whether all of the latest session was encrypted. */
    public boolean latestWasEncrypted() {
        return logins.admitted().get(logins.admitted().size() - 1).encrypted();
    }

    /** Changes the password of a user, for logins from now on. */
    public void setPassword(String user, String password) {
        logins.setPassword(user, password);
    }

    /** Hangs up on all clients. */
    public void hangUp() {
        clients.forEach(TdsServer::closeQuietly);
    }

    /** Gives a user another schema than {@code dbo}. */
    public void setDefaultSchema(String user, String schema) {
        logins.setDefaultSchema(user, schema);
    }

    /** Refuses every login from now on, with an error of that number. */
    public void refuse(int number) {
        logins.refuse(Optional.of(new ServerError(number, 16, "refused for the test")));
    }

    private void accept() {
        while (true) {
            try {
                Socket client = entrance.accept();
                connections.incrementAndGet();
                clients.add(client);
                thread("tds-session", () -> serve(client)).start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            new Session(client, tls, logins).run();
        } catch (IOException gone) {
            // so do clients end, politely or not
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            clients.remove(client);
        }
    }

    static Thread thread(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            // it is closed
        }
    }

    @Override
    public void close() {
        closeQuietly(entrance);
        hangUp();
    }
}
