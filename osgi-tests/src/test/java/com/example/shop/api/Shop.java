package com.example.shop.api;

import java.util.List;
import java.util.function.Supplier;

/** What the test asks of an application that is in a bundle; each has a manager of its own. */
public interface Shop extends AutoCloseable {

    /** Opens one. */
    interface Opener extends Supplier<Shop> {}

    /** Adds an order through Jdbi. */
    void order(String item);

    /** Adds two orders through Jdbi in one transaction, and takes a step in between. */
    void order(String first, Runnable between, String second);

    /** Reads all orders through plain JDBC. */
    List<String> orders();

    /** Asks the other database for the sum of two numbers. */
    int sum(int one, int other);

    /** Opens the database of the orders anew. */
    void reconnect();

    /** Names the plugins that were found. */
    List<String> plugins();

    @Override
    void close();
}
