package io.dbm.core.internal.tracing;

import io.dbm.core.internal.failure.Redaction;
import io.dbm.core.internal.statement.Dialect;
import io.dbm.core.internal.statement.StatementText;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.instrumentation.api.incubator.semconv.db.SqlDialect;
import io.opentelemetry.instrumentation.api.incubator.semconv.db.SqlQuery;
import io.opentelemetry.instrumentation.api.incubator.semconv.db.SqlQueryAnalyzer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Says of SQL what it is, with a {@code ?} for each value in it. */
final class Statements implements Conventions.Queries {

    private static final int KEPT_AT_MOST = 500;
    private static final int LONGEST_KEPT = 5_000;

    private final SqlQueryAnalyzer analyzer = SqlQueryAnalyzer.create(true);
    private final Map<String, SqlQuery> kept = new ConcurrentHashMap<>();
    private final Redaction redaction;

    Statements(Redaction redaction) {
        this.redaction = redaction;
    }

    @Override
    public void describe(String query, String system, AttributesBuilder to) {
        SqlQuery known = kept.get(query);
        if (known == null) {
            known = analyze(query, system);
            keep(query, known);
        }
        to.put(Conventions.TEXT, known.getQueryText());
        String summary = known.getQuerySummary();
        if (summary != null && !summary.isEmpty()) {
            to.put(Conventions.SUMMARY, summary);
        }
    }

    /** Applications have few statements, unless they write values into them. */
    private void keep(String query, SqlQuery analyzed) {
        if (query.length() <= LONGEST_KEPT) {
            if (kept.size() >= KEPT_AT_MOST) {
                kept.clear();
            }
            kept.put(query, analyzed);
        }
    }

    private SqlQuery analyze(String query, String system) {
        String shown = StatementText.of(query, Dialect.of(system), Integer.MAX_VALUE);
        SqlQuery analyzed =
                analyzer.analyzeWithSummary(shown, SqlDialect.DOUBLE_QUOTES_ARE_IDENTIFIERS);
        String text = analyzed.getQueryText();
        return SqlQuery.createWithSummary(
                text == null ? "" : redaction.clean(text), null, analyzed.getQuerySummary());
    }
}
