package io.dbm.spi;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * How an access layer makes sessions on a JDBC connection that dbm has borrowed: in a transaction
 * that it shares with other layers, or for a single statement of {@link io.dbm.Database}.
 *
 * <p>Safe for use from many threads.
 *
 * @param <A> the access layer
 * @param <S> its session: Jdbi's {@code Handle}, MyBatis' {@code SqlSession}
 * @since 0.1.0
 */
public interface TransactionParticipant<A, S> {

    /** Returns what application code asks a transaction for. */
    Class<S> sessionType();

    /**
     * Makes a session on a JDBC connection, with all that the layer, its plugins and its
     * customizers do to one.
     *
     * <p>In a transaction, each layer is given a JDBC connection that stands for the one that all
     * share: to close it does nothing, to commit or roll back fails, and after the end, or on
     * another thread, every method fails that would else use it, {@code getAutoCommit()} too, by
     * which a layer can ask before it serves what it has cached. Outside of one, autocommit is on.
     * Autocommit must be left as it is.
     *
     * @param access what {@link AccessLayer#open} made
     * @param connection dbm's to give back; the session may close it early
     * @throws SQLException if the database fails; the layer's own unchecked exceptions may be
     *     thrown as well, here and by the session
     */
    JoinedSession<S> join(A access, Connection connection) throws SQLException;

    /** Whether {@link JoinedSession#mapper} of that type will do. */
    default boolean offersMapper(A access, Class<?> type) {
        return false;
    }

    /**
     * Returns what a user has to write to have it offer a mapper of that type, such as {@code "name
     * it in 'mybatis { mappers = [shop.Orders] }'"}, for the error that nobody offers one; empty if
     * it never will.
     */
    default Optional<String> howToOfferMapper(Class<?> type) {
        return Optional.empty();
    }
}
