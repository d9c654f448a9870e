package io.dbm.it;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Looks through exceptions that layers have wrapped. */
final class Throwables {

    private Throwables() {}

    static List<Throwable> chain(Throwable error) {
        return Stream.iterate(error, Objects::nonNull, Throwable::getCause).toList();
    }

    static Throwable root(Throwable error) {
        List<Throwable> chain = chain(error);
        return chain.get(chain.size() - 1);
    }
}
