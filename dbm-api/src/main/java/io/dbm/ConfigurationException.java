package io.dbm;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The configuration is wrong: fix the file. It lists every mistake that one reading finds, except
 * that a mistake of syntax comes alone, and so do substitutions without a value, all of them.
 *
 * @since 0.1.0
 */
public final class ConfigurationException extends DbmException {

    private static final long serialVersionUID = 1L;

    /** The mistakes, in the order of their paths. */
    @SuppressWarnings("serial") // a List.copyOf of records of strings
    private final List<Problem> problems;

    /** Makes an error of at least one problem. */
    public ConfigurationException(List<Problem> problems) {
        super(describe(problems), null);
        this.problems = List.copyOf(problems);
    }

    /** Returns every mistake, in the order in which the message lists them. */
    public List<Problem> problems() {
        return problems;
    }

    private static String describe(List<Problem> problems) {
        String heading =
                problems.size() == 1
                        ? "the configuration has a problem:"
                        : "the configuration has " + problems.size() + " problems:";
        return problems.stream()
                .map(problem -> "\n  - " + problem)
                .collect(Collectors.joining("", heading, ""));
    }

    /**
     * One mistake.
     *
     * @param path where, such as {@code dbmanager.connections.primary.port}; empty for a mistake of
     *     syntax
     * @param origin the file and line, or the variable or property, that the value came from; empty
     *     if it is not known
     * @param message what is wrong and what to do
     */
    public record Problem(String path, String origin, String message)
            implements java.io.Serializable {

        /** Returns the problem on one line: path, message, origin. */
        @Override
        public String toString() {
            return (path.isEmpty() ? "" : path + ": ")
                    + message
                    + (origin.isEmpty() ? "" : " (" + origin + ")");
        }
    }
}
