package io.dbm.benchmarks.peer;

import com.baomidou.dynamic.datasource.DynamicRoutingDataSource;
import java.util.List;
import javax.sql.DataSource;

/** Baomidou's dynamic-datasource, with one that is its primary. */
public final class DynamicDatasource {

    private DynamicDatasource() {}

    /** Opens it over HikariCP over a driver. */
    public static Opened over(DataSource driver) {
        Opened pool = Hikari.over(driver);
        DynamicRoutingDataSource routing = new DynamicRoutingDataSource(List.of());
        routing.setPrimary("first");
        routing.addDataSource("first", pool.dataSource());
        routing.addDataSource("second", pool.dataSource());
        return new Opened(routing, pool.owner());
    }
}
