package io.dbm.core.internal.failure;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks through the causes of an exception, however they are tied together. */
public final class Causes {

    /** More than any sound exception has; a cycle ends here. */
    private static final int DEEPEST = 50;

    private Causes() {}

    /** Returns the exception and its causes, outermost first. */
    public static Stream<Throwable> of(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(DEEPEST);
    }

    /** Returns the outermost exception of a type. */
    public static <T extends Throwable> Optional<T> first(Throwable failure, Class<T> type) {
        return of(failure).filter(type::isInstance).findFirst().map(type::cast);
    }

    /** Returns the innermost cause, which is the exception itself if it has none. */
    public static Throwable root(Throwable failure) {
        return of(failure).reduce(failure, (outer, inner) -> inner);
    }
}
