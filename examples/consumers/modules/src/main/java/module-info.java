/** Keeps books in SQLite, and reads them with Jdbi. */
module com.example.books {
    requires io.dbm.core;
    requires java.management;
    requires org.jdbi.v3.core;
}
