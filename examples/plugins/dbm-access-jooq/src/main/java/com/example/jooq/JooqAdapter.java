package com.example.jooq;

import io.dbm.spi.AccessAdapter;
import io.dbm.spi.AccessLayer;
import io.dbm.spi.AccessSpec;
import io.dbm.spi.SettingKey;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;

/** Puts jOOQ on a connection's pool. */
public final class JooqAdapter implements AccessAdapter<DSLContext> {

    private static final SettingKey<String> DIALECT =
            SettingKey.choice(
                    "dialect",
                    Stream.of(SQLDialect.families()).map(SQLDialect::name).toList(),
                    "Which SQL is written; by default that of the connection's type.");

    @Override
    public String id() {
        return "jooq";
    }

    @Override
    public Class<DSLContext> accessType() {
        return DSLContext.class;
    }

    @Override
    public List<SettingKey<?>> settings() {
        return List.of(DIALECT);
    }

    @Override
    public AccessLayer<DSLContext> configure(AccessSpec spec) {
        String name = spec.settings().get(DIALECT).orElse(spec.type());
        return new JooqLayer(
                Stream.of(SQLDialect.families())
                        .filter(dialect -> dialect.name().equalsIgnoreCase(name))
                        .findFirst()
                        .orElse(SQLDialect.DEFAULT));
    }
}
