package io.dbm.provider.mssql;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.mssqlserver.MSSQLServerContainer;

/** SQL Server, the same for all tests of this JVM; Testcontainers removes it. */
public final class MssqlContainer implements RealServer.Container {

    private static final String WITHOUT_DOCKER =
            "skipped: Docker is not there; start it, or name a server in DBM_TEST_MSSQL_URL";

    /** Who builds with the profile accepts Microsoft's license for it. */
    private static final MSSQLServerContainer MSSQL =
            new MSSQLServerContainer("mcr.microsoft.com/mssql/server:2022-latest").acceptLicense();

    private static final boolean DOCKER = DockerClientFactory.instance().isDockerAvailable();

    static {
        if (!DOCKER) {
            System.err.println("The tests that need a SQL Server are " + WITHOUT_DOCKER);
        }
    }

    @Override
    public Access start() {
        assumeTrue(DOCKER, WITHOUT_DOCKER);
        MSSQL.start();
        return new Access(
                "jdbc:sqlserver://%s:%d;encrypt=true;trustServerCertificate=true"
                        .formatted(
                                MSSQL.getHost(),
                                MSSQL.getMappedPort(MSSQLServerContainer.MS_SQL_SERVER_PORT)),
                MSSQL.getUsername(),
                MSSQL.getPassword());
    }
}
