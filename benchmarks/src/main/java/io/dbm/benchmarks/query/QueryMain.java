package io.dbm.benchmarks.query;

import io.dbm.benchmarks.race.Jvm;
import io.dbm.benchmarks.race.Machine;
import io.dbm.benchmarks.slice.Slices;
import io.dbm.benchmarks.store.Store;
import io.dbm.benchmarks.store.Stores;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one row by its primary key through each access layer, over dbm and over HikariCP in turn,
 * and prints a table. Each layer on each database has a JVM of its own, so that what the JIT has
 * learned from one does not matter for another.
 */
public final class QueryMain {

    private static final String HEAD =
            "| database | case | threads | %s%n| --- | --- | ---: | %s%n"
                    .formatted(Slices.HEAD, Slices.RULE);

    private QueryMain() {}

    /** Takes {@code --smoke} for one short round, which shows that it runs and measures nothing. */
    public static void main(String[] arguments) throws Exception {
        if (List.of(arguments).contains("--smoke")) {
            System.out.println(smokeTable());
            return;
        }
        int rounds = Integer.getInteger("rounds", 41);
        System.out.printf("%s; %d rounds%n%n%s", Machine.today(), rounds, HEAD);
        try (Stores stores = Stores.filled()) {
            for (Store store : Store.values()) {
                for (Layer layer : Layer.values()) {
                    List<String> options = new ArrayList<>(stores.properties());
                    options.addAll(List.of("-Xms512m", "-Xmx512m", "-Drounds=" + rounds));
                    List<String> what = List.of(store.name(), layer.name());
                    System.out.print(Jvm.run(options, QueryFork.class, what));
                }
            }
        }
    }

    /** Returns the table of one short round, all in this JVM. */
    public static String smokeTable() throws Exception {
        StringBuilder table = new StringBuilder(HEAD);
        try (Stores stores = Stores.filled()) {
            for (Store store : Store.values()) {
                for (Layer layer : Layer.values()) {
                    table.append(QueryFork.rows(store, layer, Slices.smoke()));
                }
            }
        }
        return table.toString();
    }
}
