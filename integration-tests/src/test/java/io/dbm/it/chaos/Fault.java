package io.dbm.it.chaos;

import io.dbm.ConnectFailedException;
import java.io.IOException;
import java.time.Duration;

/**
 * What goes wrong. Faults of one place come one after another, those of different places as it
 * happens; a target names those that make sense for it.
 *
 * <p>One more is one more entry: {@link #begin} brings it about, {@link #end} puts it right, and
 * {@link Schedule} finds it here. What an application does by itself, such as to replace its
 * configuration or its password, is in {@link Place#APPLICATION}.
 */
enum Fault {
    /** All processes of the server are killed at once; later it starts, and recovers. */
    CRASH(Place.SERVER) {
        @Override
        void begin(Scene scene) throws IOException {
            scene.target().server().kill();
        }

        @Override
        void end(Scene scene) throws IOException {
            scene.target().server().start();
        }
    },

    /** The server is shut down as an operator would, and started again. */
    RESTART(Place.SERVER) {
        @Override
        void begin(Scene scene) throws IOException {
            scene.target().server().stop();
        }

        @Override
        void end(Scene scene) throws IOException {
            scene.target().server().start();
        }
    },

    /** The server is killed, and is slow for a while when it is back. */
    SLOW_START(Place.SERVER) {
        @Override
        void begin(Scene scene) throws IOException {
            scene.target().server().kill();
            scene.target().network().delay(NOTICEABLE);
            scene.target().server().start();
        }

        @Override
        void end(Scene scene) {
            scene.target().network().delay(Duration.ZERO);
        }
    },

    /** An operator ends every other session. */
    KILLED_SESSIONS(Place.SERVER) {
        @Override
        void begin(Scene scene) {
            scene.target().server().endSessions();
        }
    },

    /** Nobody gets through, and everybody is told. */
    REFUSAL(Place.NETWORK) {
        @Override
        void begin(Scene scene) throws IOException {
            scene.target().network().refuse();
        }
    },

    /** All connections break at once, and new ones can be had. */
    RESET(Place.NETWORK) {
        @Override
        void begin(Scene scene) throws IOException {
            scene.target().network().resetAll();
        }
    },

    /** Packets vanish, and nobody is told. */
    BLACK_HOLE(Place.NETWORK) {
        @Override
        void begin(Scene scene) {
            scene.target().network().becomeBlackHole();
        }
    },

    /** Every packet takes its time. */
    DELAY(Place.NETWORK) {
        @Override
        void begin(Scene scene) {
            scene.target().network().delay(NOTICEABLE);
        }
    },

    /** The packets of the connections that there are stand still, and then go on. */
    STANDSTILL(Place.NETWORK) {
        @Override
        void begin(Scene scene) {
            scene.target().network().hold();
        }

        @Override
        void end(Scene scene) {
            scene.target().network().release();
        }
    },

    /**
     * Connections break when they are told to commit, or to write, which the server still hears.
     */
    LOST_ANSWER(Place.NETWORK) {
        @Override
        void begin(Scene scene) {
            scene.target().network().resetAt(scene.target().wordsOfCommit(), true);
        }
    },

    /**
     * Connections break when they are told to commit, or to write, and the server hears nothing.
     */
    LOST_COMMIT(Place.NETWORK) {
        @Override
        void begin(Scene scene) {
            scene.target().network().resetAt(scene.target().wordsOfCommit(), false);
        }
    },

    /** The application replaces the pool by hand; that this may fail is what it is told. */
    RECONNECT(Place.APPLICATION) {
        @Override
        void begin(Scene scene) throws Exception {
            scene.waits()
                    .time(
                            Call.RECONNECT,
                            () -> {
                                try {
                                    scene.connection().reconnect();
                                } catch (ConnectFailedException outage) {
                                    // the old pool goes on
                                }
                                return null;
                            });
        }
    },

    /** The application is configured anew: another pool takes the place of its own. */
    RELOAD(Place.APPLICATION) {
        @Override
        void begin(Scene scene) throws Exception {
            scene.application().changePool();
            reload(scene);
        }
    },

    /** The application is configured anew, in what does not concern the pool. */
    ADJUSTMENT(Place.APPLICATION) {
        @Override
        void begin(Scene scene) throws Exception {
            scene.application().adjust();
            reload(scene);
        }
    },

    /** The password changes, and physical connections of the former one are to be replaced. */
    ROTATION(Place.APPLICATION) {
        @Override
        void begin(Scene scene) {
            scene.application().changePassword();
        }
    },

    /** The application asks how the database is. */
    HEALTH_CHECK(Place.APPLICATION) {
        @Override
        void begin(Scene scene) throws Exception {
            scene.waits().time(Call.HEALTH_CHECK, () -> scene.connection().healthCheck());
        }
    };

    private static final Duration NOTICEABLE = Duration.ofMillis(40);

    /** Where something goes wrong. */
    enum Place {
        SERVER,
        NETWORK,
        APPLICATION
    }

    private final Place place;

    Fault(Place place) {
        this.place = place;
    }

    Place place() {
        return place;
    }

    private static void reload(Scene scene) throws Exception {
        scene.waits()
                .time(
                        Call.RECONNECT,
                        () -> {
                            try {
                                return scene.manager().reload();
                            } catch (ConnectFailedException outage) {
                                return null; // nothing has changed
                            }
                        });
    }

    /** Lets it happen. */
    abstract void begin(Scene scene) throws Exception;

    /** Puts it right. */
    void end(Scene scene) throws IOException {
        if (place == Place.NETWORK) {
            scene.target().network().mend();
        }
    }
}
