package io.dbm.it.property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbm.Transaction;
import io.dbm.TransactionRolledBackException;
import io.dbm.it.property.Fault.Effect;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.apache.ibatis.session.ExecutorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Failures of one JDBC call in a transaction that work made up at random has come upon. */
class FaultTest {

    private static final Map<Integer, String> NO_ROWS = Map.of();

    @TempDir Path folder;

    @Test
    void aRollbackThatFailsIsNoErrorAndCostsTheConnection() throws SQLException {
        try (Bench bench = open()) {
            bench.faults().arm(Optional.of(new Fault(2, Effect.REFUSED, 1)));
            bench.connection().useTransaction(Transaction::setRollbackOnly);
            assertThat(bench.faults().calls()).endsWith("rollback");
            assertThat(bench.faults().strikes()).isEqualTo(1);
            assertThat(bench.connection().stats().pool().open()).isZero();
            bench.requireThatItHolds(NO_ROWS);
        }
    }

    @Test
    void aConnectionThatBreaksUnnoticedByTheWorkIsKnownToHaveBrokenBeforeTheCommit()
            throws SQLException {
        try (Bench bench = open()) {
            bench.faults().arm(Optional.of(new Fault(4, Effect.BROKEN_BEFORE, 1)));
            assertThatThrownBy(() -> bench.connection().useTransaction(FaultTest::closeQuietly))
                    .isExactlyInstanceOf(TransactionRolledBackException.class)
                    .hasMessage(
                            "connection 'primary': the transaction was rolled back: its JDBC"
                                    + " connection broke")
                    .cause()
                    .isSameAs(bench.faults().struck().orElseThrow());
            bench.requireThatItHolds(NO_ROWS);
        }
    }

    /** Inserts a row, and passes over that the statement cannot be closed, as MyBatis does. */
    private static void closeQuietly(Transaction tx) throws SQLException {
        PreparedStatement statement =
                tx.session(Connection.class)
                        .prepareStatement("insert into item (id, name) values (1, 'a')");
        statement.executeUpdate();
        assertThatThrownBy(statement::close).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> tx.session(Connection.class).createStatement())
                .isInstanceOf(SQLException.class);
    }

    private Bench open() throws SQLException {
        return new Setup(Setup.Kind.H2, ExecutorType.SIMPLE, "jdbc").open(folder, new Faults());
    }
}
