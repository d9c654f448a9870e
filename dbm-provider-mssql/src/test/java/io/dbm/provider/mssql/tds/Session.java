package io.dbm.provider.mssql.tds;

import java.io.IOException;
import java.net.Socket;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * One client, from its first message to its last. The thread that reads is not the one that runs
 * statements, so that an attention is heard meanwhile.
 */
final class Session {

    private static final int USUAL_PACKET = 4096;

    private final Socket socket;
    private final Optional<SSLContext> tls;
    private final Logins logins;
    private final Object lock = new Object();
    private final CountDownLatch ended = new CountDownLatch(1);
    private boolean busy;
    private boolean attention;

    Session(Socket socket, Optional<SSLContext> tls, Logins logins) {
        this.socket = socket;
        this.tls = tls;
        this.logins = logins;
    }

    /** Serves the client until it goes. */
    void run() throws IOException, SQLException {
        Packets plain = new Packets(socket.getInputStream(), socket.getOutputStream());
        Packets packets = plain;
        Prelogin agreed =
                Prelogin.answer(plain.read(), tls.isPresent(), new Reply(plain, USUAL_PACKET));
        HandshakeSocket handshake = new HandshakeSocket(socket, plain);
        if (agreed != Prelogin.NOTHING) {
            SSLSocket secured = handshake.shakeHands(tls.orElseThrow());
            packets = new Packets(secured.getInputStream(), secured.getOutputStream());
        }
        Login login = Login.read(packets.read().body(), agreed == Prelogin.ALL);
        if (agreed == Prelogin.LOGIN_ONLY) {
            handshake.silence();
            packets = plain;
        }
        Optional<Engine> engine =
                logins.admit(login, this, new Tokens(new Reply(packets, USUAL_PACKET)));
        if (engine.isPresent()) {
            int packetSize = login.packetSize() == 0 ? USUAL_PACKET : login.packetSize();
            serve(packets, packetSize, engine.get());
        }
    }

    private void serve(Packets packets, int packetSize, Engine engine)
            throws IOException, SQLException {
        Requests requests = new Requests(engine);
        ExecutorService worker =
                Executors.newSingleThreadExecutor(task -> TdsServer.thread("tds-worker", task));
        try {
            while (true) {
                Message message = packets.read();
                if (message.type() == Message.ATTENTION) {
                    attend(packets, packetSize, engine);
                } else {
                    synchronized (lock) {
                        busy = true;
                    }
                    engine.begin();
                    worker.execute(() -> answer(message, requests, packets, packetSize));
                }
            }
        } finally {
            engine.cancel();
            worker.shutdown();
            try {
                engine.close();
            } finally {
                ended.countDown();
            }
        }
    }

    /** Hangs up, and waits until everything is rolled back. */
    void kill() {
        TdsServer.closeQuietly(socket);
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(Message message, Requests requests, Packets packets, int packetSize) {
        try {
            Tokens tokens = new Tokens(new Reply(packets, packetSize));
            requests.answer(message, tokens);
            tokens.end();
            synchronized (lock) {
                busy = false;
                if (attention) {
                    attention = false;
                    acknowledge(packets, packetSize);
                }
            }
        } catch (IOException | RuntimeException e) {
            TdsServer.closeQuietly(socket); // the client has gone, or sent what nobody foresaw
            if (e instanceof RuntimeException unforeseen) {
                throw unforeseen;
            }
        }
    }

    /** The acknowledgement comes after the end of the answer that it cuts short. */
    private void attend(Packets packets, int packetSize, Engine engine)
            throws IOException, SQLException {
        synchronized (lock) {
            if (busy) {
                attention = true;
            } else {
                acknowledge(packets, packetSize);
            }
        }
        engine.cancel();
    }

    private static void acknowledge(Packets packets, int packetSize) throws IOException {
        Tokens tokens = new Tokens(new Reply(packets, packetSize));
        tokens.doneAttention();
        tokens.end();
    }
}
