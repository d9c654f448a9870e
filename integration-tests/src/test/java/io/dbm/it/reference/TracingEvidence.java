package io.dbm.it.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.dbm.DatabaseManager;
import io.dbm.it.Tracer;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;

/** What is traced of a connection; the same on every type. */
final class TracingEvidence {

    private TracingEvidence() {}

    static void whatItIsAskedIsTraced(TestDatabase database) throws Exception {
        List<SpanData> spans = spans(database, true);
        assertThat(spans).isNotEmpty();
        assertThat(spans)
                .allSatisfy(
                        span ->
                                assertThat(Tracer.said(span))
                                        .containsEntry("dbm.connection.name", "it")
                                        .containsKeys("db.system.name", "db.namespace"));
        assertThat(spans(database, false)).isEmpty();
    }

    private static List<SpanData> spans(TestDatabase database, boolean enabled) throws Exception {
        String config =
                "dbmanager.connections.it {\n%s\nenable-tracing = %s }"
                        .formatted(database.settings(), enabled);
        try (Tracer tracer = new Tracer();
                DatabaseManager manager =
                        tracer.builder().config(ConfigFactory.parseString(config)).load()) {
            manager.connect();
            return tracer.during(() -> database.use(Managers.it(manager)));
        }
    }
}
