package io.dbm.benchmarks.race;

import java.util.Map;

/**
 * What a race measures, each time in a JVM of its own.
 *
 * @param group what it is compared within, and a heading of the table
 * @param label names it in the table, in Markdown
 * @param method of the benchmark's class
 * @param parameters of JMH
 * @param base names what its group is compared with
 */
public record Entrant(
        String group, String label, String method, Map<String, String> parameters, String base) {}
