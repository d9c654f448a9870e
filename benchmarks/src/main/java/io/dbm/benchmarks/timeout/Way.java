package io.dbm.benchmarks.timeout;

/** Ways to limit how long a query takes; the first is what the others are compared with. */
enum Way {
    UNLIMITED {
        @Override
        String label(Server server) {
            return "dbm, `query-timeout = 0`";
        }

        @Override
        Reading open(Server server) {
            return Reading.byDbm(server, Server.NO_LIMIT);
        }
    },
    UNLIMITED_AGAIN {
        @Override
        String label(Server server) {
            return UNLIMITED.label(server) + " again (control)";
        }

        @Override
        Reading open(Server server) {
            return UNLIMITED.open(server);
        }
    },
    DBM {
        @Override
        String label(Server server) {
            return "**dbm**, `query-timeout = 30s`";
        }

        @Override
        Reading open(Server server) {
            return Reading.byDbm(server, SECONDS);
        }
    },
    BY_HAND {
        @Override
        String label(Server server) {
            return server.url().isPresent()
                    ? "the driver's client, `maxTime(30, SECONDS)` on each operation"
                    : UNLIMITED.label(server) + ", `setQueryTimeout(30)` on each statement";
        }

        @Override
        Reading open(Server server) {
            return Reading.byHand(server, SECONDS);
        }
    };

    private static final int SECONDS = 30;

    abstract String label(Server server);

    abstract Reading open(Server server);
}
