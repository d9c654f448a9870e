package io.dbm.core.internal.failure;

import io.dbm.spi.FailureKind;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Base64;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes a connection's secrets out of what its driver says: as they are, in Base64, and with any of
 * their characters percent-encoded, after a backslash, or escaped as in JSON or XML.
 *
 * <p>It does not know a secret of fewer than 3 characters, nor one of fewer than 5 bytes within the
 * Base64 of a longer text; nor one that was encoded twice, is in hexadecimal, or was cut off before
 * its hundredth character. dbm's own sentences do not go through it: a mask in a known sentence
 * would tell what it stands for.
 */
public final class Redaction {

    private static final String MASK = "******";

    /** A shorter one would also be found in words that have nothing to do with it. */
    private static final int SHORTEST = 3;

    /** In bytes: six characters of Base64 depend on nothing else, and fewer might be a word. */
    private static final int SHORTEST_WITHIN_BASE64 = 5;

    /** So many passwords that changed are still known: those of connections that are still open. */
    private static final int LEARNT_AT_MOST = 8;

    private final Set<String> given = new LinkedHashSet<>();
    private final Set<String> learnt = new LinkedHashSet<>();

    /** Made when first something is to be cleaned, and again when another secret is known. */
    private volatile @Nullable List<SecretFinder> finders;

    /** Knows these secrets, of any length. */
    public Redaction(Collection<String> secrets) {
        given.addAll(secrets);
    }

    /** Knows from now on what another one was given, too. */
    public void include(Redaction other) {
        Set<String> more;
        synchronized (other) {
            more = Set.copyOf(other.given);
        }
        synchronized (this) {
            if (given.addAll(more)) {
                finders = null;
            }
        }
    }

    /** Knows a secret from now on, beside those that were given and the latest that were learnt. */
    public synchronized void learn(String secret) {
        boolean known = given.contains(secret) || learnt.remove(secret); // the latest stay longest
        learnt.add(secret);
        if (known) {
            return;
        }
        if (learnt.size() > LEARNT_AT_MOST) {
            learnt.remove(learnt.iterator().next());
        }
        finders = null;
    }

    private List<SecretFinder> finders() {
        List<SecretFinder> known = finders;
        return known == null ? makeFinders() : known;
    }

    private synchronized List<SecretFinder> makeFinders() {
        List<SecretFinder> made = finders(Stream.concat(given.stream(), learnt.stream()));
        finders = made;
        return made;
    }

    private static List<SecretFinder> finders(Stream<String> secrets) {
        return secrets.filter(secret -> secret.length() >= SHORTEST)
                .flatMap(secret -> Stream.concat(Stream.of(secret), inBase64(secret)))
                .distinct()
                .map(SecretFinder::new)
                .toList();
    }

    /** Returns what stands for a secret in Base64, at each place that it may have in a text. */
    private static Stream<String> inBase64(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        int places = bytes.length < SHORTEST_WITHIN_BASE64 ? 1 : 3;
        return Stream.of(Base64.getEncoder(), Base64.getUrlEncoder())
                .flatMap(
                        encoder ->
                                IntStream.range(0, places)
                                        .mapToObj(before -> within(encoder, before, bytes)));
    }

    /** Returns those characters that do not depend on what stands before and after the secret. */
    private static String within(Base64.Encoder encoder, int before, byte[] secret) {
        byte[] text = new byte[before + secret.length];
        System.arraycopy(secret, 0, text, before, secret.length);
        int first = (before * 8 + 5) / 6;
        int end = text.length * 8 / 6;
        return encoder.withoutPadding().encodeToString(text).substring(first, end);
    }

    /** Returns a driver's text with its secrets masked. */
    public String clean(String text) {
        BitSet found = found(text);
        StringBuilder clean = new StringBuilder();
        int end = 0;
        for (int start = found.nextSetBit(0); start >= 0; start = found.nextSetBit(end)) {
            clean.append(text, end, start).append(MASK);
            end = found.nextClearBit(start);
        }
        return clean.append(text, end, text.length()).toString();
    }

    private BitSet found(String text) {
        BitSet found = new BitSet(text.length());
        finders().forEach(secret -> secret.find(text, found));
        return found;
    }

    /**
     * Returns an exception as it is if nothing that it would print holds a secret, otherwise one
     * that says less, from the same place in the code.
     */
    public Throwable clean(Throwable failure) {
        return finders().isEmpty()
                ? failure
                : RedactedCopies.copy(failure, this, FailureKind::ofSqlState);
    }

    /**
     * Returns what a driver threw as it is if nothing that it would print holds a secret, otherwise
     * an exception of the same SQLState and vendor code that says less.
     *
     * @param kind tells the kind of the original, which the other one may not show any more
     */
    public SQLException clean(SQLException failure, Function<SQLException, FailureKind> kind) {
        return !finders().isEmpty()
                        && RedactedCopies.copy(failure, this, kind) instanceof SQLException clean
                ? clean
                : failure;
    }

    /** Returns an exception that stands for another one, but is not tied to any. */
    Throwable withoutTies(Throwable original, Function<SQLException, FailureKind> kind) {
        String message = original.getMessage();
        String clean = message == null || isTrusted(original) ? message : clean(message);
        return original instanceof SQLException sql
                ? new RedactedSqlException(clean, sql, kind)
                : new RedactedException(clean, original);
    }

    /** Tells whether an exception itself holds a secret; the name of its class is none. */
    boolean holdsSecret(Throwable failure) {
        if (isTrusted(failure)) {
            return false;
        }
        String printed = failure.toString();
        String type = failure.getClass().getName();
        return holdsSecret(failure.getMessage())
                || holdsSecret(
                        printed.startsWith(type) ? printed.substring(type.length()) : printed);
    }

    private boolean holdsSecret(@Nullable String text) {
        return text != null && !found(text).isEmpty();
    }

    private static boolean isTrusted(Throwable failure) {
        return failure instanceof OwnWords
                || failure instanceof RedactedException
                || failure instanceof RedactedSqlException;
    }

    /** Says nothing of the secrets, not even how many there are. */
    @Override
    public String toString() {
        return "redaction";
    }
}
