package com.example.todo;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.dbm.DatabaseManager;
import io.dbm.core.Dbm;
import java.util.List;
import java.util.Map;

/** Adds tasks to a list and prints it: the file is the first argument, and tasks follow. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        Config config =
                ConfigFactory.parseMap(
                        Map.of(
                                "dbmanager.connections.tasks.type",
                                "sqlite",
                                "dbmanager.connections.tasks.filepath",
                                args[0],
                                "dbmanager.mybatis.mappers",
                                List.of(Tasks.class.getName())));
        try (DatabaseManager manager = Dbm.load(config)) {
            manager.connect();
            manager.connection("tasks")
                    .useTransaction(
                            tx -> {
                                Tasks tasks = tx.mapper(Tasks.class);
                                tasks.create();
                                List.of(args).subList(1, args.length).forEach(tasks::add);
                                tasks.all().forEach(System.out::println);
                            });
        }
    }
}
