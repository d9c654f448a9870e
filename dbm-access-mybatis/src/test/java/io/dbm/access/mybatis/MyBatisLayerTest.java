package io.dbm.access.mybatis;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MyBatisLayerTest {

    @Test
    void aCommittedRowOfAnInsertThatReturnsItIsKept(@TempDir Path folder) throws IOException {
        try (Application application = new Application(folder);
                DatabaseManager manager =
                        application.connect("mappers = [io.dbm.access.mybatis.Words]")) {
            NamedConnection connection = manager.connection("main");
            SqlSessionFactory factory = connection.access(SqlSessionFactory.class);
            try (SqlSession session = factory.openSession()) {
                assertThat(session.getMapper(Words.class).addReturning("kept")).isEqualTo("kept");
                session.commit();
            }

            try (SqlSession session = factory.openSession()) {
                assertThat(session.getMapper(Words.class).all()).containsExactly("kept");
            }
            assertThat(connection.stats().pool().inUse()).isZero();
        }
    }
}
