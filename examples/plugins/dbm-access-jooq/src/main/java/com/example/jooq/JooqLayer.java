package com.example.jooq;

import io.dbm.spi.AccessContext;
import io.dbm.spi.AccessLayer;
import io.dbm.spi.JoinedSession;
import io.dbm.spi.TransactionParticipant;
import java.sql.Connection;
import java.util.Optional;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** jOOQ on one connection: the same {@code DSLContext} on the pool, or on a transaction's JDBC. */
record JooqLayer(SQLDialect dialect)
        implements AccessLayer<DSLContext>, TransactionParticipant<DSLContext, DSLContext> {

    @Override
    public DSLContext open(AccessContext context) {
        return DSL.using(context.client(DataSource.class), dialect);
    }

    @Override
    public Optional<TransactionParticipant<DSLContext, ?>> transactions() {
        return Optional.of(this);
    }

    @Override
    public Class<DSLContext> sessionType() {
        return DSLContext.class;
    }

    @Override
    public JoinedSession<DSLContext> join(DSLContext access, Connection connection) {
        return new Joined(DSL.using(access.configuration().derive(connection)), connection);
    }

    private record Joined(DSLContext session, Connection connection)
            implements JoinedSession<DSLContext> {
        @Override
        public void close() {}
    }
}
