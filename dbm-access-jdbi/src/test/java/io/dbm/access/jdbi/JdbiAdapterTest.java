package io.dbm.access.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbm.spi.AccessAdapter;
import java.util.ServiceLoader;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

class JdbiAdapterTest {

    @Test
    void isFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(AccessAdapter.class))
                .filteredOn(adapter -> adapter.id().equals("jdbi"))
                .singleElement()
                .isInstanceOf(JdbiAdapter.class)
                .satisfies(
                        adapter -> {
                            assertThat(adapter.accessType()).isEqualTo(Jdbi.class);
                            assertThat(adapter.clientType()).isEqualTo(DataSource.class);
                        });
    }
}
