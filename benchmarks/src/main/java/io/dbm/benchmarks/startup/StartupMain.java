package io.dbm.benchmarks.startup;

import io.dbm.benchmarks.race.Machine;
import io.dbm.benchmarks.race.Turn;
import java.io.IOException;
import java.util.List;

/**
 * Starts programs with dbm and with HikariCP in turn, each in a JVM of its own, round after round,
 * and prints tables of what they took.
 */
public final class StartupMain {

    private StartupMain() {}

    /** Takes {@code --smoke} for one round with few connections, which shows that it runs. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        boolean smoke = List.of(arguments).contains("--smoke");
        System.out.println(smoke ? run(1, 3) : run(Integer.getInteger("rounds", 5), 1000));
    }

    /** Returns the tables, in Markdown. */
    public static String run(int rounds, int connections) throws IOException, InterruptedException {
        List<Comparison> all = Comparison.all(connections, rounds == 1);
        for (int round = 1; round <= rounds; round++) {
            for (Comparison comparison : all) {
                for (int time = 0; time < comparison.times(); time++) {
                    for (Start each : Turn.of(comparison.starts(), round + time)) {
                        each.run();
                        System.err.printf("startup, round %d/%d: %s%n", round, rounds, each);
                    }
                }
            }
        }
        StringBuilder text =
                new StringBuilder("%s; %d rounds%n".formatted(Machine.today(), rounds));
        all.forEach(comparison -> text.append(comparison.table()));
        return text.toString();
    }
}
