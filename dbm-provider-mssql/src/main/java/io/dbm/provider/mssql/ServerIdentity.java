package io.dbm.provider.mssql;

import io.dbm.provider.mssql.internal.HostMismatchException;
import io.dbm.spi.TlsProblem;
import java.nio.file.NoSuchFileException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether a server is who it should be, as TLS found out. */
final class ServerIdentity {

    private static final String STATE = "08001";

    private ServerIdentity() {}

    /** Whether a physical connection failed because of who the server is, and will fail again. */
    static boolean isRefused(SQLException failure) {
        return TlsProblem.of(failure).isPresent() || has(failure, NoSuchFileException.class);
    }

    private static boolean isAboutAuthority(Throwable failure) {
        return failure instanceof CertPathValidatorException
                || failure instanceof CertPathBuilderException;
    }

    /** Returns an error that says what did not match and what to do, or the driver's own. */
    static SQLException explain(SQLException failure, Map<String, String> properties) {
        return explanation(failure, properties)
                .<SQLException>map(
                        message -> new SQLNonTransientConnectionException(message, STATE, failure))
                .orElse(failure);
    }

    private static Optional<String> explanation(
            SQLException failure, Map<String, String> properties) {
        Optional<NoSuchFileException> missing = first(failure, NoSuchFileException.class);
        if (missing.isPresent()) {
            return Optional.of(
                    "there is no file "
                            + missing.get().getFile()
                            + " of the authorities to trust: have ssl-root-cert name their PEM"
                            + " file");
        }
        Optional<HostMismatchException> mismatch = first(failure, HostMismatchException.class);
        if (mismatch.isPresent()) {
            return Optional.of(
                    "the server's certificate is for "
                            + mismatch.get().names()
                            + ", not for "
                            + mismatch.get().host()
                            + ", as sslmode verify-full wants it: connect by a name that the"
                            + " certificate has, or use sslmode verify-ca, which checks no name");
        }
        if (TlsProblem.of(failure).filter(it -> it == TlsProblem.NOT_NOW).isPresent()) {
            return Optional.of(
                    "the certificate of "
                            + server(properties)
                            + " has expired or is not valid yet: renew it, or set the clock of"
                            + " this machine");
        }
        if (chain(failure).anyMatch(ServerIdentity::isAboutAuthority)) {
            return Optional.of(
                    "the certificate of "
                            + server(properties)
                            + " is not from an authority "
                            + authorities(properties)
                            + ": have ssl-root-cert name the PEM file of the authority that"
                            + " issued it");
        }
        return Optional.empty();
    }

    private static String server(Map<String, String> properties) {
        String host = properties.get(DriverNames.SERVER);
        String instance = properties.get(DriverNames.INSTANCE);
        return instance == null
                ? host + ":" + properties.get(DriverNames.PORT)
                : host + "\\" + instance;
    }

    private static String authorities(Map<String, String> properties) {
        return Stream.of(DriverNames.TRUST_MANAGER_ARGUMENT, DriverNames.TRUST_STORE)
                .map(properties::get)
                .filter(Objects::nonNull)
                .findFirst()
                .map(file -> "in " + file)
                .orElse("that Java trusts");
    }

    private static boolean has(SQLException failure, Class<? extends Exception> type) {
        return first(failure, type).isPresent();
    }

    private static <T extends Exception> Optional<T> first(SQLException failure, Class<T> type) {
        return chain(failure).filter(type::isInstance).findFirst().map(type::cast);
    }

    private static Stream<Throwable> chain(SQLException failure) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause).limit(20);
    }
}
