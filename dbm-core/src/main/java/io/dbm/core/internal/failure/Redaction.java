package io.dbm.core.internal.failure;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Takes a connection's secrets out of what its driver says. */
public final class Redaction {

    private static final String MASK = "******";

    /** A shorter one would also be found in words that have nothing to do with it. */
    private static final int SHORTEST = 3;

    private final List<String> secrets;

    /** Knows these secrets, of any length. */
    public Redaction(Collection<String> secrets) {
        this.secrets =
                secrets.stream()
                        .filter(secret -> secret.length() >= SHORTEST)
                        .distinct()
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .toList();
    }

    /** Returns a text with its secrets masked. */
    public String clean(String text) {
        String clean = text;
        for (String secret : secrets) {
            clean = clean.replace(secret, MASK);
        }
        return clean;
    }

    /**
     * Returns an exception as it is if no message in it holds a secret, otherwise one that says
     * less.
     */
    public Throwable clean(Throwable failure) {
        boolean isClean =
                Causes.of(failure).map(Throwable::toString).allMatch(this::isClean)
                        && Causes.of(failure)
                                .flatMap(each -> List.of(each.getSuppressed()).stream())
                                .map(Throwable::toString)
                                .allMatch(this::isClean);
        return isClean ? failure : new RedactedException(clean(failure.toString()));
    }

    private boolean isClean(String text) {
        return secrets.stream().noneMatch(text::contains);
    }

    /** Says nothing of the secrets, not even how many there are. */
    @Override
    public String toString() {
        return "redaction";
    }

    /** Stands for an exception that held a secret. */
    private static final class RedactedException extends Exception {
        private static final long serialVersionUID = 1L;

        RedactedException(String text) {
            super(text);
        }
    }
}
