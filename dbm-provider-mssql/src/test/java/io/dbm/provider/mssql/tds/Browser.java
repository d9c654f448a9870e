package io.dbm.provider.mssql.tds;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Tells, as SQL Server's browser does, at which port a named instance is: of those at 127.0.0.1,
 * where the browser's own port is fixed.
 */
public final class Browser implements AutoCloseable {

    private static final int PORT = 1434;
    private static final byte QUESTION = 4;
    private static final byte ANSWER = 5;

    private final DatagramSocket socket;
    private final String instance;
    private final int port;

    private Browser(DatagramSocket socket, String instance, int port) {
        this.socket = socket;
        this.instance = instance;
        this.port = port;
    }

    /**
     * Starts it.
     *
     * @throws java.net.BindException if there is one already
     */
    public static Browser start(String instance, int port) throws IOException {
        Browser browser =
                new Browser(
                        new DatagramSocket(PORT, InetAddress.getLoopbackAddress()), instance, port);
        TdsServer.thread("tds-browser", browser::answer).start();
        return browser;
    }

    private void answer() {
        byte[] buffer = new byte[256];
        while (true) {
            try {
                DatagramPacket question = new DatagramPacket(buffer, buffer.length);
                socket.receive(question);
                if (asksForTheInstance(question)) {
                    byte[] answer = whereItIs();
                    socket.send(
                            new DatagramPacket(answer, answer.length, question.getSocketAddress()));
                }
            } catch (IOException closed) {
                return;
            }
        }
    }

    private boolean asksForTheInstance(DatagramPacket question) {
        String name =
                new String(
                                question.getData(),
                                1,
                                question.getLength() - 1,
                                StandardCharsets.US_ASCII)
                        .replace("\0", "");
        return question.getData()[0] == QUESTION && name.equalsIgnoreCase(instance);
    }

    private byte[] whereItIs() {
        byte[] text =
                "ServerName;STAND-IN;InstanceName;%s;IsClustered;No;Version;16.0.0.0;tcp;%d;;"
                        .formatted(instance, port)
                        .getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(3 + text.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ANSWER)
                .putShort((short) text.length)
                .put(text)
                .array();
    }

    @Override
    public void close() {
        socket.close();
    }
}
