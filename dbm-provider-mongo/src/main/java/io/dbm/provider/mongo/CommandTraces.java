package io.dbm.provider.mongo;

import com.mongodb.event.CommandFailedEvent;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.event.CommandSucceededEvent;
import io.dbm.spi.ProviderContext;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.instrumentation.mongo.v3_1.MongoTelemetry;
import java.util.Optional;

/** Traces commands, but not those of dbm itself, which are part of nobody's work. */
final class CommandTraces implements CommandListener {

    private final CommandListener traces;

    private CommandTraces(CommandListener traces) {
        this.traces = traces;
    }

    static Optional<CommandListener> listener(ProviderContext context) {
        return context.tracing(OpenTelemetry.class)
                .map(
                        telemetry ->
                                MongoTelemetry.builder(telemetry)
                                        .setQuerySanitizationEnabled(true)
                                        .build()
                                        .createCommandListener())
                .map(CommandTraces::new);
    }

    @Override
    public void commandStarted(CommandStartedEvent event) {
        if (!OwnWork.isUnderWay()) {
            traces.commandStarted(event);
        }
    }

    @Override
    public void commandSucceeded(CommandSucceededEvent event) {
        if (!OwnWork.isUnderWay()) {
            traces.commandSucceeded(event);
        }
    }

    @Override
    public void commandFailed(CommandFailedEvent event) {
        if (!OwnWork.isUnderWay()) {
            traces.commandFailed(event);
        }
    }
}
