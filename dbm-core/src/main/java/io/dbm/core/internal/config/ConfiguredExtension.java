package io.dbm.core.internal.config;

import io.dbm.ConfigurationException;
import io.dbm.ConfigurationException.Problem;
import io.dbm.core.internal.plugin.ContextLoader;
import io.dbm.core.internal.plugin.Misfit;
import io.dbm.core.internal.settings.Section.Place;
import io.dbm.core.internal.settings.Unprinted;
import io.dbm.spi.Extension;
import io.dbm.spi.ExtensionContext;
import io.dbm.spi.ExtensionException;
import io.dbm.spi.ManagerExtension;
import io.dbm.spi.RunningExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** An extension of a manager, read and checked, and enabled. */
public final class ConfiguredExtension {

    private final ManagerExtension plugin;
    private final Extension extension;
    private final Unprinted<Map<String, Object>> written;
    private final Place block;
    private final Map<String, Place> places;

    /**
     * One that a plugin has made of its settings.
     *
     * @param written its settings, by key
     * @param block where they stand
     * @param places where its keys stand
     */
    ConfiguredExtension(
            ManagerExtension plugin,
            Extension extension,
            Map<String, Object> written,
            Place block,
            Map<String, Place> places) {
        this.plugin = plugin;
        this.extension = extension;
        this.written = new Unprinted<>(written);
        this.block = block;
        this.places = Map.copyOf(places);
    }

    /** Returns the name of its block. */
    public String id() {
        return plugin.id();
    }

    /** Whether one running extension would do for both. */
    public boolean isSameAs(ConfiguredExtension other) {
        return plugin == other.plugin && written.equals(other.written);
    }

    /**
     * Starts it.
     *
     * @throws ConfigurationException if it does not start; it names the setting, if one stands in
     *     the way
     */
    public RunningExtension start(ExtensionContext context) {
        try (ContextLoader its = ContextLoader.of(plugin, extension)) {
            return Objects.requireNonNull(extension.start(context), "start()");
        } catch (ExtensionException e) {
            throw mistake(places.getOrDefault(e.key(), block), String.valueOf(e.getMessage()));
        } catch (Throwable e) { // so that a failed assertion, too, is the plugin's
            throw mistake(block, Misfit.of(plugin.getClass(), e).orElseGet(() -> failed(e)));
        }
    }

    private String failed(Throwable failure) {
        String what = "failed with " + failure.getClass().getName() + " when it was started";
        return PluginFaults.describe(plugin.getClass(), what);
    }

    /** Returns what to throw if it has not started in time. */
    public ConfigurationException notStartedWithin(Duration limit) {
        String what = "did not start within " + limit.toSeconds() + " s";
        return mistake(block, PluginFaults.describe(plugin.getClass(), what));
    }

    private static ConfigurationException mistake(Place place, String message) {
        return new ConfigurationException(
                List.of(new Problem(place.path(), place.origin(), message)));
    }

    /** Shows no setting. */
    @Override
    public String toString() {
        return id();
    }
}
