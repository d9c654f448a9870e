package com.example.jooq;

import io.dbm.tck.TransactionContract;
import java.sql.Connection;
import org.jooq.DSLContext;

class JooqTransactionContractTest extends TransactionContract<DSLContext> {

    JooqTransactionContractTest() {
        super(DSLContext.class);
    }

    @Override
    protected String connection() {
        return "type = sqlite, filepath = \":memory:\"";
    }

    @Override
    protected void execute(DSLContext session, String sql) {
        session.execute(sql);
    }

    @Override
    protected long read(DSLContext session, String sql) {
        return session.fetchSingle(sql).get(0, long.class);
    }

    @Override
    protected void commit(DSLContext session) {
        session.connection(Connection::commit);
    }

    @Override
    protected void rollback(DSLContext session) {
        session.connection(Connection::rollback);
    }
}
