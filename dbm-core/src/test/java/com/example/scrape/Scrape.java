package com.example.scrape;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What Prometheus would read of a registry, by the rules of its text format. */
public final class Scrape {

    private final Map<String, String> types = new TreeMap<>();
    private final Map<String, String> helps = new TreeMap<>();
    private final Map<Series, Double> values = new LinkedHashMap<>();

    /** What makes a time series. */
    public record Series(String name, Map<String, String> labels) {}

    private Scrape(String text) {
        text.lines().forEach(this::read);
    }

    /** Scrapes, and fails where Prometheus would. */
    public static Scrape of(CollectorRegistry registry) {
        StringWriter text = new StringWriter();
        try {
            TextFormat.write004(text, registry.metricFamilySamples());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Scrape(text.toString());
    }

    private void read(String line) {
        if (line.startsWith("# HELP ")) {
            put(helps, line.split(" ", 4)[2], line.split(" ", 4)[3]);
        } else if (line.startsWith("# TYPE ")) {
            put(types, line.split(" ", 4)[2], line.split(" ", 4)[3]);
        } else {
            new Line(line).read();
        }
    }

    private static <K, V> void put(Map<K, V> map, K key, V value) {
        if (map.put(key, value) != null) {
            throw new IllegalStateException("twice in one scrape: " + key);
        }
    }

    /** One sample. */
    private final class Line {
        private final String text;
        private int at;

        Line(String text) {
            this.text = text;
        }

        void read() {
            String name = until('{');
            Map<String, String> labels = new TreeMap<>();
            while (text.charAt(at) != '}') {
                put(labels, until('='), quoted());
                if (text.charAt(at) == ',') {
                    at++;
                }
            }
            put(values, new Series(name, labels), Double.valueOf(text.substring(at + 2)));
        }

        private String until(char end) {
            String part = text.substring(at, text.indexOf(end, at));
            at += part.length() + 1;
            return part;
        }

        private String quoted() {
            StringBuilder value = new StringBuilder();
            for (at++; text.charAt(at) != '"'; at++) {
                char next = text.charAt(at);
                if (next == '\\') {
                    at++;
                    next = text.charAt(at) == 'n' ? '\n' : text.charAt(at);
                }
                value.append(next);
            }
            at++;
            return value.toString();
        }
    }

    /** Returns the type of each family, by its name. */
    public Map<String, String> types() {
        return types;
    }

    /** Returns the names of the labels of each sample, by its name. */
    public Map<String, Set<String>> labels() {
        Map<String, Set<String>> labels = new TreeMap<>();
        values.keySet()
                .forEach(
                        series ->
                                labels.computeIfAbsent(series.name(), name -> new TreeSet<>())
                                        .addAll(series.labels().keySet()));
        return labels;
    }

    /** Returns every value that a label has, in any series. */
    public Set<String> valuesOf(String label) {
        Set<String> found = new TreeSet<>();
        values.keySet().stream()
                .filter(series -> series.labels().containsKey(label))
                .forEach(series -> found.add(series.labels().get(label)));
        return found;
    }

    /** Returns all series. */
    public Set<Series> series() {
        return values.keySet();
    }

    /**
     * Returns the value of the one series that has these labels, of those of a name.
     *
     * @param labels names and values in turn; there may be others beside them
     */
    public double value(String name, String... labels) {
        Map<String, String> wanted = new TreeMap<>();
        for (int i = 0; i < labels.length; i += 2) {
            wanted.put(labels[i], labels[i + 1]);
        }
        List<Double> found = new ArrayList<>();
        values.forEach(
                (series, value) -> {
                    if (series.name().equals(name)
                            && series.labels().entrySet().containsAll(wanted.entrySet())) {
                        found.add(value);
                    }
                });
        if (found.size() != 1) {
            throw new IllegalStateException(name + wanted + ": " + found);
        }
        return found.get(0);
    }
}
