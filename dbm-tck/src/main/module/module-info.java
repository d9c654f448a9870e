import io.dbm.spi.AccessAdapter;
import io.dbm.spi.DatabaseProvider;

/** Contract tests that plugin authors run; open, since JUnit calls methods that are not public. */
@SuppressWarnings("requires-automatic") // it states its name
open module io.dbm.tck {
    requires transitive io.dbm.api;
    requires io.dbm.core;
    requires org.assertj.core;
    requires transitive org.junit.jupiter.api;
    requires typesafe.config;
    requires static org.jspecify;

    exports io.dbm.tck;

    uses AccessAdapter;
    uses DatabaseProvider;
}
