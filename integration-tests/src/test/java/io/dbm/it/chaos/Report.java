package io.dbm.it.chaos;

import io.dbm.it.chaos.Audit.Finding;
import io.dbm.it.chaos.Ledger.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What came of a run, to be read and to be checked.
 *
 * @param recovered how long after the last fault every layer served
 */
record Report(
        long seed,
        Duration length,
        Schedule schedule,
        Limits limits,
        Notes notes,
        Audit audit,
        Duration recovered,
        Remains remains) {

    private static final int SHOWN = 20;

    /** Returns what must not be, in words; nothing, if all is well. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        for (Finding finding : Finding.values()) {
            audit.found(finding).stream()
                    .limit(SHOWN)
                    .forEach(each -> faults.add(finding + ": " + each));
        }
        notes.waits()
                .longest()
                .forEach(
                        (call, longest) -> {
                            if (isTooLong(call, longest)) {
                                faults.add("waited too long: " + wait(call, longest));
                            }
                        });
        notes.waits().overdue().stream().limit(SHOWN).forEach(faults::add);
        notes.strange().stream().limit(SHOWN).forEach(faults::add);
        if (!remains.isNothing()) {
            faults.add("something is left: " + remains);
        }
        return faults;
    }

    /** For as long as the machine itself stood still, everybody on it has waited longer. */
    private boolean isTooLong(Call call, Duration longest) {
        return longest.compareTo(call.limit(limits).plus(notes.waits().stall())) > 0;
    }

    private String wait(Call call, Duration longest) {
        return "%s %d of %d ms".formatted(call, longest.toMillis(), call.limit(limits).toMillis());
    }

    private Map<Fault, Integer> struck() {
        Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
        schedule.strikes().forEach(strike -> counts.merge(strike.fault(), 1, Integer::sum));
        return counts;
    }

    @Override
    public String toString() {
        return """
               seed %d, %d s
                 operations: %s
                 faults: %s
                 writes: %d acknowledged, %d of unknown outcome (%d of them there), %d failed
                 found: %s
                 longest waits: %s; longest stall of the JVM: %d ms
                 every layer served %d ms after the last fault
                 left: %s
                 callers were told: %s
               """
                .formatted(
                        seed,
                        length.toSeconds(),
                        notes.operations(),
                        struck(),
                        audit.told(Outcome.ACKNOWLEDGED),
                        audit.told(Outcome.UNKNOWN),
                        audit.unknownThere(),
                        audit.told(Outcome.FAILED),
                        audit.counts(),
                        notes.waits().longest().entrySet().stream()
                                .map(each -> wait(each.getKey(), each.getValue()))
                                .collect(Collectors.joining(", ")),
                        notes.waits().stall().toMillis(),
                        recovered.toMillis(),
                        remains,
                        notes.failures());
    }
}
