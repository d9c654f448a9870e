package io.dbm.doctor;

import io.dbm.PluginInfo;
import io.dbm.core.internal.config.ConnectionConfig;
import io.dbm.core.internal.trial.Trial;
import io.dbm.core.internal.trial.Trial.Answer;
import io.dbm.core.internal.trial.Trial.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The answer for people: a table, or on a narrow terminal a block for each connection. */
final class TextReport {

    private static final String OK = "ok";
    private static final String FAILED = "FAILED";
    private static final String NOTHING = "-";
    private static final int WIDEST_TEXT = 100;

    private final Report report;
    private final Terminal terminal;

    TextReport(Report report, Terminal terminal) {
        this.report = report;
        this.terminal = terminal;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("Plugins");
        lines.addAll(plugins());
        lines.add("");
        lines.add("Connections");
        lines.addAll(connections());
        lines.add("");
        lines.add(summary());
        for (Trial trial : report.trials()) {
            trial.failure().ifPresent(failure -> lines.addAll(explanation(trial, failure)));
        }
        return lines;
    }

    private List<String> plugins() {
        Columns columns = new Columns();
        List<String> narrow = new ArrayList<>();
        for (PluginInfo plugin : report.plugins()) {
            String kind = Words.kind(plugin);
            String id = Words.id(plugin);
            String version = Words.plain(plugin.version().orElse("unknown"));
            String jar = Words.jar(plugin);
            columns.row(kind, id, version, jar);
            String all = String.join(", ", kind + " " + id, version, jar);
            narrow.addAll(Columns.wrapped("  - ", all, terminal.width()));
        }
        boolean fits = columns.width() <= terminal.width();
        List<String> lines = new ArrayList<>(fits ? columns.lines(cell -> cell) : narrow);
        for (String fault : report.faults()) {
            lines.addAll(Columns.wrapped("  " + FAILED + "  ", Words.plain(fault), textWidth()));
        }
        return lines;
    }

    private List<String> connections() {
        Columns table =
                new Columns()
                        .row("status", "name", "type", "server", "TLS", "connect", "ping", "pool");
        for (Trial trial : report.trials()) {
            ConnectionConfig connection = trial.connection();
            Optional<Answer> answer = trial.answer();
            table.row(
                    status(trial),
                    Words.plain(connection.name()),
                    Words.plain(connection.type()),
                    answer.map(said -> Words.server(said.server())).orElse(NOTHING),
                    answer.map(said -> Words.tls(said.server())).orElse(NOTHING),
                    Words.took(trial.took()),
                    answer.map(said -> Words.took(said.ping())).orElse(NOTHING),
                    Words.pool(connection.limits()));
        }
        return table.width() <= terminal.width() ? table.lines(this::coloured) : blocks();
    }

    private List<String> blocks() {
        List<String> lines = new ArrayList<>();
        for (Trial trial : report.trials()) {
            ConnectionConfig connection = trial.connection();
            lines.add("  " + coloured(status(trial)) + "  " + Words.plain(connection.name()));
            Columns details = new Columns().row("  type", Words.plain(connection.type()));
            trial.answer()
                    .ifPresent(
                            said ->
                                    details.row("  server", Words.server(said.server()))
                                            .row("  TLS", Words.tls(said.server())));
            details.row("  connect", Words.took(trial.took()));
            trial.answer().ifPresent(said -> details.row("  ping", Words.took(said.ping())));
            details.row("  pool", Words.pool(connection.limits()));
            lines.addAll(details.lines(cell -> cell));
        }
        return lines;
    }

    private String summary() {
        int tried = report.trials().size();
        return report.usable()
                + " of "
                + tried
                + (tried == 1 ? " connection" : " connections")
                + " can be used.";
    }

    private List<String> explanation(Trial trial, Failure failure) {
        Diagnosis diagnosis = Diagnosis.of(trial, failure);
        String name = Words.plain(trial.connection().name());
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(red(name) + ": " + diagnosis.cause() + ".");
        lines.addAll(Columns.wrapped("  reason      ", Words.plain(failure.reason()), textWidth()));
        lines.addAll(Columns.wrapped("  what to do  ", diagnosis.remedy(failure), textWidth()));
        return lines;
    }

    private int textWidth() {
        return Math.min(terminal.width(), WIDEST_TEXT);
    }

    private static String status(Trial trial) {
        return trial.failure().isEmpty() ? OK : FAILED;
    }

    private String coloured(String status) {
        return switch (status) {
            case OK -> terminal.colours() ? "\u001b[32m" + OK + "\u001b[0m" : OK;
            case FAILED -> red(FAILED);
            default -> status;
        };
    }

    private String red(String text) {
        return terminal.colours() ? "\u001b[31m" + text + "\u001b[0m" : text;
    }
}
