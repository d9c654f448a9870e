package com.example.orders;

import io.dbm.DatabaseManager;
import io.dbm.core.Dbm;
import org.jdbi.v3.core.Jdbi;

/** Adds up orders in PostgreSQL. */
public final class Orders {

    private Orders() {}

    public static void main(String[] args) {
        try (DatabaseManager manager = Dbm.load()) {
            manager.connect();
            Jdbi jdbi = manager.connection("shop").access(Jdbi.class);
            jdbi.useHandle(
                    handle -> {
                        handle.execute("create temporary table orders (amount int)");
                        handle.execute("insert into orders select generate_series(1, ?)", 12);
                        System.out.println(
                                handle.select("select sum(amount) from orders")
                                        .mapTo(int.class)
                                        .one());
                    });
        }
    }
}
