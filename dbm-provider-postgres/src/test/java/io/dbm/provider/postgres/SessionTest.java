package io.dbm.provider.postgres;

import static io.dbm.provider.postgres.PostgresServer.query;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What has arrived at the server when a physical connection is open. */
class SessionTest {

    private final Map<String, Object> keys = PostgresServer.keys();

    @Test
    void hasTheQueryTimeoutToTheMillisecond() {
        keys.put("query-timeout", "1234ms");
        assertThat(query(keys, "show statement_timeout")).isEqualTo("1234ms");
    }

    @Test
    void hasNoLimitWhereItIsZeroWhateverTheRoleHas() {
        keys.putAll(Map.of("user", "limited", "password", "limited", "query-timeout", "0"));
        assertThat(query(keys, "show statement_timeout")).isEqualTo("0");
    }

    @Test
    void hasTheSchemaAndNothingElseAsItsSearchPath() {
        keys.put("schema", "shop");
        assertThat(query(keys, "show search_path")).isEqualTo("\"shop\"");
    }

    @Test
    void hasTheApplicationName() {
        keys.put("application-name", "shop's");
        assertThat(query(keys, "show application_name")).isEqualTo("shop's");
    }

    @Test
    void hasTheKeysWhereTheDsnSaysNothing() {
        Map<String, Object> beside = PostgresServer.dsn(url("?tcpKeepAlive=true"));
        beside.put("query-timeout", "7s");
        beside.put("schema", "shop");
        beside.put("application-name", "shop");
        assertThat(
                        query(
                                beside,
                                """
                                select concat_ws(' ', current_setting('statement_timeout'),
                                  current_setting('search_path'),
                                  current_setting('application_name'))
                                """))
                .isEqualTo("7s \"shop\" shop");
    }

    @Test
    void hasTheParametersOfTheDsn() {
        String parameters = "?currentSchema=one,%22two%20b%22&application_name=shop&readOnly=true";
        assertThat(
                        query(
                                PostgresServer.dsn(url(parameters)),
                                """
                                select concat_ws(' ', current_setting('search_path'),
                                  current_setting('application_name'),
                                  current_setting('statement_timeout'))
                                """))
                .isEqualTo("one,\"two b\" shop 30s");
    }

    @Test
    void hasThePropertiesOfTheDriver() {
        keys.put(
                "properties",
                Map.of(
                        "currentSchema",
                        "shop",
                        "ApplicationName",
                        "till",
                        "tcpKeepAlive",
                        "false"));
        assertThat(
                        query(
                                keys,
                                """
                                select concat_ws(' ', current_setting('search_path'),
                                  current_setting('application_name'),
                                  current_setting('statement_timeout'))
                                """))
                .isEqualTo("shop till 30s");
    }

    @Test
    void hasTheOptionsOfTheDsnBesideTheQueryTimeout() {
        Map<String, Object> dsn = PostgresServer.dsn(url("?options=-c%20work_mem%3D7MB"));
        dsn.put("query-timeout", "7s");
        assertThat(
                        query(
                                dsn,
                                "select current_setting('work_mem') || ' ' ||"
                                        + " current_setting('statement_timeout')"))
                .isEqualTo("7MB 7s");
    }

    private static String url(String parameters) {
        return "postgres://app:app@localhost:" + PostgresServer.port() + "/app" + parameters;
    }
}
