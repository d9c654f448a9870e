package io.dbm.benchmarks.peer;

import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

/** Spring's routing to one of several data sources, here to the first. */
public final class SpringRouting extends AbstractRoutingDataSource {

    private SpringRouting() {}

    /** Opens it over HikariCP over a driver. */
    public static Opened over(DataSource driver) {
        Opened pool = Hikari.over(driver);
        SpringRouting routing = new SpringRouting();
        routing.setTargetDataSources(
                Map.of("first", pool.dataSource(), "second", pool.dataSource()));
        routing.afterPropertiesSet();
        return new Opened(routing, pool.owner());
    }

    @Override
    protected Object determineCurrentLookupKey() {
        return "first";
    }
}
