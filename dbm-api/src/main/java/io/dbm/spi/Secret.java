package io.dbm.spi;

/**
 * A value that must never be printed: only {@link #reveal()} gives it away.
 *
 * @since 0.1.0
 */
public final class Secret {

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /** Wraps a secret. */
    public static Secret of(String value) {
        return new Secret(value);
    }

    /** Returns the secret itself, for a driver and nothing else. */
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && value.equals(secret.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** Returns asterisks, whatever the secret is. */
    @Override
    public String toString() {
        return "******";
    }
}
