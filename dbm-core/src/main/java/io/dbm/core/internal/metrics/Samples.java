package io.dbm.core.internal.metrics;

import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Samples, put back into their families: the bridge to Dropwizard takes counters for gauges, and
 * knows neither help nor sums.
 */
final class Samples {

    private final Map<Family, Map<List<?>, Sample>> byFamily = new EnumMap<>(Family.class);

    /** Takes a sample; two of the same labels, as connections of one type have, are added up. */
    void add(Sample sample) {
        byFamily.computeIfAbsent(Family.of(sample.name), unused -> new LinkedHashMap<>())
                .merge(List.of(sample.name, sample.labelValues), sample, Samples::sum);
    }

    private static Sample sum(Sample one, Sample other) {
        return new Sample(one.name, one.labelNames, one.labelValues, one.value + other.value);
    }

    List<MetricFamilySamples> families() {
        List<MetricFamilySamples> families = new ArrayList<>();
        byFamily.forEach(
                (family, samples) -> {
                    Collection<Sample> all = samples.values();
                    families.add(family.with(List.copyOf(all)));
                });
        return families;
    }
}
