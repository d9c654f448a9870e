package io.dbm.provider.mssql;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.sqlserver.jdbc.SQLServerDriver;
import java.lang.reflect.Field;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DriverNamesTest {

    /**
     * Lists of the driver's own, which it shows nobody: one that has grown must not go unnoticed.
     */
    static Stream<String> properties() {
        return Stream.of("String", "Int", "Boolean")
                .flatMap(kind -> Stream.of(type(kind).getEnumConstants()))
                .map(Object::toString);
    }

    private static Class<?> type(String kind) {
        try {
            return Class.forName(
                    "com.microsoft.sqlserver.jdbc.SQLServerDriver" + kind + "Property");
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("properties")
    void areThoseOfEveryPropertyThatTheDriverHas(String name) {
        assertThat(DriverNames.of(name)).contains(name);
        assertThat(DriverNames.all()).contains(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"APPLICATIONNAME", "applicationname"})
    void areFoundWhateverTheirCase(String name) {
        assertThat(DriverNames.of(name)).contains("applicationName");
    }

    /** Pairs of the driver's own, which it shows nobody, either. */
    static Stream<Arguments> synonyms() throws ReflectiveOperationException {
        Field synonyms = SQLServerDriver.class.getDeclaredField("driverPropertiesSynonyms");
        synonyms.setAccessible(true);
        return Stream.of((String[][]) synonyms.get(null))
                .map(pair -> Arguments.of(pair[0], pair[1]));
    }

    @ParameterizedTest
    @MethodSource("synonyms")
    void areFoundByTheirOtherNames(String other, String name) {
        assertThat(DriverNames.of(other)).contains(name);
    }

    @Test
    void areNoOthers() {
        assertThat(DriverNames.of("colour")).isEmpty();
    }
}
