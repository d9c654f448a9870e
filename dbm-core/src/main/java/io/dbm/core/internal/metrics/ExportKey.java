package io.dbm.core.internal.metrics;

/** Which part of whose metrics is exported. */
record ExportKey(String connection, Part part) {

    /** What can be exported without the rest. */
    enum Part {
        FIGURES,
        TIMINGS
    }
}
