package io.dbm.access.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import java.math.BigDecimal;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.argument.Arguments;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UsualArgumentsTest {

    static List<Object> values() {
        return List.of(
                true,
                (short) 1,
                2,
                3L,
                4.5,
                new BigDecimal("6.70"),
                "text",
                new byte[] {8},
                UUID.fromString("00000000-0000-0000-0000-000000000009"),
                Instant.EPOCH,
                LocalDate.EPOCH,
                LocalTime.NOON,
                LocalDate.EPOCH.atStartOfDay(),
                OffsetDateTime.MIN.withYear(2000));
    }

    @ParameterizedTest
    @MethodSource("values")
    void areBoundAsByJdbiAlone(Object value) {
        try (DatabaseManager manager = H2.connect(jdbi -> {})) {
            NamedConnection connection = manager.connection("main");
            Jdbi alone = Jdbi.create(connection.access(DataSource.class));
            assertThat(echo(connection.access(Jdbi.class), value)).isEqualTo(echo(alone, value));
        }
    }

    private static String echo(Jdbi jdbi, Object value) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery("SELECT CAST(:it AS VARCHAR)")
                                .bind("it", value)
                                .mapTo(String.class)
                                .one());
    }

    @Test
    void areBoundByWhatTheApplicationRegistersInstead() {
        try (DatabaseManager manager =
                H2.connect(jdbi -> jdbi.registerArgument(new InCapitals()))) {
            Jdbi jdbi = manager.connection("main").access(Jdbi.class);
            assertThat(echo(jdbi, "text")).isEqualTo("TEXT");
        }
    }

    private static final class InCapitals extends AbstractArgumentFactory<String> {

        InCapitals() {
            super(Types.VARCHAR);
        }

        @Override
        protected Argument build(String value, ConfigRegistry config) {
            return (place, statement, context) ->
                    statement.setString(place, value.toUpperCase(Locale.ROOT));
        }
    }

    @Test
    void areAskedForFirst() {
        try (DatabaseManager manager = H2.connect(jdbi -> {})) {
            Jdbi jdbi = manager.connection("main").access(Jdbi.class);
            assertThat(jdbi.getConfig(Arguments.class).getFactories().get(0))
                    .isInstanceOf(UsualArguments.class);
            assertThat(UsualArguments.of(Jdbi.create("jdbc:h2:mem:")).known()).hasSize(19);
        }
    }
}
