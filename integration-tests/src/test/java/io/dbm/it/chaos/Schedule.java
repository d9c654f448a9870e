package io.dbm.it.chaos;

import io.dbm.it.chaos.Fault.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Which fault begins when and lasts how long; the same for the same seed. */
final class Schedule {

    private final List<Strike> strikes = new ArrayList<>();

    private Schedule() {}

    /** Draws one whose last fault is over at the end of a time. */
    static Schedule of(long seed, Duration length, Set<Fault> faults) {
        Schedule schedule = new Schedule();
        for (Place place : Place.values()) {
            List<Fault> there = faults.stream().filter(it -> it.place() == place).sorted().toList();
            if (!there.isEmpty()) {
                schedule.draw(
                        new Random(31 * seed + place.name().hashCode()), length, place, there);
            }
        }
        return schedule;
    }

    private void draw(Random random, Duration length, Place place, List<Fault> faults) {
        Duration at = pause(place, random);
        while (true) {
            Fault fault = faults.get(random.nextInt(faults.size()));
            Strike strike = new Strike(fault, at, lasting(random));
            if (strike.end().compareTo(length) > 0) {
                return;
            }
            strikes.add(strike);
            at = strike.end().plus(pause(place, random));
        }
    }

    /** Between two faults there is time to work: to start a server takes long enough by itself. */
    private static Duration pause(Place place, Random random) {
        return switch (place) {
            case SERVER -> Duration.ofMillis(2500 + random.nextInt(3000));
            case NETWORK -> Duration.ofMillis(500 + random.nextInt(1500));
            case APPLICATION -> Duration.ofMillis(200 + random.nextInt(2500));
        };
    }

    /** Many faults are short, and some outlast every limit of a caller. */
    private static Duration lasting(Random random) {
        return random.nextInt(5) == 0
                ? Duration.ofMillis(2000 + random.nextInt(3000))
                : Duration.ofMillis(20 + random.nextInt(1000));
    }

    /** Returns the faults of one place, in their order. */
    List<Strike> strikes(Place place) {
        return strikes.stream().filter(strike -> strike.fault().place() == place).toList();
    }

    /** Returns all faults. */
    List<Strike> strikes() {
        return List.copyOf(strikes);
    }
}
