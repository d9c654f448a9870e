package io.dbm.provider.mssql;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/** A test that needs to know, or to change, what only the stand-in for SQL Server lets it. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(
        value = "io.dbm.provider.mssql.MssqlServer#isStandIn",
        disabledReason = "needs the stand-in")
@interface OnStandIn {}
