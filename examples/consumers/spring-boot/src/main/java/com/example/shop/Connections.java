package com.example.shop;

import io.dbm.DatabaseManager;
import io.dbm.core.Dbm;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What application.conf names, as beans. */
@Configuration(proxyBeanMethods = false)
class Connections {

    @Bean(initMethod = "connect") // and Spring calls close() at the end
    DatabaseManager databases() {
        return Dbm.load();
    }

    @Bean
    DataSource primary(DatabaseManager databases) {
        return databases.connection("primary").access(DataSource.class);
    }

    @Bean
    Jdbi jdbi(DatabaseManager databases) {
        return databases.connection("primary").access(Jdbi.class);
    }
}
