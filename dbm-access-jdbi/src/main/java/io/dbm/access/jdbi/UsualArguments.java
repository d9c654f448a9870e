package io.dbm.access.jdbi;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.argument.Arguments;
import org.jdbi.v3.core.argument.QualifiedArgumentFactory;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.qualifier.QualifiedType;

/**
 * Knows which of Jdbi's own factories binds a value of a usual type, so that it is asked first:
 * Jdbi keeps what it has found out for one statement only, and asks a dozen others before, for each
 * parameter of each statement. What is registered later is asked before this one.
 *
 * @param known which factory binds what, without qualifiers
 */
record UsualArguments(Map<QualifiedType<?>, QualifiedArgumentFactory.Preparable> known)
        implements QualifiedArgumentFactory.Preparable {

    private static final List<Class<?>> TYPES =
            List.of(
                    boolean.class,
                    short.class,
                    int.class,
                    long.class,
                    double.class,
                    Boolean.class,
                    Short.class,
                    Integer.class,
                    Long.class,
                    Double.class,
                    BigDecimal.class,
                    String.class,
                    byte[].class,
                    UUID.class,
                    Instant.class,
                    LocalDate.class,
                    LocalTime.class,
                    LocalDateTime.class,
                    OffsetDateTime.class);

    /** Finds them as Jdbi does, the latest registered first. */
    static UsualArguments of(Jdbi jdbi) {
        List<QualifiedArgumentFactory> factories = jdbi.getConfig(Arguments.class).getFactories();
        Map<QualifiedType<?>, QualifiedArgumentFactory.Preparable> known = new HashMap<>();
        for (Class<?> each : TYPES) {
            QualifiedType<?> type = QualifiedType.of(each);
            factories.stream()
                    .filter(QualifiedArgumentFactory.Preparable.class::isInstance)
                    .map(QualifiedArgumentFactory.Preparable.class::cast)
                    .filter(factory -> factory.prepare(type, jdbi.getConfig()).isPresent())
                    .findFirst()
                    .ifPresent(factory -> known.put(type, factory));
        }
        return new UsualArguments(known);
    }

    @Override
    public Optional<Function<Object, Argument>> prepare(
            QualifiedType<?> type, ConfigRegistry config) {
        Preparable factory = known.get(type);
        return factory == null ? Optional.empty() : factory.prepare(type, config);
    }

    /** Leaves what cannot be prepared to whoever else there is. */
    @Override
    public Optional<Argument> build(QualifiedType<?> type, Object value, ConfigRegistry config) {
        return Optional.empty();
    }
}
