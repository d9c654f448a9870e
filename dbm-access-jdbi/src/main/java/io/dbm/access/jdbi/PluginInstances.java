package io.dbm.access.jdbi;

import io.dbm.spi.AccessSpec;
import io.dbm.spi.Settings;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jdbi.v3.core.spi.JdbiPlugin;

/** Makes the plugins that one connection's settings name, and rejects those that cannot be made. */
final class PluginInstances {

    private static final Pattern NAME = Pattern.compile("[\\w.$]{1,200}");

    private final Settings settings;
    private final ClassLoader classLoader;

    PluginInstances(AccessSpec spec) {
        settings = spec.settings();
        classLoader = spec.classLoader();
    }

    /** Returns the plugins in the order of their names, without those that were rejected. */
    List<JdbiPlugin> create() {
        List<JdbiPlugin> plugins = new ArrayList<>();
        int place = 0;
        for (String name : settings.get(JdbiAdapter.PLUGINS).orElse(List.of())) {
            place++;
            try {
                plugins.add(create(name));
            } catch (RejectedException e) {
                settings.reject(JdbiAdapter.PLUGINS, "names " + shown(name, place) + ", " + e.why);
            }
        }
        return List.copyOf(plugins);
    }

    /** What does not look like a class in a package may be a password at the wrong key. */
    private static String shown(String name, int place) {
        boolean isClass = name.indexOf('.') > 0 && NAME.matcher(name).matches();
        return isClass ? name : "number " + place + " in its list";
    }

    private JdbiPlugin create(String name) throws RejectedException {
        try {
            Class<?> type = Class.forName(name, true, classLoader);
            if (!JdbiPlugin.class.isAssignableFrom(type)) {
                throw new RejectedException(
                        "which is no Jdbi plugin: it must implement " + JdbiPlugin.class.getName());
            }
            return (JdbiPlugin) type.getConstructor().newInstance();
        } catch (ClassNotFoundException e) {
            throw new RejectedException(
                    "which is not on the class path: check its spelling, or add the jar that has"
                            + " it");
        } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
            throw new RejectedException(
                    "which dbm cannot make: it must be a public class with a public constructor"
                            + " without parameters; any other plugin can be installed in code, by a"
                            + " customizer");
        } catch (InvocationTargetException e) {
            throw new RejectedException("whose constructor failed: " + e.getCause());
        } catch (LinkageError e) {
            throw new RejectedException(
                    "which cannot be loaded: " + (e.getCause() == null ? e : e.getCause()));
        }
    }

    /** Says what is wrong with one plugin. */
    private static final class RejectedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String why;

        RejectedException(String why) {
            super(why);
            this.why = why;
        }
    }
}
