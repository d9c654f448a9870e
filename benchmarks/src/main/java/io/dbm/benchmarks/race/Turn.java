package io.dbm.benchmarks.race;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** The order in which a round runs all there are. */
public final class Turn {

    private Turn() {}

    /** There and back again, so that none always runs after the same other one. */
    public static <T> List<T> of(Collection<T> all, int round) {
        List<T> turn = new ArrayList<>(all);
        if (round % 2 == 0) {
            Collections.reverse(turn);
        }
        return turn;
    }
}
