package io.dbm.benchmarks.recovery;

import io.dbm.benchmarks.race.Machine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Takes PostgreSQL away from each pool in turn, round after round, and prints a table of how long
 * after its return the pool's callers were served again.
 */
public final class RecoveryMain {

    private static final Outage WARM_UP = new Outage(Outage.Kind.KILLED, Duration.ofSeconds(1), 1);

    private static final List<Outage> OUTAGES =
            List.of(
                    new Outage(Outage.Kind.KILLED, Duration.ofSeconds(1), 3),
                    new Outage(Outage.Kind.KILLED, Duration.ofSeconds(5), 3),
                    new Outage(Outage.Kind.KILLED, Duration.ofSeconds(30), 1),
                    new Outage(Outage.Kind.BLACK_HOLE, Duration.ofSeconds(5), 3));

    static {
        // pools tell of each failure, by the hundred, and the server's launcher that it is dead
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
        Logger.getLogger("io.agroal").setLevel(Level.OFF);
    }

    private RecoveryMain() {}

    /** Takes {@code --smoke} for the warm-up alone, which shows that it runs. */
    public static void main(String[] arguments) throws Exception {
        boolean smoke = List.of(arguments).contains("--smoke");
        try (Server server = new Server()) {
            List<Results> all = new ArrayList<>();
            measure(server, WARM_UP, all);
            if (!smoke) {
                all.clear(); // what the JIT has not seen yet is not the pools' fault
                for (Outage outage : OUTAGES) {
                    measure(server, outage, all);
                }
            }
            System.out.printf("%s%n%n%s", Machine.today(), Results.table(all));
        }
    }

    private static void measure(Server server, Outage outage, List<Results> all) throws Exception {
        List<Results> turn = new ArrayList<>();
        for (Contestant contestant : Contestant.values()) {
            turn.add(new Results(outage, contestant));
        }
        all.addAll(turn);
        for (int round = 1; round <= outage.rounds(); round++) {
            for (Results each : turn) {
                Recovery recovery = outage.measure(each.contestant(), server);
                each.add(recovery);
                System.err.printf(
                        "%s, round %d: %s  %s%n", outage, round, recovery, each.contestant());
            }
            Collections.reverse(turn); // so that none always runs after the same other one
        }
    }
}
