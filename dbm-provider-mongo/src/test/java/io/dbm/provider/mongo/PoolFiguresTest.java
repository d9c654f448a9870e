package io.dbm.provider.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ServerAddress;
import com.mongodb.connection.ClusterId;
import com.mongodb.connection.ConnectionId;
import com.mongodb.connection.ConnectionPoolSettings;
import com.mongodb.connection.ServerId;
import com.mongodb.event.ConnectionCheckOutStartedEvent;
import com.mongodb.event.ConnectionCheckedInEvent;
import com.mongodb.event.ConnectionCheckedOutEvent;
import com.mongodb.event.ConnectionClosedEvent;
import com.mongodb.event.ConnectionCreatedEvent;
import com.mongodb.event.ConnectionPoolClosedEvent;
import com.mongodb.event.ConnectionPoolCreatedEvent;
import com.mongodb.event.ConnectionReadyEvent;
import org.junit.jupiter.api.Test;

/** The driver's events, added up; a client has a pool for each server of a replica set. */
class PoolFiguresTest {

    private final ClusterId cluster = new ClusterId();
    private final ServerId a = new ServerId(cluster, new ServerAddress("a"));
    private final ServerId b = new ServerId(cluster, new ServerAddress("b"));
    private final PoolFigures figures = new PoolFigures(2, new BorrowCounts());

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
        assertThat(figures.isExhausted()).as("that of one server is").isTrue();
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

    private void found(ServerId server) {
        figures.connectionPoolCreated(
                new ConnectionPoolCreatedEvent(server, ConnectionPoolSettings.builder().build()));
    }

    private ConnectionId borrow(ServerId server) {
        figures.connectionCheckOutStarted(new ConnectionCheckOutStartedEvent(server, 1));
        ConnectionId connection = opened(server);
        figures.connectionCheckedOut(new ConnectionCheckedOutEvent(connection, 1, 1));
        return connection;
    }

    private ConnectionId opened(ServerId server) {
        ConnectionId connection = new ConnectionId(server);
        figures.connectionCreated(new ConnectionCreatedEvent(connection));
        figures.connectionReady(new ConnectionReadyEvent(connection, 1));
        return connection;
    }

    private void giveBack(ConnectionId connection) {
        figures.connectionCheckedIn(new ConnectionCheckedInEvent(connection, 1));
    }

    private void closed(ConnectionId connection) {
        figures.connectionClosed(
                new ConnectionClosedEvent(connection, ConnectionClosedEvent.Reason.ERROR));
    }
}
