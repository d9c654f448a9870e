package io.dbm.doctor;

import io.dbm.PluginInfo;
import io.dbm.core.internal.trial.Trial;
import java.util.List;

/**
 * What was found out about a file.
 *
 * @param version of the doctor
 * @param file that was checked
 * @param plugins which there are
 * @param faults of plugins that could not be loaded
 * @param trials one for each connection that was tried
 */
record Report(
        String version,
        String file,
        List<PluginInfo> plugins,
        List<String> faults,
        List<Trial> trials) {

    Report {
        plugins = List.copyOf(plugins);
        faults = List.copyOf(faults);
        trials = List.copyOf(trials);
    }

    /** Whether every connection that was tried can be used. */
    boolean isWell() {
        return usable() == trials.size();
    }

    long usable() {
        return trials.stream().filter(trial -> trial.failure().isEmpty()).count();
    }
}
