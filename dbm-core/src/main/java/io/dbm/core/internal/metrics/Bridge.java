package io.dbm.core.internal.metrics;

import com.codahale.metrics.MetricRegistry;
import io.dbm.core.internal.metrics.Export.Series;
import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.dropwizard.DropwizardExports;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/**
 * The one collector that a {@link CollectorRegistry} has of dbm, whatever managers there are: two
 * would show each family twice, which no scrape may.
 */
final class Bridge extends Collector implements Collector.Describable {

    private static final Map<CollectorRegistry, Bridge> ALL = new HashMap<>();

    private final Map<ExportKey, Export> exports =
            new ConcurrentSkipListMap<>(
                    Comparator.comparing(ExportKey::connection).thenComparing(ExportKey::part));

    private Bridge() {}

    /** Whether that part of a connection of that name is shown already. */
    static boolean shows(CollectorRegistry registry, ExportKey key) {
        synchronized (ALL) {
            return Optional.ofNullable(ALL.get(registry))
                    .map(bridge -> bridge.exports.containsKey(key))
                    .orElse(false);
        }
    }

    /**
     * Shows a connection, of whose name there is none yet.
     *
     * @throws IllegalArgumentException if another collector has one of dbm's names
     */
    static void add(CollectorRegistry registry, Export export) {
        synchronized (ALL) {
            Bridge bridge = ALL.get(registry);
            if (bridge == null) {
                bridge = new Bridge();
                registry.register(bridge);
                ALL.put(registry, bridge);
            }
            bridge.exports.put(export.key(), export);
        }
    }

    /** Shows a connection no more; the last one takes the collector along. */
    static void remove(CollectorRegistry registry, Export export) {
        synchronized (ALL) {
            Bridge bridge = ALL.get(registry);
            if (bridge == null) {
                return;
            }
            bridge.exports.remove(export.key(), export);
            if (bridge.exports.isEmpty()) {
                ALL.remove(registry);
                try {
                    registry.unregister(bridge);
                } catch (RuntimeException e) {
                    // the application has cleared the registry itself
                }
            }
        }
    }

    /** By these the registry finds out whether a name is taken. */
    @Override
    public List<MetricFamilySamples> describe() {
        return Stream.of(Family.values()).map(family -> family.with(List.of())).toList();
    }

    @Override
    public List<MetricFamilySamples> collect() {
        Map<MetricRegistry, Map<String, Series>> byRegistry = new LinkedHashMap<>();
        Collection<Export> all = List.copyOf(exports.values());
        all.forEach(
                export ->
                        byRegistry
                                .computeIfAbsent(export.registry(), unused -> new HashMap<>())
                                .putAll(export.series()));
        Samples samples = new Samples();
        byRegistry.forEach((registry, series) -> collect(registry, series, samples));
        all.stream()
                .flatMap(export -> export.series().values().stream())
                .flatMap(Bridge::sum)
                .forEach(samples::add);
        return samples.families();
    }

    private static void collect(
            MetricRegistry registry, Map<String, Series> series, Samples samples) {
        DropwizardExports dropwizard =
                new DropwizardExports(
                        registry,
                        (name, metric) -> {
                            Series known = series.get(name);
                            return known != null && known.metric() == metric;
                        },
                        (metric, suffix, labelNames, labelValues, value) ->
                                sample(
                                        Objects.requireNonNull(series.get(metric)),
                                        suffix,
                                        labelNames,
                                        labelValues,
                                        value));
        dropwizard.collect().forEach(family -> family.samples.forEach(samples::add));
    }

    /** Quantiles of nothing are no numbers. */
    private static Sample sample(
            Series series,
            String suffix,
            List<String> moreNames,
            List<String> moreValues,
            double value) {
        List<String> names = new ArrayList<>(series.family().labelNames());
        names.addAll(moreNames);
        List<String> values = new ArrayList<>(series.labelValues());
        values.addAll(moreValues);
        boolean ofNothing =
                !moreNames.isEmpty()
                        && series.metric() instanceof SummedTimer timer
                        && timer.getCount() == 0;
        return new Sample(
                series.family().sampleName() + suffix,
                names,
                values,
                ofNothing ? Double.NaN : value);
    }

    /** Dropwizard's timers have none. */
    private static Stream<Sample> sum(Series series) {
        return series.metric() instanceof SummedTimer timer
                ? Stream.of(
                        new Sample(
                                series.family().sampleName() + Family.SUM,
                                series.family().labelNames(),
                                series.labelValues(),
                                timer.totalSeconds()))
                : Stream.empty();
    }
}
