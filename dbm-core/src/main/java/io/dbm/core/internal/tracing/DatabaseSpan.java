package io.dbm.core.internal.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import java.util.concurrent.TimeUnit;

/**
 * A span that says of an error what it is, and not what the driver says, which may quote values.
 */
final class DatabaseSpan implements Span {

    private final Span real;
    private final Conventions conventions;
    private Attributes error = Attributes.empty();

    DatabaseSpan(Span real, Conventions conventions) {
        this.real = real;
        this.conventions = conventions;
    }

    @Override
    public Span recordException(Throwable failure, Attributes more) {
        error = Conventions.error(failure);
        real.setAllAttributes(error);
        real.addEvent("exception", Conventions.event(failure));
        return this;
    }

    @Override
    public Span setAllAttributes(Attributes attributes) {
        real.setAllAttributes(conventions.end(attributes));
        real.setAllAttributes(error); // an instrumentation may call it something else
        return this;
    }

    @Override
    public <T> Span setAttribute(AttributeKey<T> key, T value) {
        real.setAttribute(key, value);
        return this;
    }

    @Override
    public Span addEvent(String name, Attributes attributes) {
        real.addEvent(name, attributes);
        return this;
    }

    @Override
    public Span addEvent(String name, Attributes attributes, long time, TimeUnit unit) {
        real.addEvent(name, attributes, time, unit);
        return this;
    }

    @Override
    public Span setStatus(StatusCode status, String description) {
        real.setStatus(status, description);
        return this;
    }

    @Override
    public Span updateName(String name) {
        real.updateName(name);
        return this;
    }

    @Override
    public void end() {
        real.end();
    }

    @Override
    public void end(long time, TimeUnit unit) {
        real.end(time, unit);
    }

    @Override
    public SpanContext getSpanContext() {
        return real.getSpanContext();
    }

    @Override
    public boolean isRecording() {
        return real.isRecording();
    }
}
