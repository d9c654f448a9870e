package io.dbm.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.Map;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs contracts against plugins with a defect. */
final class Rules {

    private Rules() {}

    /** Returns the names of the rules that fail, in alphabetical order. */
    static List<String> brokenIn(Class<?> contract) {
        return brokenIn(contract, Map.of());
    }

    /**
     * Does so with rules run side by side, since most of their time is spent on waiting: for
     * defects that do not reach from one rule into the next.
     */
    static List<String> brokenInParallel(Class<?> contract) {
        return brokenIn(
                contract,
                Map.of(
                        "junit.jupiter.execution.parallel.enabled", "true",
                        "junit.jupiter.execution.parallel.mode.default", "concurrent",
                        "junit.jupiter.execution.parallel.config.strategy", "fixed",
                        "junit.jupiter.execution.parallel.config.fixed.parallelism", "6"));
    }

    private static List<String> brokenIn(Class<?> contract, Map<String, String> parameters) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(contract))
                                .configurationParameters(parameters)
                                .build(),
                        listener);
        TestExecutionSummary summary = listener.getSummary();
        assertThat(summary.getTestsStartedCount()).isGreaterThan(5);
        return summary.getFailures().stream()
                .map(failure -> failure.getTestIdentifier().getDisplayName().replace("()", ""))
                .sorted()
                .toList();
    }
}
