package io.dbm.core.internal.failure;

import io.dbm.spi.FailureKind;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes a connection's secrets out of what its driver says: as they are, percent-encoded in whole
 * or in part, escaped by backslashes, and in Base64.
 */
public final class Redaction {

    private static final String MASK = "******";

    /** A shorter one would also be found in words that have nothing to do with it. */
    private static final int SHORTEST = 3;

    /** Of a shorter one, too little is left of its Base64 within that of a longer text. */
    private static final int SHORTEST_WITHIN_BASE64 = 8;

    private final Optional<Pattern> secrets;

    /** Knows these secrets, of any length. */
    public Redaction(Collection<String> secrets) {
        List<String> forms =
                secrets.stream()
                        .filter(secret -> secret.length() >= SHORTEST)
                        .distinct()
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .flatMap(secret -> Stream.concat(spelled(secret), inBase64(secret)))
                        .toList();
        this.secrets =
                forms.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Pattern.compile(String.join("|", forms)));
    }

    private static Stream<String> spelled(String secret) {
        return Stream.of(
                secret.codePoints().mapToObj(Redaction::spelled).collect(Collectors.joining()));
    }

    /** Returns an expression for one character, however an encoder may have written it. */
    private static String spelled(int codePoint) {
        String character = Character.toString(codePoint);
        StringBuilder percents = new StringBuilder();
        for (byte each : character.getBytes(StandardCharsets.UTF_8)) {
            percents.append("%%%02X".formatted(each));
        }
        String literal = Character.isLetterOrDigit(codePoint) ? "" : "\\\\?";
        return "(?:"
                + literal
                + Pattern.quote(character)
                + "|(?i:"
                + percents
                + ")"
                + (codePoint == ' ' ? "|\\+" : "")
                + ")";
    }

    /** Returns what stands for a secret in Base64, at each place that it may have in a text. */
    private static Stream<String> inBase64(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        int places = bytes.length < SHORTEST_WITHIN_BASE64 ? 1 : 3;
        return Stream.of(Base64.getEncoder(), Base64.getUrlEncoder())
                .flatMap(
                        encoder ->
                                IntStream.range(0, places)
                                        .mapToObj(before -> within(encoder, before, bytes)))
                .distinct()
                .map(Pattern::quote);
    }

    /** Returns those characters that do not depend on what stands before and after the secret. */
    private static String within(Base64.Encoder encoder, int before, byte[] secret) {
        byte[] text = new byte[before + secret.length];
        System.arraycopy(secret, 0, text, before, secret.length);
        int first = (before * 8 + 5) / 6;
        int end = text.length * 8 / 6;
        return encoder.withoutPadding().encodeToString(text).substring(first, end);
    }

    /** Returns a text with its secrets masked. */
    public String clean(String text) {
        return secrets.map(it -> it.matcher(text).replaceAll(MASK)).orElse(text);
    }

    /**
     * Returns an exception as it is if nothing that it would print holds a secret, otherwise one
     * that says less, from the same place in the code.
     */
    public Throwable clean(Throwable failure) {
        return isClean(failure) ? failure : masked(failure);
    }

    /**
     * Returns what a driver threw as it is if nothing that it would print holds a secret, otherwise
     * an exception of the same SQLState and vendor code that says less.
     *
     * @param kind tells the kind of the original, which the other one may not show any more
     */
    public SQLException clean(SQLException failure, Function<SQLException, FailureKind> kind) {
        return isClean(failure)
                ? failure
                : masked(
                        failure,
                        new RedactedSqlException(text(failure), failure, kind.apply(failure)));
    }

    private Throwable masked(Throwable failure) {
        return failure instanceof SQLException sql
                ? masked(sql, new RedactedSqlException(text(sql), sql, FailureKind.OTHER))
                : masked(failure, new RedactedException(text(failure), failure));
    }

    private <X extends Throwable> X masked(Throwable original, X masked) {
        masked.setStackTrace(original.getStackTrace());
        Throwable cause = original.getCause();
        if (cause != null) {
            masked.initCause(clean(cause));
        }
        for (Throwable suppressed : original.getSuppressed()) {
            masked.addSuppressed(clean(suppressed));
        }
        if (original instanceof SQLException sql
                && sql.getNextException() != null
                && masked instanceof SQLException maskedSql
                && clean(sql.getNextException()) instanceof SQLException next) {
            maskedSql.setNextException(next);
        }
        return masked;
    }

    private @Nullable String text(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? null : clean(message);
    }

    private boolean isClean(Throwable failure) {
        return secrets.isEmpty()
                || isClean(failure, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private boolean isClean(@Nullable Throwable failure, Set<Throwable> seen) {
        if (failure == null || !seen.add(failure)) {
            return true;
        }
        return isClean(failure.toString())
                && isClean(failure.getCause(), seen)
                && Stream.of(failure.getSuppressed()).allMatch(each -> isClean(each, seen))
                && (!(failure instanceof SQLException sql)
                        || isClean(sql.getNextException(), seen));
    }

    private boolean isClean(String text) {
        return secrets.stream().noneMatch(it -> it.matcher(text).find());
    }

    /** Says nothing of the secrets, not even how many there are. */
    @Override
    public String toString() {
        return "redaction";
    }

    /** Stands for an exception that held a secret. */
    private static final class RedactedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String original;

        RedactedException(@Nullable String message, Throwable original) {
            super(message);
            this.original = original.getClass().getName();
        }

        @Override
        @SuppressWarnings("OverrideThrowableToString") // the type is that of the original
        public String toString() {
            return getMessage() == null ? original : original + ": " + getMessage();
        }
    }
}
