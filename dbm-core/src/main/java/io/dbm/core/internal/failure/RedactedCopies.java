package io.dbm.core.internal.failure;

import io.dbm.spi.FailureKind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Copies those of an exception and all that is tied to it, in circles too, that hold a secret or
 * lead to one which does. Each is looked at once.
 */
final class RedactedCopies {

    /** More than any sound exception is tied to; what is beyond is left out. */
    private static final int MOST = 1_000;

    private final Redaction redaction;
    private final List<Throwable> all = new ArrayList<>();
    private final Set<Throwable> known = Collections.newSetFromMap(new IdentityHashMap<>());
    private final IdentityHashMap<Throwable, Throwable> copies = new IdentityHashMap<>();

    private RedactedCopies(Redaction redaction) {
        this.redaction = redaction;
    }

    /** Returns the exception as it is, or its copy. */
    static Throwable copy(
            Throwable failure, Redaction redaction, Function<SQLException, FailureKind> kind) {
        RedactedCopies copies = new RedactedCopies(redaction);
        copies.collect(failure);
        for (Throwable each : copies.thoseToCopy()) {
            copies.copies.put(each, redaction.withoutTies(each, kind));
        }
        copies.copies.forEach(copies::tie);
        return copies.copies.getOrDefault(failure, failure);
    }

    private void collect(Throwable failure) {
        known.add(failure);
        all.add(failure);
        for (int index = 0; index < all.size(); index++) {
            tied(all.get(index))
                    .filter(each -> all.size() < MOST && known.add(each))
                    .forEach(all::add);
        }
        Collections.reverse(all); // so that mostly each comes after those that it is tied to
    }

    private static Stream<Throwable> tied(Throwable failure) {
        Throwable next = failure instanceof SQLException sql ? sql.getNextException() : null;
        return Stream.concat(
                        Stream.of(failure.getSuppressed()),
                        Arrays.asList(failure.getCause(), next).stream())
                .filter(Objects::nonNull);
    }

    private Set<Throwable> thoseToCopy() {
        Set<Throwable> chosen = Collections.newSetFromMap(new IdentityHashMap<>());
        all.stream().filter(redaction::holdsSecret).forEach(chosen::add);
        int before;
        do {
            before = chosen.size();
            for (Throwable each : all) {
                if (tied(each).anyMatch(it -> chosen.contains(it) || !known.contains(it))) {
                    chosen.add(each);
                }
            }
        } while (chosen.size() > before);
        return chosen;
    }

    private void tie(Throwable original, Throwable copy) {
        copy.setStackTrace(original.getStackTrace());
        Throwable cause = inPlaceOf(original.getCause());
        if (cause != null && cause != copy) {
            copy.initCause(cause);
        }
        for (Throwable suppressed : original.getSuppressed()) {
            Throwable clean = inPlaceOf(suppressed);
            if (clean != null) {
                copy.addSuppressed(clean);
            }
        }
        if (original instanceof SQLException sql
                && copy instanceof SQLException sqlCopy
                && inPlaceOf(sql.getNextException()) instanceof SQLException next) {
            sqlCopy.setNextException(next);
        }
    }

    private @Nullable Throwable inPlaceOf(@Nullable Throwable original) {
        return known.contains(original) ? copies.getOrDefault(original, original) : null;
    }
}
