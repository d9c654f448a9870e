package io.dbm.access.mybatis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.Transaction;
import io.dbm.TransactionOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.ibatis.annotations.CacheNamespace;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second-level cache shows no session what is not in the database, and is used where it can. */
class SharedCachesTest {

    private static final String CHANGE = "UPDATE word SET text = 'new'";

    /** The one word there is. */
    @CacheNamespace
    public interface CachedWord {

        @Select("SELECT text FROM word")
        String get();

        @Update("UPDATE word SET text = #{text}")
        void set(String text);
    }

    /** The same, behind a lock until whoever missed it in the cache has found it. */
    @CacheNamespace(blocking = true)
    public interface BlockingWord extends CachedWord {

        @Override
        @Select("SELECT text FROM word")
        String get();
    }

    private Application application;
    private DatabaseManager manager;
    private NamedConnection connection;
    private SqlSessionFactory factory;

    @BeforeEach
    void connect(@TempDir Path folder) throws IOException {
        application = new Application(folder);
        application.mapper("one.xml", "one.Same", "<cache/>");
        application.mapper("two.xml", "two.Same", "<cache/>");
        manager =
                application.connect(
                        "mappers = [\"%s\", \"%s\"], mapper-resources = [one.xml, two.xml]"
                                .formatted(
                                        CachedWord.class.getName(), BlockingWord.class.getName()));
        connection = manager.connection("main");
        connection.database().update("INSERT INTO word (text) VALUES ('old')");
        factory = connection.access(SqlSessionFactory.class);
    }

    @AfterEach
    void close() throws IOException {
        int inUse = connection.stats().pool().inUse();
        manager.close();
        application.close();
        assertThat(inUse).isZero();
    }

    @Test
    void whatWasReadIsSharedAfterTheCommit() {
        connection.useTransaction(
                tx -> {
                    assertThat(word(tx)).isEqualTo("old");
                    assertThat(cached()).isZero();
                });
        assertThat(cached()).isEqualTo(1);
    }

    @Test
    void whatIsSharedIsShownInATransactionWithoutAStatement() {
        assertThat(wordOfAnotherSession()).isEqualTo("old");
        connection.database().update(CHANGE); // behind MyBatis' back, as ever
        connection.useTransaction(tx -> assertThat(word(tx)).isEqualTo("old"));
    }

    @Test
    void whatMyBatisWroteIsShownToOthersAfterTheCommit() {
        assertThat(wordOfAnotherSession()).isEqualTo("old");
        connection.useTransaction(
                tx -> {
                    tx.mapper(CachedWord.class).set("new");
                    assertThat(word(tx)).isEqualTo("new");
                });
        assertThat(wordOfAnotherSession()).isEqualTo("new");
    }

    @Test
    void whatMyBatisWroteIsNotShownToOthersAfterARollback() {
        assertThat(wordOfAnotherSession()).isEqualTo("old");
        connection.useTransaction(
                tx -> {
                    tx.mapper(CachedWord.class).set("new");
                    assertThat(word(tx)).isEqualTo("new");
                    tx.setRollbackOnly();
                });
        assertThat(cached()).isEqualTo(1);
        assertThat(wordOfAnotherSession()).isEqualTo("old");
    }

    @Test
    void nothingThatWasReadInATransactionThatWasRolledBackIsShared() throws SQLException {
        connection.useTransaction(
                tx -> {
                    byJdbc(tx, CHANGE);
                    assertThat(word(tx)).isEqualTo("new");
                    tx.setRollbackOnly();
                });
        assertThat(cached()).isZero();
        assertThat(wordOfAnotherSession()).isEqualTo("old");
    }

    @Test
    void whatJdbcWroteBetweenTwoSelectsIsShownToTheSecondAndToOthers() throws SQLException {
        assertThat(wordOfAnotherSession()).isEqualTo("old");
        connection.useTransaction(
                tx -> {
                    assertThat(word(tx)).isEqualTo("old");
                    byJdbc(tx, CHANGE);
                    assertThat(word(tx)).isEqualTo("new");
                });
        assertThat(wordOfAnotherSession()).isEqualTo("new");
    }

    @Test
    void whatJdbcWroteBeforeMyBatisJoinedIsShownToItAndToOthers() throws SQLException {
        assertThat(wordOfAnotherSession()).isEqualTo("old");
        connection.useTransaction(
                tx -> {
                    byJdbc(tx, CHANGE);
                    assertThat(word(tx)).isEqualTo("new");
                });
        assertThat(wordOfAnotherSession()).isEqualTo("new");
    }

    @Test
    void whatTheDatabaseWroteIsShownToItAndToOthers() {
        assertThat(wordOfAnotherSession()).isEqualTo("old");
        connection.useTransaction(
                tx -> {
                    assertThat(word(tx)).isEqualTo("old");
                    tx.database().update(CHANGE);
                    assertThat(word(tx)).isEqualTo("new");
                });
        assertThat(wordOfAnotherSession()).isEqualTo("new");
    }

    @Test
    void whatJdbcWroteAfterwardsIsShownToOthersAfterTheCommit() throws SQLException {
        connection.useTransaction(
                tx -> {
                    assertThat(word(tx)).isEqualTo("old");
                    byJdbc(tx, CHANGE);
                });
        assertThat(wordOfAnotherSession()).isEqualTo("new");
    }

    @Test
    void whatANestedPartHasUndoneIsShownToNobody() {
        connection.useTransaction(
                tx -> {
                    tx.useTransaction(
                            TransactionOptions.defaults().nested(),
                            part -> {
                                part.mapper(CachedWord.class).set("new");
                                assertThat(word(part)).isEqualTo("new");
                                part.setRollbackOnly();
                            });
                    assertThat(word(tx)).isEqualTo("old");
                });
        assertThat(wordOfAnotherSession()).isEqualTo("old");
    }

    @Test
    void whatWasWrittenBeforeANestedPartThatWasUndoneIsShownToOthers() {
        assertThat(wordOfAnotherSession()).isEqualTo("old");
        connection.useTransaction(
                tx -> {
                    tx.mapper(CachedWord.class).set("new");
                    tx.useTransaction(
                            TransactionOptions.defaults().nested(), Transaction::setRollbackOnly);
                    assertThat(word(tx)).isEqualTo("new");
                });
        assertThat(wordOfAnotherSession()).isEqualTo("new");
    }

    @Test
    void aLockOnWhatWasMissedEndsWithACommit() {
        connection.useTransaction(tx -> assertThat(lockedWord(tx)).isEqualTo("old"));
        assertThatNothingIsLocked();
    }

    @Test
    void aLockOnWhatWasMissedEndsWithARollback() {
        connection.useTransaction(
                tx -> {
                    assertThat(lockedWord(tx)).isEqualTo("old");
                    tx.setRollbackOnly();
                });
        assertThatNothingIsLocked();
    }

    @Test
    void aLockOnWhatWasMissedEndsWhereAnotherLayerWroteMeanwhile() throws SQLException {
        connection.useTransaction(
                tx -> {
                    assertThat(lockedWord(tx)).isEqualTo("old");
                    byJdbc(tx, CHANGE);
                    assertThat(lockedWord(tx)).isEqualTo("new");
                });
        assertThatNothingIsLocked();
    }

    @Test
    void aLockOnWhatWasMissedEndsWithTheNestedPart() {
        connection.useTransaction(
                tx -> {
                    tx.useTransaction(
                            TransactionOptions.defaults().nested(),
                            part -> {
                                assertThat(lockedWord(part)).isEqualTo("old");
                                part.setRollbackOnly();
                            });
                    assertThat(lockedWord(tx)).isEqualTo("old");
                });
        assertThatNothingIsLocked();
    }

    @Test
    void aLockOnWhatWasMissedEndsWhereTheSelectFailed() {
        connection.database().update("ALTER TABLE word RENAME TO hidden");
        assertThatThrownBy(() -> connection.useTransaction(SharedCachesTest::lockedWord))
                .hasMessageContaining("no such table: word");
        connection.database().update("ALTER TABLE hidden RENAME TO word");
        assertThatNothingIsLocked();
    }

    private void assertThatNothingIsLocked() {
        CompletableFuture<String> other =
                CompletableFuture.supplyAsync(
                        () -> {
                            try (SqlSession session = factory.openSession()) {
                                return session.getMapper(BlockingWord.class).get();
                            }
                        });
        assertThatCode(() -> other.get(10, TimeUnit.SECONDS)).doesNotThrowAnyException();
    }

    private static String word(Transaction tx) {
        return tx.mapper(CachedWord.class).get();
    }

    private static String lockedWord(Transaction tx) {
        return tx.mapper(BlockingWord.class).get();
    }

    private static void byJdbc(Transaction tx, String sql) throws SQLException {
        try (Statement statement = tx.session(Connection.class).createStatement()) {
            statement.execute(sql);
        }
    }

    private int cached() {
        return factory.getConfiguration().getCache(CachedWord.class.getName()).getSize();
    }

    private String wordOfAnotherSession() {
        try (SqlSession session = factory.openSession()) {
            return session.getMapper(CachedWord.class).get();
        }
    }
}
