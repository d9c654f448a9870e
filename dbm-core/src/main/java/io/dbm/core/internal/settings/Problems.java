package io.dbm.core.internal.settings;

import io.dbm.ConfigurationException;
import io.dbm.ConfigurationException.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects mistakes, so that one run names all of them. A mistake that is found twice counts once.
 */
public final class Problems {

    private final Set<Problem> found = new LinkedHashSet<>();

    public void add(String path, String origin, String message) {
        found.add(new Problem(path, origin, message));
    }

    public void throwIfAny() {
        if (!found.isEmpty()) {
            List<Problem> sorted = new ArrayList<>(found);
            sorted.sort(Comparator.comparing(Problem::path));
            throw new ConfigurationException(sorted);
        }
    }
}
