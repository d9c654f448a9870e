package com.example.shop;

import java.sql.Connection;
import java.sql.ResultSet;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Writes an item through Jdbi, reads it through JDBC, and says how the databases are. */
@SpringBootApplication
class ShopApplication {

    public static void main(String[] args) {
        SpringApplication.run(ShopApplication.class, args);
    }

    @Bean
    CommandLineRunner run(Jdbi jdbi, DataSource jdbc, DatabasesHealth databases) {
        return args -> {
            jdbi.useHandle(
                    handle -> {
                        handle.execute("create table item (name varchar(20))");
                        handle.execute("insert into item values (?)", "pencil");
                    });
            try (Connection connection = jdbc.getConnection();
                    ResultSet item =
                            connection.createStatement().executeQuery("select name from item")) {
                item.next();
                System.out.println(item.getString(1));
            }
            System.out.println(databases.health().getDetails());
        };
    }
}
