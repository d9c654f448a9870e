package io.dbm.provider.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.faulty.FaultProxy;
import com.example.tls.Certificate;
import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.dbm.spi.FailureKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is found of servers before a client is made for them. */
@Timeout(60)
class ServerCallTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final MongoServer server = new MongoServer(new MemoryBackend());
    private final MongoServer serverByTls = new MongoServer(new MemoryBackend());
    private FaultProxy tunnel;

    @BeforeEach
    void dig() throws IOException {
        tunnel = new FaultProxy(server.bind().getPort());
    }

    @AfterEach
    void close() throws IOException {
        tunnel.close();
        server.shutdownNow();
        serverByTls.shutdownNow();
    }

    private static void await(String servers, Duration limit) throws Exception {
        ServerCall.await(settings("mongodb://" + servers), limit);
    }

    private static MongoClientSettings settings(String dsn) {
        return MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(dsn))
                .build();
    }

    private static void assertRefused(ThrowingCallable call, String pattern) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        OpeningException.class,
                        error -> assertThat(error.kind()).isEqualTo(FailureKind.UNREACHABLE))
                .message()
                .matches(pattern);
    }

    /** Returns a port at which nobody listens. */
    private static int nobody() throws IOException {
        try (ServerSocket left = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return left.getLocalPort();
        }
    }

    @Test
    void oneServerThatAnswersIsEnough() throws Exception {
        String servers = "127.0.0.1:" + nobody() + ",127.0.0.1:" + tunnel.port();
        assertThatCode(() -> await(servers, LONG)).doesNotThrowAnyException();
        Conditions.await("nothing is left", () -> tunnel.open() == 0);
    }

    @Test
    void aServerAnswersByTlsToo() {
        Certificate certificate = Certificate.issueFor("localhost");
        serverByTls.enableSsl(certificate.key(), null, certificate.certificate());
        int port = serverByTls.bind().getPort();
        assertThatCode(() -> await("localhost:" + port + "/?tls=true", LONG))
                .doesNotThrowAnyException();
    }

    @Test
    void whereNobodyListensThatIsKnownAtOnce() throws Exception {
        int port = nobody();
        assertRefused(
                () -> await("127.0.0.1:" + port, LONG),
                "no server to read from: 127.0.0.1:"
                        + port
                        + " cannot be reached, java.net.ConnectException: Connection refused.*");
    }

    @Test
    void aHostWithoutAnAddressIsNamed() {
        assertRefused(
                () -> await("nowhere.invalid:1", LONG),
                "no server to read from: nowhere.invalid:1 cannot be reached,"
                        + " java.net.UnknownHostException: nowhere.invalid.*");
    }

    @Test
    void aServerThatHangsUpDoesNotAnswer() throws Exception {
        tunnel.refuse();
        assertRefused(
                () -> await("127.0.0.1:" + tunnel.port(), LONG),
                "no server to read from: 127.0.0.1:" + tunnel.port() + " cannot be reached, .*");
    }

    @Test
    void aServerThatIsSilentHasUntilTheLimit() throws Exception {
        tunnel.becomeBlackHole();
        assertRefused(
                () -> await("127.0.0.1:" + tunnel.port(), Duration.ofMillis(300)),
                "no server to read from within 300 ms: 127.0.0.1:"
                        + tunnel.port()
                        + " has not answered");
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        tunnel.becomeBlackHole();
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread caller =
                new Thread(
                        () -> {
                            try {
                                await("127.0.0.1:" + tunnel.port(), LONG);
                            } catch (Throwable e) {
                                ended.complete(e);
                            }
                        });
        caller.start();
        Conditions.await("it has begun", () -> tunnel.connections() == 1);
        caller.interrupt();
        assertThat(ended.join()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void isOnlyMadeWhereNamesAndTcpLeadToTheServers() {
        assertThat(ServerCall.canBeMade(settings("mongodb://a,b:5/?tls=true"))).isTrue();
        assertThat(ServerCall.canBeMade(settings("mongodb://%2Ftmp%2Fmongodb.sock"))).isFalse();
        assertThat(ServerCall.canBeMade(settings("mongodb://a/?proxyHost=proxy&proxyPort=1080")))
                .isFalse();
    }
}
