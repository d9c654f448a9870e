package io.dbm.it.chaos;

import java.time.Duration;

/** What a caller waits for, and how long that may take by the settings and the README. */
enum Call {
    /** "Finding out that idle connections are dead can add up to 2 s" to acquire-timeout. */
    BORROW {
        @Override
        Duration limit(Limits limits) {
            return limits.acquire().plusSeconds(2);
        }
    },
    /** A network that swallows packets is noticed 1.5 s after query-timeout. */
    STATEMENT {
        @Override
        Duration limit(Limits limits) {
            return limits.query().plus(Limits.GRACE);
        }
    },
    /** A JDBC connection goes back with one statement at most: the rollback of what it was in. */
    GIVE_BACK {
        @Override
        Duration limit(Limits limits) {
            return STATEMENT.limit(limits);
        }
    },
    /** {@code Database} borrows, runs and gives back in one call. */
    DATABASE {
        @Override
        Duration limit(Limits limits) {
            return BORROW.limit(limits).plus(STATEMENT.limit(limits)).plus(GIVE_BACK.limit(limits));
        }
    },
    /** The beginning of a transaction without a limit: a borrow, and a statement for isolation. */
    BEGIN {
        @Override
        Duration limit(Limits limits) {
            return BORROW.limit(limits).plus(STATEMENT.limit(limits));
        }
    },
    /** Its end after the last line of its work: a commit, or else a rollback. */
    END {
        @Override
        Duration limit(Limits limits) {
            return STATEMENT.limit(limits);
        }
    },
    /** A transaction with a limit from the first line of its work on: that limit, and 1.5 s. */
    TIMED_WORK {
        @Override
        Duration limit(Limits limits) {
            return limits.transaction().plus(Limits.GRACE);
        }
    },
    /** The same with the wait for a JDBC connection, which has a limit of its own. */
    TIMED_TRANSACTION {
        @Override
        Duration limit(Limits limits) {
            return BORROW.limit(limits).plus(TIMED_WORK.limit(limits));
        }
    },
    /** All of an operation of MongoDB, looking for a server included. */
    OPERATION {
        @Override
        Duration limit(Limits limits) {
            return limits.query().plus(Limits.GRACE);
        }
    },
    /** A number of attempts, each of which may overrun connect-timeout by 1 s, and the pauses. */
    RECONNECT {
        @Override
        Duration limit(Limits limits) {
            return limits.connect()
                    .plusSeconds(1)
                    .plus(limits.retryPause())
                    .multipliedBy(limits.attempts());
        }
    },
    /** Nothing is in use any more: what is left is to close what is idle. */
    CLOSE {
        @Override
        Duration limit(Limits limits) {
            return limits.shutdown().plusSeconds(2);
        }
    },
    /** One attempt to connect. */
    HEALTH_CHECK {
        @Override
        Duration limit(Limits limits) {
            return limits.connect().plusSeconds(1);
        }
    };

    abstract Duration limit(Limits limits);
}
