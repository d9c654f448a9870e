package io.dbm.it.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbm.spi.DatabaseProvider;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Keys that are refused, and what is said about it. */
final class Rejections {

    private Rejections() {}

    /** A key that this type's provider does not declare, and others do. */
    static Evidence<TestDatabase> ofAnotherType(String key) {
        return of(key, "1", "does not apply here: '" + key + "' is a key of " + typesWith(key));
    }

    /** The providers of other tests are on the class path too. */
    private static String typesWith(String key) {
        return ServiceLoader.load(DatabaseProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(it -> it.settings().stream().anyMatch(each -> each.name().equals(key)))
                .map(DatabaseProvider::type)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** A value that is refused with this whole message, and no other mistake. */
    static Evidence<TestDatabase> of(String key, String value, String message) {
        return at(key, key + " = " + value, message);
    }

    /** A setting that is refused at this path with this whole message, and no other mistake. */
    static Evidence<TestDatabase> at(String path, String setting, String message) {
        return database ->
                assertThat(Managers.mistakes(database.settings(), setting))
                        .containsExactly(path + ": " + message);
    }
}
