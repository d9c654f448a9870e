package com.example.jooq;

import io.dbm.tck.AccessContract;
import org.jooq.DSLContext;

class JooqContractTest extends AccessContract<DSLContext> {

    JooqContractTest() {
        super("jooq", DSLContext.class);
    }

    @Override
    protected String connection() {
        return "type = sqlite, filepath = \":memory:\"";
    }

    @Override
    protected void execute(DSLContext access, String sql) {
        access.execute(sql);
    }

    @Override
    protected AutoCloseable hold(DSLContext access) {
        return access.fetchLazy("select 1");
    }
}
