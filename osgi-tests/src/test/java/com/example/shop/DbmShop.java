package com.example.shop;

import com.example.shop.api.Shop;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.core.Dbm;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** An application like any other, but that it names the class loader of its bundle. */
final class DbmShop implements Shop {

    private final DatabaseManager manager;
    private final NamedConnection orders;

    private DbmShop(DatabaseManager manager) {
        this.manager = manager;
        this.orders = manager.connection("orders");
    }

    static Shop open() {
        DatabaseManager manager = Dbm.builder().classLoader(DbmShop.class.getClassLoader()).load();
        manager.connect();
        DbmShop shop = new DbmShop(manager);
        shop.jdbi().useHandle(h -> h.execute("create table if not exists orders (item text)"));
        return shop;
    }

    private Jdbi jdbi() {
        return orders.access(Jdbi.class);
    }

    @Override
    public void order(String item) {
        jdbi().useHandle(handle -> handle.execute("insert into orders values (?)", item));
    }

    @Override
    public void order(String first, Runnable between, String second) {
        jdbi().useTransaction(
                        handle -> {
                            handle.execute("insert into orders values (?)", first);
                            between.run();
                            handle.execute("insert into orders values (?)", second);
                        });
    }

    @Override
    public List<String> orders() {
        List<String> items = new ArrayList<>();
        try (Connection connection = orders.access(DataSource.class).getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select item from orders")) {
            while (rows.next()) {
                items.add(rows.getString(1));
            }
            return items;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public int sum(int one, int other) {
        return manager.connection("customers")
                .database()
                .queryOne("select ? + ?", row -> row.getInt(1), one, other)
                .orElseThrow();
    }

    @Override
    public void reconnect() {
        orders.reconnect();
    }

    @Override
    public List<String> plugins() {
        return manager.plugins().stream().map(each -> each.kind() + " " + each.id()).toList();
    }

    @Override
    public void close() {
        manager.close();
    }
}
