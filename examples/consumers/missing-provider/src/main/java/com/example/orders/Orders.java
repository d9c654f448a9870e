package com.example.orders;

import io.dbm.ConfigurationException;
import io.dbm.DatabaseManager;
import io.dbm.core.Dbm;

/** Would count orders in PostgreSQL, had its pom named what opens that. */
public final class Orders {

    private Orders() {}

    public static void main(String[] args) {
        try (DatabaseManager manager = Dbm.load()) {
            manager.connect();
        } catch (ConfigurationException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }
}
