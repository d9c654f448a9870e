package io.dbm.access.jdbi;

import com.typesafe.config.ConfigUtil;
import io.dbm.tck.AccessContract;
import java.nio.file.Path;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.io.TempDir;

class JdbiContractTest extends AccessContract<Jdbi> {

    @TempDir private Path folder;

    JdbiContractTest() {
        super("jdbi", Jdbi.class);
    }

    @Override
    protected String connection() {
        String file = folder.resolve("contract.db").toString();
        return "type = sqlite, filepath = " + ConfigUtil.quoteString(file);
    }

    @Override
    protected void execute(Jdbi access, String sql) {
        access.useHandle(handle -> handle.execute(sql));
    }

    @Override
    protected AutoCloseable hold(Jdbi access) {
        return access.open();
    }
}
