package io.dbm.tck;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Run by {@link ProviderContractTest} alone, once for each defect. */
class DefectiveProviderContract extends ProviderContract {

    private final H2Database database = new H2Database();

    @Override
    protected String connection() {
        return "type = defective, " + database.login();
    }

    @Override
    protected Set<String> requiredKeys() {
        return Set.of("database");
    }

    @Override
    protected Optional<String> refusedConnection() {
        return Optional.of("type = defective, " + database.wrongLogin());
    }

    @Override
    protected Optional<String> slowStatement() {
        return Optional.of(H2Database.SLOW_STATEMENT);
    }

    @Override
    protected OptionalInt openConnections() {
        return OptionalInt.of(database.openConnections());
    }
}
