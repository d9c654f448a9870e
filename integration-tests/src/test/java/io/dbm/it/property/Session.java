package io.dbm.it.property;

import io.dbm.it.property.Operation.Ending;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.ibatis.session.SqlSession;
import org.jdbi.v3.core.Handle;

/** What a layer lets application code hold in a transaction. */
enum Session {
    JDBC {
        @Override
        void close(Place place) throws SQLException {
            place.session(Connection.class).close();
        }

        @Override
        void end(Place place, Ending ending) throws SQLException {
            endJdbc(place.session(Connection.class), ending);
        }
    },
    JDBI {
        @Override
        void close(Place place) {
            place.session(Handle.class).close();
        }

        @Override
        void end(Place place, Ending ending) throws SQLException {
            Handle handle = place.session(Handle.class);
            switch (ending) {
                case COMMIT -> handle.commit();
                case ROLLBACK -> handle.rollback();
                case AUTOCOMMIT -> endJdbc(handle.getConnection(), ending);
            }
        }

        @Override
        Mark mark(Place place) {
            String name = "mark" + MARKS.incrementAndGet();
            Handle marked = place.session(Handle.class);
            marked.savepoint(name);
            return undone -> {
                // Jdbi keeps savepoints by handle, and the handle may have been closed.
                if (!marked.isClosed() && undone) {
                    marked.rollbackToSavepoint(name);
                } else if (!marked.isClosed()) {
                    marked.releaseSavepoint(name);
                }
                return !marked.isClosed() && undone;
            };
        }
    },
    MYBATIS {
        @Override
        void close(Place place) {
            place.session(SqlSession.class).close();
        }

        @Override
        void end(Place place, Ending ending) throws SQLException {
            SqlSession session = place.session(SqlSession.class);
            switch (ending) {
                case COMMIT -> session.commit(true);
                case ROLLBACK -> session.rollback(true);
                case AUTOCOMMIT -> endJdbc(session.getConnection(), ending);
            }
        }
    };

    private static final AtomicInteger MARKS = new AtomicInteger();

    abstract void close(Place place) throws SQLException;

    /** Attempts to end the transaction. */
    abstract void end(Place place, Ending ending) throws SQLException;

    /** Sets a savepoint. */
    Mark mark(Place place) throws SQLException {
        Connection jdbc = place.session(Connection.class);
        Savepoint savepoint = jdbc.setSavepoint();
        return undone -> {
            if (undone) {
                jdbc.rollback(savepoint);
            } else {
                jdbc.releaseSavepoint(savepoint);
            }
            return undone;
        };
    }

    private static void endJdbc(Connection jdbc, Ending ending) throws SQLException {
        switch (ending) {
            case COMMIT -> jdbc.commit();
            case ROLLBACK -> jdbc.rollback();
            case AUTOCOMMIT -> jdbc.setAutoCommit(true);
        }
    }

    /** A savepoint that is set. */
    @FunctionalInterface
    interface Mark {
        /** Rolls back to it or releases it, and returns whether it rolled back. */
        boolean leave(boolean undone) throws SQLException;
    }
}
