package io.dbm.tck;

import io.dbm.NamedConnection;
import io.dbm.spi.AccessContext;
import io.dbm.spi.AccessSpec;
import io.dbm.spi.Settings;
import java.util.Optional;
import javax.sql.DataSource;

/** One connection for an access adapter that a rule calls itself, to see what it returns. */
record GivenAccess(NamedConnection on, Settings settings) implements AccessSpec, AccessContext {

    @Override
    public String connection() {
        return on.name();
    }

    @Override
    public ClassLoader classLoader() {
        return Optional.ofNullable(Thread.currentThread().getContextClassLoader())
                .orElseGet(GivenAccess.class::getClassLoader);
    }

    @Override
    public <C> C client(Class<C> type) {
        return type.cast(on.access(DataSource.class));
    }

    @Override
    public <T> Optional<T> service(Class<T> type) {
        return Optional.empty();
    }
}
