package io.dbm.core.internal.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Collects what an instrumentation says of a span, and starts it as the conventions have it: a
 * sampler is to see no other.
 */
final class DatabaseSpanBuilder implements SpanBuilder {

    private final Tracer tracer;
    private final String name;
    private final Conventions conventions;
    private final AttributesBuilder attributes = Attributes.builder();
    private final List<Consumer<SpanBuilder>> rest = new ArrayList<>(3);

    DatabaseSpanBuilder(Tracer tracer, String name, String connection, Conventions conventions) {
        this.tracer = tracer;
        this.name = name;
        this.conventions = conventions;
        attributes.put(Conventions.CONNECTION, connection);
    }

    private DatabaseSpanBuilder later(Consumer<SpanBuilder> step) {
        rest.add(step);
        return this;
    }

    @Override
    public SpanBuilder setParent(Context context) {
        return later(real -> real.setParent(context));
    }

    @Override
    public SpanBuilder setNoParent() {
        return later(SpanBuilder::setNoParent);
    }

    @Override
    public SpanBuilder addLink(SpanContext context) {
        return later(real -> real.addLink(context));
    }

    @Override
    public SpanBuilder addLink(SpanContext context, Attributes ofLink) {
        return later(real -> real.addLink(context, ofLink));
    }

    @Override
    public SpanBuilder setAttribute(String key, String value) {
        attributes.put(key, value);
        return this;
    }

    @Override
    public SpanBuilder setAttribute(String key, long value) {
        attributes.put(key, value);
        return this;
    }

    @Override
    public SpanBuilder setAttribute(String key, double value) {
        attributes.put(key, value);
        return this;
    }

    @Override
    public SpanBuilder setAttribute(String key, boolean value) {
        attributes.put(key, value);
        return this;
    }

    @Override
    public <T> SpanBuilder setAttribute(AttributeKey<T> key, T value) {
        attributes.put(key, value);
        return this;
    }

    @Override
    public SpanBuilder setSpanKind(SpanKind kind) {
        return later(real -> real.setSpanKind(kind));
    }

    @Override
    public SpanBuilder setStartTimestamp(long time, TimeUnit unit) {
        return later(real -> real.setStartTimestamp(time, unit));
    }

    @Override
    public Span startSpan() {
        Conventions.Start start = conventions.start(name, attributes.build());
        SpanBuilder real = tracer.spanBuilder(start.name());
        rest.forEach(step -> step.accept(real));
        Span span = real.setAllAttributes(start.attributes()).startSpan();
        return span.isRecording() ? new DatabaseSpan(span, conventions) : span;
    }
}
