package io.dbm.access.mybatis;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbm.spi.AccessAdapter;
import java.util.ServiceLoader;
import javax.sql.DataSource;
import org.apache.ibatis.session.SqlSessionFactory;
import org.junit.jupiter.api.Test;

class MyBatisAdapterTest {

    @Test
    void isFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(AccessAdapter.class))
                .filteredOn(adapter -> adapter.id().equals("mybatis"))
                .singleElement()
                .isInstanceOf(MyBatisAdapter.class)
                .satisfies(
                        adapter -> {
                            assertThat(adapter.accessType()).isEqualTo(SqlSessionFactory.class);
                            assertThat(adapter.clientType()).isEqualTo(DataSource.class);
                        });
    }
}
