package io.dbm.benchmarks.borrow;

import io.dbm.benchmarks.peer.Opened;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Borrows a connection of a full pool and gives it back; all threads share the pool. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class BorrowBenchmark {

    @Param public Contender contender = Contender.HIKARI;

    private AutoCloseable owner;
    private DataSource dataSource;

    @Setup
    public void open() throws Exception {
        Opened opened = contender.open();
        owner = opened.owner();
        dataSource = opened.dataSource();
    }

    @TearDown
    public void close() throws Exception {
        owner.close();
    }

    @Benchmark
    public Connection borrowAndReturn() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return connection;
        }
    }
}
