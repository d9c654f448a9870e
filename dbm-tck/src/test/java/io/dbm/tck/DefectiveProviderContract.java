package io.dbm.tck;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Run by {@link ProviderContractTest} alone, once for each defect. */
class DefectiveProviderContract extends ProviderContract {

    private final H2Database database = new H2Database();

    @Override
    Duration patience() {
        return switch (DefectiveProvider.defect) {
            case LEAVES_A_CONNECTION_OPEN,
                    LEAVES_A_CONNECTION_OPEN_WHEN_REFUSED,
                    LEAVES_A_THREAD_RUNNING,
                    IGNORES_QUERY_TIMEOUT ->
                    Duration.ofMillis(300);
            default -> super.patience();
        };
    }

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

    /** None where it would cost time alone. */
    @Override
    protected Optional<String> slowStatement() {
        return switch (DefectiveProvider.defect) {
            case NONE, IGNORES_QUERY_TIMEOUT, REJECTS_A_QUERY_TIMEOUT_OF_ZERO ->
                    Optional.of(H2Database.SLOW_STATEMENT);
            default -> Optional.empty();
        };
    }

    @Override
    protected OptionalInt openConnections() {
        return OptionalInt.of(database.openConnections());
    }
}
