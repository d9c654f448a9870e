package io.dbm.it.chaos;

import com.example.faulty.FaultProxy;
import io.dbm.NamedConnection;
import java.util.Map;
import java.util.Set;

/** A database behind a network with faults, and what is particular to it in a run. */
interface Target extends AutoCloseable {

    /** Returns the faults that make sense here. */
    Set<Fault> faults();

    FaultProxy network();

    /** Returns the server, if it can be killed. */
    default KillablePostgres server() {
        throw new IllegalStateException("it has no server of its own");
    }

    /** Returns what a client says when it commits or writes. */
    String wordsOfCommit();

    /** Returns the settings of a connection through the network, as they stand in its braces. */
    String settings();

    /** Makes what callers write to, and gets what they use for good. */
    Work work(NamedConnection connection, Notes notes);

    /** Returns the rows of each write, past dbm and past the network. */
    Map<Long, Rows> rows() throws Exception;

    /** Returns what is wrong about the rows as a whole. */
    default Set<String> faultsOfRows() throws Exception {
        return Set.of();
    }

    /** Returns how many sessions the server has, other than this test's own. */
    int sessions() throws Exception;

    @Override
    void close() throws Exception;
}
