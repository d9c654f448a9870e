/** What applications and plugin authors compile against. */
module io.dbm.api {
    requires transitive java.sql;
    requires static org.jspecify;

    exports io.dbm;
    exports io.dbm.spi;
}
