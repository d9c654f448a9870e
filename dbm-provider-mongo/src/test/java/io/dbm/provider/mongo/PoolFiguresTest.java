package io.dbm.provider.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ServerAddress;
import com.mongodb.connection.ClusterId;
import com.mongodb.connection.ConnectionId;
import com.mongodb.connection.ConnectionPoolSettings;
import com.mongodb.connection.ServerId;
import com.mongodb.event.ConnectionCheckOutFailedEvent;
import com.mongodb.event.ConnectionCheckOutStartedEvent;
import com.mongodb.event.ConnectionCheckedInEvent;
import com.mongodb.event.ConnectionCheckedOutEvent;
import com.mongodb.event.ConnectionClosedEvent;
import com.mongodb.event.ConnectionCreatedEvent;
import com.mongodb.event.ConnectionPoolClosedEvent;
import com.mongodb.event.ConnectionPoolCreatedEvent;
import com.mongodb.event.ConnectionReadyEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The driver's events, added up; a client has a pool for each server of a replica set. */
class PoolFiguresTest {

    private final ClusterId cluster = new ClusterId();
    private final ServerId a = new ServerId(cluster, new ServerAddress("a"));
    private final ServerId b = new ServerId(cluster, new ServerAddress("b"));
    private final PoolFigures figures =
            new PoolFigures(
                    ConnectionPoolSettings.builder().maxSize(2).build(),
                    new ServerSearch(Duration.ofSeconds(1)));

    private final List<ExecutorService> threads = new ArrayList<>();

    @AfterEach
    void stopThreads() {
        threads.forEach(ExecutorService::shutdownNow);
    }

    @Test
    void thePoolsOfAllServersAreOne() {
        found(a);
        found(b);
        borrow(a);
        borrow(a);
        giveBack(borrow(b));
        assertThat(figures.stats().open()).isEqualTo(3);
        assertThat(figures.stats().inUse()).isEqualTo(2);
        assertThat(figures.stats().idle()).isEqualTo(1);
        assertThat(figures.stats().max()).isEqualTo(4);
        assertThat(figures.isFull()).as("that of one server is").isTrue();
    }

    @Test
    void aServerThatLeavesTakesItsPoolAlongOnceNothingOfItIsInUse() {
        found(a);
        found(b);
        ConnectionId lent = borrow(b);
        figures.connectionPoolClosed(new ConnectionPoolClosedEvent(b));
        assertThat(figures.stats().inUse()).isEqualTo(1);
        assertThat(figures.stats().max()).isEqualTo(2);
        giveBack(lent);
        closed(lent);
        assertThat(figures.stats().open()).isZero();
    }

    @Test
    void aConnectionThatIsClosedWhileItIsLentIsNotCountedWhenItComesBack() {
        found(a);
        ConnectionId lent = borrow(a);
        closed(lent);
        giveBack(lent);
        assertThat(figures.stats().open()).isZero();
        assertThat(figures.stats().idle()).isZero();
    }

    @Test
    void aBorrowWhoseIdleConnectionHadOutlivedItsTimeWaitsForAnother() {
        found(a);
        ConnectionId old = borrow(a);
        giveBack(old);
        assertThat(figures.stats().waits()).isEqualTo(1);
        figures.connectionCheckOutStarted(new ConnectionCheckOutStartedEvent(a, 1));
        assertThat(figures.stats().waits()).as("one was idle").isEqualTo(1);
        closed(old);
        opened(a);
        assertThat(figures.stats().waits()).isEqualTo(2);
    }

    @Test
    void aConnectionThatSomebodyWaitsForIsPromisedToNobodyElse() throws Exception {
        found(a);
        ConnectionId first = borrow(a);
        borrow(a);
        OtherThread waiting = new OtherThread();
        waiting.run(() -> checkOutStarted(a));
        giveBack(first);
        OtherThread late = new OtherThread();
        late.run(() -> checkOutStarted(a));
        assertThat(figures.stats().pending()).isEqualTo(2);
        waiting.run(() -> checkedOut(first));
        assertThat(figures.stats().pending()).isEqualTo(1);
        late.run(() -> timedOut(a));
        assertThat(figures.stats().pending()).isZero();
        assertThat(figures.stats().waits()).isEqualTo(4);
        assertThat(figures.stats().borrowTimeouts()).isEqualTo(1);
    }

    @Test
    void aConnectionThatSomebodyHasOpenedForHimselfIsPromisedToNobodyElse() throws Exception {
        found(a);
        OtherThread opener = new OtherThread();
        ConnectionId own = new ConnectionId(a);
        opener.run(() -> checkOutStarted(a));
        opener.run(() -> created(own));
        opener.run(() -> ready(own));
        assertThat(figures.stats().idle()).isZero();
        checkOutStarted(a);
        assertThat(figures.stats().pending()).isEqualTo(2);
        opener.run(() -> checkedOut(own));
        assertThat(figures.stats().pending()).isEqualTo(1);
        assertThat(figures.stats().inUse()).isEqualTo(1);
    }

    @Test
    void whoOpensAConnectionForHimselfWantsNoIdleOne() throws Exception {
        found(a);
        ConnectionId idle = borrow(a);
        new OtherThread()
                .run(
                        () -> {
                            checkOutStarted(a);
                            created(new ConnectionId(a));
                        });
        giveBack(idle);
        assertThat(figures.stats().waits()).isEqualTo(2);
        checkOutStarted(a);
        assertThat(figures.stats().waits()).isEqualTo(2);
    }

    @Test
    void aHealthCheckThatTakesAPromisedConnectionLetsItsCallerWait() throws Exception {
        found(a);
        ConnectionId idle = borrow(a);
        giveBack(idle);
        checkOutStarted(a);
        assertThat(figures.stats().pending()).isZero();
        OtherThread check = new OtherThread();
        check.run(
                () ->
                        figures.uncounted(
                                () -> {
                                    checkOutStarted(a);
                                    checkedOut(idle);
                                }));
        assertThat(figures.stats().pending()).isEqualTo(1);
        assertThat(figures.stats().waits()).isEqualTo(2);
        timedOut(a);
        assertThat(figures.stats().pending()).isZero();
        assertThat(figures.stats().borrowTimeouts()).isEqualTo(1);
    }

    @Test
    void aConnectionThatAHealthCheckWillTakeIsPromisedToNobodyElse() throws Exception {
        found(a);
        giveBack(borrow(a));
        new OtherThread().run(() -> figures.uncounted(() -> checkOutStarted(a)));
        checkOutStarted(a);
        assertThat(figures.stats().pending()).isEqualTo(1);
        assertThat(figures.stats().waits()).isEqualTo(2);
    }

    @Test
    void aBorrowWhoseEndTheDriverDidNotTellEndsWithTheNext() {
        found(a);
        found(b);
        checkOutStarted(a);
        assertThat(figures.stats().pending()).isEqualTo(1);
        borrow(b);
        assertThat(figures.stats().pending()).isZero();
        assertThat(figures.stats().waits()).isEqualTo(2);
    }

    @Test
    void onlyTheAgeTellsThatAConnectionHasLivedLongEnough() {
        PoolFigures shortLived = figures(1);
        ConnectionId old = oldConnection(shortLived);
        shortLived.connectionClosed(
                new ConnectionClosedEvent(old, ConnectionClosedEvent.Reason.POOL_CLOSED));
        assertThat(shortLived.stats().closedByLifetime()).isEqualTo(1);
        assertThat(shortLived.stats().closedByIdleTime()).isZero();

        PoolFigures longLived = figures(1_000_000);
        ConnectionId young = oldConnection(longLived);
        longLived.connectionClosed(
                new ConnectionClosedEvent(young, ConnectionClosedEvent.Reason.POOL_CLOSED));
        assertThat(longLived.stats().closedByLifetime()).isZero();
    }

    @Test
    void anOldConnectionThatIsClosedWithItsClientIsNotCounted() {
        PoolFigures closing = figures(1);
        ConnectionId old = oldConnection(closing);
        closing.closing();
        closing.connectionClosed(
                new ConnectionClosedEvent(old, ConnectionClosedEvent.Reason.POOL_CLOSED));
        assertThat(closing.stats().closedByLifetime()).isZero();
    }

    private static PoolFigures figures(long lifetimeMillis) {
        return new PoolFigures(
                ConnectionPoolSettings.builder()
                        .maxConnectionLifeTime(lifetimeMillis, TimeUnit.MILLISECONDS)
                        .build(),
                new ServerSearch(Duration.ofSeconds(1)));
    }

    /** Opens one, and returns when it is older than a millisecond. */
    private ConnectionId oldConnection(PoolFigures own) {
        ConnectionId connection = new ConnectionId(a);
        own.connectionPoolCreated(
                new ConnectionPoolCreatedEvent(a, ConnectionPoolSettings.builder().build()));
        own.connectionCreated(new ConnectionCreatedEvent(connection));
        long created = System.currentTimeMillis();
        Conditions.await("it is old", () -> System.currentTimeMillis() > created + 1);
        return connection;
    }

    private void found(ServerId server) {
        figures.connectionPoolCreated(
                new ConnectionPoolCreatedEvent(server, ConnectionPoolSettings.builder().build()));
    }

    private ConnectionId borrow(ServerId server) {
        checkOutStarted(server);
        ConnectionId connection = opened(server);
        checkedOut(connection);
        return connection;
    }

    private ConnectionId opened(ServerId server) {
        ConnectionId connection = new ConnectionId(server);
        created(connection);
        ready(connection);
        return connection;
    }

    private void checkOutStarted(ServerId server) {
        figures.connectionCheckOutStarted(new ConnectionCheckOutStartedEvent(server, 1));
    }

    private void created(ConnectionId connection) {
        figures.connectionCreated(new ConnectionCreatedEvent(connection));
    }

    private void ready(ConnectionId connection) {
        figures.connectionReady(new ConnectionReadyEvent(connection, 1));
    }

    private void checkedOut(ConnectionId connection) {
        figures.connectionCheckedOut(new ConnectionCheckedOutEvent(connection, 1, 1));
    }

    private void timedOut(ServerId server) {
        figures.connectionCheckOutFailed(
                new ConnectionCheckOutFailedEvent(
                        server, 1, ConnectionCheckOutFailedEvent.Reason.TIMEOUT, 1));
    }

    private void giveBack(ConnectionId connection) {
        figures.connectionCheckedIn(new ConnectionCheckedInEvent(connection, 1));
    }

    private void closed(ConnectionId connection) {
        figures.connectionClosed(
                new ConnectionClosedEvent(connection, ConnectionClosedEvent.Reason.ERROR));
    }

    /** A thread other than the test's, to which the driver tells what it does there. */
    private final class OtherThread {
        private final ExecutorService thread = Executors.newSingleThreadExecutor();

        OtherThread() {
            threads.add(thread);
        }

        void run(Runnable work) throws Exception {
            thread.submit(work).get();
        }
    }
}
