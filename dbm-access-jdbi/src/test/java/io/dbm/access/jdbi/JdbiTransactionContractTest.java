package io.dbm.access.jdbi;

import com.typesafe.config.ConfigUtil;
import io.dbm.tck.TransactionContract;
import java.nio.file.Path;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.io.TempDir;

class JdbiTransactionContractTest extends TransactionContract<Handle> {

    @TempDir private Path folder;

    JdbiTransactionContractTest() {
        super(Handle.class);
    }

    @Override
    protected String connection() {
        String file = folder.resolve("contract.db").toString();
        return "type = sqlite, filepath = " + ConfigUtil.quoteString(file);
    }

    @Override
    protected void execute(Handle session, String sql) {
        session.execute(sql);
    }

    @Override
    protected long read(Handle session, String sql) {
        return session.createQuery(sql).mapTo(Long.class).one();
    }

    @Override
    protected void commit(Handle session) {
        session.commit();
    }

    @Override
    protected void rollback(Handle session) {
        session.rollback();
    }
}
