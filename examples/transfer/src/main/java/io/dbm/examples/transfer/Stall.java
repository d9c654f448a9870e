package io.dbm.examples.transfer;

import java.io.IOException;
import java.sql.SQLException;

/** Ways to hold a commit up on the server, so that there is time to kill it. */
enum Stall {
    /** A trigger that runs in the commit sleeps. */
    BEFORE_THE_COMMIT_IS_WRITTEN("PgSleep") {
        @Override
        void begin(TemporaryPostgres server) throws SQLException {
            server.execute(
                    """
                    create function stall() returns trigger language plpgsql as
                      'begin perform pg_sleep(60); return null; end';
                    create constraint trigger stall after insert on ledger
                      deferrable initially deferred for each row execute function stall();
                    """);
        }

        @Override
        void end(TemporaryPostgres server) throws SQLException {
            server.execute("drop function stall cascade");
        }
    },

    /** The commit is on the disk, and waits for a standby server to have it as well. */
    AFTER_THE_COMMIT_IS_WRITTEN("SyncRep") {
        @Override
        void begin(TemporaryPostgres server) throws SQLException, IOException {
            server.execute("alter system set synchronous_standby_names = 'nobody'");
            server.kill(); // a reload would take effect a moment later than it returns
            server.restart();
        }

        @Override
        void end(TemporaryPostgres server) throws SQLException {
            server.execute("alter system reset synchronous_standby_names");
            server.execute("select pg_reload_conf()");
        }
    };

    private final String waitEvent;

    Stall(String waitEvent) {
        this.waitEvent = waitEvent;
    }

    /** Returns what PostgreSQL says that a session waits for which is held up. */
    String waitEvent() {
        return waitEvent;
    }

    /** Makes commits hang; may restart the server. */
    abstract void begin(TemporaryPostgres server) throws SQLException, IOException;

    /** Lets commits through again. */
    abstract void end(TemporaryPostgres server) throws SQLException;
}
