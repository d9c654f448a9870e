package io.dbm.core.internal.plugin;

import io.dbm.spi.DatabaseProvider;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;

/** Says of a plugin that does not fit to what it is run with what is wrong, and what to do. */
public final class Misfit {

    /** What a plugin's jar may state in its manifest. */
    static final String API_VERSION = "Dbm-Api-Version";

    private static final int MOST = 3;
    private static final Pattern OF_API = Pattern.compile("\\bio[./]dbm[./](spi[./]|[A-Z])");

    private Misfit() {}

    /** Says it of one that {@code ApiCheck} has found to be made for another {@code dbm-api}. */
    static String ofApi(Class<?> plugin, List<String> missing) {
        String some = String.join(", ", missing.subList(0, Math.min(MOST, missing.size())));
        int more = missing.size() - MOST;
        return otherApi(Named.of(plugin), some + (more > 0 ? ", and " + more + " more" : ""));
    }

    /**
     * Says it of one that has failed, if the error tells.
     *
     * @param plugin its class, or another one of it
     */
    public static Optional<String> of(Class<?> plugin, Throwable failure) {
        return of(Named.of(plugin), failure);
    }

    /** Says it of one whose class may not even be there. */
    static Optional<String> of(Named plugin, Throwable failure) {
        if (!(failure instanceof LinkageError) || failure instanceof ExceptionInInitializerError) {
            return Optional.empty();
        }
        String text = String.valueOf(failure.getMessage());
        if (text.startsWith("Could not initialize class")) {
            return Optional.empty();
        }
        String error = failure.getClass().getSimpleName() + ": " + text;
        if (failure instanceof UnsupportedClassVersionError) {
            return Optional.of(
                    plugin
                            + " needs a newer Java than "
                            + Runtime.version().feature()
                            + ": run on that, or take a version of the plugin for this one ("
                            + error
                            + ")");
        }
        if (failure instanceof UnsatisfiedLinkError) {
            return Optional.of(
                    plugin
                            + " cannot use a native library: put it where Java looks for it, for one"
                            + " plugin only, since a process loads it once ("
                            + error
                            + ")");
        }
        if (OF_API.matcher(text).find()) {
            return Optional.of(otherApi(plugin, error));
        }
        if (failure instanceof NoClassDefFoundError) {
            String place =
                    plugin.inFolder()
                            ? "put it and the plugin into one folder, in the folder of plugins"
                            : "put it on the class path";
            return Optional.of(
                    plugin
                            + " needs the class "
                            + text.replace('/', '.')
                            + ", which is not there: find out which library brings it, and "
                            + place);
        }
        return Optional.of(
                plugin
                        + " does not fit to the version of a library that it uses: take the version"
                        + " that it was made for ("
                        + error
                        + ")");
    }

    private static String otherApi(Named plugin, String why) {
        return plugin
                + " was made for "
                + stated(plugin).map(version -> "dbm-api " + version).orElse("another dbm-api")
                + Version.of(DatabaseProvider.class)
                        .map(version -> ", and this is dbm-api " + version)
                        .orElse("")
                + ": "
                + why
                + "; take a version of the plugin that was made for this dbm-api, or the dbm that it"
                + " was made for";
    }

    private static Optional<String> stated(Named plugin) {
        Optional<String> location = plugin.location().filter(place -> place.endsWith(".jar"));
        if (location.isEmpty()) {
            return Optional.empty();
        }
        try (JarFile jar = new JarFile(location.get())) {
            Manifest manifest = jar.getManifest();
            return manifest == null
                    ? Optional.empty()
                    : Optional.ofNullable(manifest.getMainAttributes().getValue(API_VERSION));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
