import io.dbm.provider.sqlite.SqliteProvider;
import io.dbm.spi.DatabaseProvider;

/** Opens SQLite databases. */
module io.dbm.provider.sqlite {
    requires io.dbm.api;
    requires org.xerial.sqlitejdbc;
    requires static org.jspecify;

    provides DatabaseProvider with
            SqliteProvider;
}
