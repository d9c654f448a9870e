package io.dbm.doctor;

import io.dbm.ConfigurationException;
import io.dbm.ConfigurationException.Problem;
import io.dbm.PluginInfo;
import io.dbm.ServerInfo;
import io.dbm.core.internal.trial.Trial;
import io.dbm.core.internal.trial.Trial.Answer;
import io.dbm.core.internal.trial.Trial.Failure;
import io.dbm.spi.Limits;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The answer for programs. What is not known is left out. */
final class JsonReport {

    private JsonReport() {}

    static String of(Report report) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("version", report.version());
        all.put("file", report.file());
        all.put("ok", report.isWell());
        all.put("plugins", report.plugins().stream().map(JsonReport::plugin).toList());
        all.put("pluginFaults", report.faults());
        all.put("connections", report.trials().stream().map(JsonReport::connection).toList());
        return Json.of(all);
    }

    static String of(String version, String file, ConfigurationException wrong) {
        return of(version, file, wrong.problems().stream().map(JsonReport::problem).toList());
    }

    static String of(String version, String file, String wrong) {
        return of(version, file, List.of(Map.of("message", wrong)));
    }

    private static String of(String version, String file, List<?> problems) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("version", version);
        all.put("file", file);
        all.put("ok", false);
        all.put("problems", problems);
        return Json.of(all);
    }

    private static Map<String, Object> problem(Problem problem) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("path", problem.path());
        all.put("origin", problem.origin());
        all.put("message", problem.message());
        return all;
    }

    private static Map<String, Object> plugin(PluginInfo plugin) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("kind", plugin.kind().name().toLowerCase(Locale.ROOT));
        all.put("id", plugin.id());
        plugin.folder().ifPresent(folder -> all.put("folder", folder));
        plugin.version().ifPresent(version -> all.put("version", version));
        plugin.location().ifPresent(jar -> all.put("jar", jar));
        return all;
    }

    private static Map<String, Object> connection(Trial trial) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("name", trial.connection().name());
        all.put("type", trial.connection().type());
        all.put("ok", trial.failure().isEmpty());
        all.put("connectMillis", millis(trial.took()));
        trial.answer().ifPresent(answer -> put(answer, all));
        all.put("pool", pool(trial.connection().limits()));
        trial.failure().ifPresent(failure -> all.put("failure", failure(trial, failure)));
        return all;
    }

    private static void put(Answer answer, Map<String, Object> all) {
        ServerInfo server = answer.server();
        all.put("pingMillis", millis(answer.ping()));
        server.product().ifPresent(product -> all.put("product", product));
        server.version().ifPresent(version -> all.put("productVersion", version));
        all.put("transport", server.transport().name().toLowerCase(Locale.ROOT));
    }

    private static Map<String, Object> pool(Limits limits) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("max-open-conns", limits.maxOpen());
        all.put("max-idle-conns", limits.maxIdle());
        all.put("min-idle-conns", limits.minIdle());
        all.put("conn-max-lifetime", Words.setting(limits.maxLifetime()));
        all.put("conn-max-idle-time", Words.setting(limits.maxIdleTime()));
        all.put("acquire-timeout", Words.setting(limits.acquireTimeout()));
        all.put("connect-timeout", Words.setting(limits.connectTimeout()));
        all.put("query-timeout", Words.setting(limits.queryTimeout()));
        return all;
    }

    private static Map<String, Object> failure(Trial trial, Failure failure) {
        Diagnosis diagnosis = Diagnosis.of(trial, failure);
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("kind", diagnosis.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        all.put("cause", diagnosis.cause());
        all.put("reason", failure.reason());
        all.put("remedy", diagnosis.remedy(failure));
        return all;
    }

    private static double millis(Duration time) {
        return Math.round(time.toNanos() / 1e3) / 1e3;
    }
}
