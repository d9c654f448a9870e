package com.example.books;

import io.dbm.DatabaseManager;
import io.dbm.PluginInfo;
import io.dbm.core.Dbm;
import java.lang.management.ManagementFactory;
import java.lang.module.ModuleDescriptor;
import java.util.List;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jdbi.v3.core.Jdbi;

/** Keeps books in SQLite, reads them with Jdbi, and says of which modules dbm is then. */
public final class Books {

    private Books() {}

    public static void main(String[] args) throws JMException {
        try (DatabaseManager manager = Dbm.load()) {
            manager.connect();
            System.out.println(books(manager.connection("books").access(Jdbi.class)));
            System.out.println("the MBean says " + statusByJmx());
            manager.plugins().stream().map(Books::describe).sorted().forEach(System.out::println);
        }
        ModuleLayer.boot().modules().stream()
                .filter(module -> module.getName().startsWith("io.dbm."))
                .map(Books::describe)
                .sorted()
                .forEach(System.out::println);
    }

    private static List<Book> books(Jdbi jdbi) {
        return jdbi.withHandle(
                handle -> {
                    handle.execute("create table book (title varchar(80), pages int)");
                    handle.execute("insert into book values (?, ?)", "Emma", 474);
                    return handle.select("select title, pages from book")
                            .map((row, context) -> new Book(row.getString(1), row.getInt(2)))
                            .list();
                });
    }

    private static Object statusByJmx() throws JMException {
        ObjectName name = new ObjectName("io.dbm:type=Connection,name=\"books\"");
        return ManagementFactory.getPlatformMBeanServer().getAttribute(name, "Status");
    }

    private static String describe(PluginInfo plugin) {
        return plugin.kind() + " " + plugin.id() + " " + plugin.version().orElse("?");
    }

    private static String describe(Module module) {
        ModuleDescriptor descriptor = module.getDescriptor();
        return module + (descriptor.isAutomatic() ? " is automatic" : "");
    }
}
