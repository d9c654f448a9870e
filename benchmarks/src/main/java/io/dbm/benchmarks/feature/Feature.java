package io.dbm.benchmarks.feature;

/** What a connection can be configured to do. The first is what the others are compared with. */
public enum Feature {
    NONE("all off", ""),
    NONE_AGAIN("all off, again (control)", ""),
    CHECKS("`health-check-interval = 1s`", "health-check-interval = 1s"),
    LEAKS("`leak-detection-threshold = 10s`", "leak-detection-threshold = 10s"),
    LOGGING("`enable-logging`", "enable-logging = true"),
    METRICS("`enable-metrics`", "enable-metrics = true");

    private final String label;
    private final String settings;

    Feature(String label, String settings) {
        this.label = label;
        this.settings = settings;
    }

    String label() {
        return label;
    }

    /** Returns it in HOCON. */
    String settings() {
        return settings;
    }
}
