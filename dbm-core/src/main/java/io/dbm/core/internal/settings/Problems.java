package io.dbm.core.internal.settings;

import io.dbm.ConfigurationException;
import io.dbm.ConfigurationException.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Collects mistakes, so that one run names all of them. A mistake that is found twice counts once.
 */
public final class Problems {

    /** Each with whom it is a mistake for, or nobody if that is where it is written. */
    private final Map<Problem, Set<String>> found = new LinkedHashMap<>();

    public void add(String path, String origin, String message) {
        found.computeIfAbsent(new Problem(path, origin, message), each -> new TreeSet<>());
    }

    /** Records a mistake for one of those that take a value which is written for all. */
    void addFor(String user, String path, String origin, String message) {
        found.computeIfAbsent(new Problem(path, origin, message), each -> new TreeSet<>())
                .add(user);
    }

    public void throwIfAny() {
        if (!found.isEmpty()) {
            List<Problem> sorted = new ArrayList<>();
            found.forEach((problem, users) -> sorted.add(naming(users, problem)));
            sorted.sort(Comparator.comparing(Problem::path));
            throw new ConfigurationException(sorted);
        }
    }

    private static Problem naming(Set<String> users, Problem problem) {
        return users.isEmpty()
                ? problem
                : new Problem(
                        problem.path(),
                        problem.origin(),
                        "for " + String.join(", ", users) + ", " + problem.message());
    }
}
