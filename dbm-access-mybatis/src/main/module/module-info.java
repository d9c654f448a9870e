import io.dbm.access.mybatis.MyBatisAdapter;
import io.dbm.spi.AccessAdapter;

/** MyBatis on a connection's pool. */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"}) // they state their names
module io.dbm.access.mybatis {
    requires io.dbm.api;
    requires java.xml;
    requires transitive org.mybatis;
    requires static org.jspecify;

    // What MyBatis uses, and has no module-info to say.
    requires java.logging;
    requires java.naming;

    provides AccessAdapter with
            MyBatisAdapter;
}
