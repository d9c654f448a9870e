package io.dbm.access.mybatis;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.dbm.DatabaseManager;
import io.dbm.core.Dbm;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;

/**
 * An application with one SQLite connection, {@code main}, whose classes and resources are in a
 * folder that only its own class loader sees.
 */
final class Application implements AutoCloseable {

    private static final String MAPPER =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE mapper PUBLIC "-//mybatis.org//DTD Mapper 3.0//EN" "https://mybatis.org/dtd/mybatis-3-mapper.dtd">
            <mapper namespace="%s">
            %s
            </mapper>
            """;

    private static final String CONFIGURATION =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE configuration PUBLIC "-//mybatis.org//DTD Config 3.0//EN" "https://mybatis.org/dtd/mybatis-3-config.dtd">
            <configuration>
            %s
            </configuration>
            """;

    private final Path folder;
    private final URLClassLoader classLoader;

    Application(Path folder) throws IOException {
        this(folder, folder);
    }

    private Application(Path folder, Path classPath) throws IOException {
        this.folder = folder;
        this.classLoader = new URLClassLoader(new URL[] {classPath.toUri().toURL()});
    }

    /** Returns the same application with its classes and resources in a jar. */
    Application packedInto(Path jar) throws IOException {
        try (Stream<Path> paths = Files.walk(folder);
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Path path : paths.filter(path -> !path.equals(folder)).toList()) {
                boolean directory = Files.isDirectory(path);
                String name = folder.relativize(path).toString().replace('\\', '/');
                out.putNextEntry(new ZipEntry(directory ? name + "/" : name));
                if (!directory) {
                    Files.copy(path, out);
                }
            }
        }
        return new Application(folder, jar);
    }

    ClassLoader classLoader() {
        return classLoader;
    }

    Application file(String name, String content) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Application mapper(String name, String namespace, String content) {
        return file(name, MAPPER.formatted(namespace, content));
    }

    Application configuration(String name, String content) {
        return file(name, CONFIGURATION.formatted(content));
    }

    Application type(String name, String source) {
        String path = name.replace('.', '/') + ".java";
        String packageName = name.substring(0, name.lastIndexOf('.'));
        file(path, "package " + packageName + ";\n" + source);
        int result =
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-cp",
                                folder + File.pathSeparator + System.getProperty("java.class.path"),
                                folder.resolve(path).toString());
        if (result != 0) {
            throw new IllegalArgumentException(source);
        }
        return this;
    }

    /** Returns a builder with those settings; MyBatis is also the default access layer. */
    Dbm.Builder with(String settings) {
        return with(settings, "mybatis");
    }

    Dbm.Builder with(String settings, String defaultAccess) {
        Config config =
                ConfigFactory.parseString(
                        """
                        dbmanager.connections.main {
                          type = sqlite
                          filepath = "%s"
                          acquire-timeout = 300ms
                          default-access = %s
                          mybatis { %s }
                        }
                        """
                                .formatted(folder.resolve("main.db"), defaultAccess, settings));
        return Dbm.builder().classLoader(classLoader).config(config);
    }

    DatabaseManager connect(String settings) {
        DatabaseManager manager = with(settings).load();
        manager.connect();
        manager.connection("main")
                .database()
                .update("CREATE TABLE IF NOT EXISTS word (text TEXT, word_length INTEGER)");
        return manager;
    }

    @Override
    public void close() throws IOException {
        classLoader.close();
    }
}
