package io.dbm.core.internal.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;

/** Where a class comes from. */
final class Location {

    private Location() {}

    /** Returns the jar or folder, if it is known. */
    static Optional<String> of(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null || source.getLocation() == null
                ? Optional.empty()
                : Optional.of(path(source.getLocation()));
    }

    /** Returns the jar or folder that holds a file of a name, if it is known. */
    static Optional<String> holding(URL file, String name) {
        String text = file.toExternalForm();
        try {
            if (file.openConnection() instanceof JarURLConnection jar) {
                return Optional.of(path(jar.getJarFileURL()));
            }
            return text.endsWith(name)
                    ? Optional.of(
                            path(
                                    URI.create(text.substring(0, text.length() - name.length()))
                                            .toURL()))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Reads a file, and does not keep the jar open that it is in. */
    static InputStream open(URL file) throws IOException {
        URLConnection connection = file.openConnection();
        connection.setUseCaches(false);
        return connection.getInputStream();
    }

    private static String path(URL location) {
        try {
            return "file".equals(location.getProtocol())
                    ? Path.of(location.toURI()).toString()
                    : location.toString();
        } catch (URISyntaxException | IllegalArgumentException e) {
            return location.getPath();
        }
    }
}
