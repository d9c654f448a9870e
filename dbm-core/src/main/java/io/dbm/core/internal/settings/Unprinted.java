package io.dbm.core.internal.settings;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Keeps what has secrets in it and would print them, such as a configuration: whoever prints the
 * holder, be it field by field, does not print that.
 */
public final class Unprinted<T> implements Supplier<T> {

    /** A future that is done does not show its result. */
    private final CompletableFuture<T> kept;

    /** Keeps something. */
    public Unprinted(T value) {
        this.kept = CompletableFuture.completedFuture(value);
    }

    /** Returns what is kept. */
    @Override
    public T get() {
        return kept.join();
    }

    /** Two are equal if what they keep is. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Unprinted<?> another && get().equals(another.get());
    }

    @Override
    public int hashCode() {
        return get().hashCode();
    }

    /** Shows nothing. */
    @Override
    public String toString() {
        return "******";
    }
}
