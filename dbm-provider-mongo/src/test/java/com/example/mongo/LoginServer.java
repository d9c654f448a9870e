package com.example.mongo;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;

/**
 * A door in front of a server that asks nobody who he is: whoever does not log in with SCRAM-SHA-1
 * gets no answer but an error.
 */
public final class LoginServer implements AutoCloseable {

    private static final int OP_MSG = 2013;
    private static final int AUTHENTICATION_FAILED = 18;
    private static final int UNAUTHORIZED = 13;
    private static final Set<String> FOR_EVERYBODY = Set.of("hello", "ismaster", "isMaster");

    private final ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final String host;
    private final int exit;
    private final String source;
    private final String user;
    private final AtomicInteger logins = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile String password;

    /**
     * Leads to a server.
     *
     * @param source the database that knows the user
     */
    public LoginServer(String host, int exit, String source, String user, String password)
            throws IOException {
        this.host = host;
        this.exit = exit;
        this.source = source;
        this.user = user;
        this.password = password;
        start(this::accept);
    }

    /** Returns the port to connect to. */
    public int port() {
        return entrance.getLocalPort();
    }

    /** Changes the password, for logins from now on. */
    public void setPassword(String password) {
        this.password = password;
    }

    /** Returns how many logins there were. */
    public int logins() {
        return logins.get();
    }

    /** Returns how many logins were refused. */
    public int refusals() {
        return refusals.get();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = entrance.accept();
            start(() -> serve(client));
        }
    }

    private void serve(Socket client) throws IOException {
        try (client;
                Socket inner = new Socket(host, exit)) {
            ScramServer login = new ScramServer(user, password);
            while (true) {
                byte[] request = read(client);
                if (number(request, 12) == OP_MSG) {
                    Document answer = answer(command(request), login);
                    if (answer != null) {
                        write(client, reply(request, answer));
                        continue;
                    }
                }
                write(inner, request);
                write(client, read(inner));
            }
        }
    }

    /** Returns what the door itself has to say; nothing, if the server behind it may answer. */
    private Document answer(BsonDocument command, ScramServer login) {
        String name = command.getFirstKey();
        if (name.equals("saslStart") || name.equals("saslContinue")) {
            return Optional.of(command.getBinary("payload").getData())
                    .filter(payload -> command.getString("$db").getValue().equals(source))
                    .flatMap(login::step)
                    .map(payload -> step(payload, login))
                    .orElseGet(this::refuse);
        }
        return login.isOver() || FOR_EVERYBODY.contains(name)
                ? null
                : error(UNAUTHORIZED, "Unauthorized", "log in first");
    }

    private Document step(byte[] payload, ScramServer login) {
        if (login.isOver()) {
            logins.incrementAndGet();
        }
        return new Document("conversationId", 1)
                .append("done", login.isOver())
                .append("payload", payload)
                .append("ok", 1.0);
    }

    private Document refuse() {
        refusals.incrementAndGet();
        return error(AUTHENTICATION_FAILED, "AuthenticationFailed", "no");
    }

    private static Document error(int code, String name, String message) {
        return new Document("ok", 0.0)
                .append("errmsg", message)
                .append("code", code)
                .append("codeName", name);
    }

    private static BsonDocument command(byte[] message) {
        int start = 16 + 4 + 1;
        return new RawBsonDocument(message, start, number(message, start));
    }

    private static int number(byte[] message, int offset) {
        return ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN).getInt(offset);
    }

    private static byte[] reply(byte[] request, Document document) {
        ByteBuffer body =
                new RawBsonDocument(document, new DocumentCodec()).getByteBuffer().asNIO();
        byte[] message = new byte[16 + 4 + 1 + body.remaining()];
        ByteBuffer.wrap(message)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(message.length)
                .putInt(1)
                .putInt(number(request, 4))
                .putInt(OP_MSG)
                .putInt(0)
                .put((byte) 0)
                .put(body);
        return message;
    }

    private static byte[] read(Socket from) throws IOException {
        DataInputStream in = new DataInputStream(from.getInputStream());
        int length = Integer.reverseBytes(in.readInt());
        byte[] message = new byte[length];
        ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN).putInt(length);
        in.readFully(message, 4, length - 4);
        return message;
    }

    private static void write(Socket to, byte[] message) throws IOException {
        OutputStream out = to.getOutputStream();
        out.write(message);
        out.flush();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                work.run();
                            } catch (IOException e) {
                                // somebody has left
                            }
                        },
                        "login-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        entrance.close();
    }
}
