package io.dbm.it.secrets;

import java.util.List;

/** The types of databases that are looked at. */
enum Type {
    POSTGRES(PostgresSubject.SIGNS) {
        @Override
        Subject start() throws Exception {
            return new PostgresSubject();
        }
    },
    SQLITE(SqliteSubject.SIGNS) {
        @Override
        Subject start() throws Exception {
            return new SqliteSubject();
        }
    },
    MSSQL(MssqlSubject.SIGNS) {
        @Override
        Subject start() throws Exception {
            return new MssqlSubject();
        }
    },
    MONGODB(MongoSubject.SIGNS) {
        @Override
        Subject start() throws Exception {
            return new MongoSubject();
        }
    },
    /** H2 behind a driver whose errors tell the secret in every way. */
    TALKATIVE(TalkativeSubject.SIGNS) {
        @Override
        Subject start() {
            return new TalkativeSubject();
        }
    };

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> signs;

    Type(List<String> signs) {
        this.signs = signs;
    }

    /** Returns what is to be found in what is printed: else the run has not been everywhere. */
    List<String> signs() {
        return signs;
    }

    abstract Subject start() throws Exception;
}
