package io.dbm.provider.mssql;

import io.dbm.provider.mssql.internal.AuthorityTrustManager;
import io.dbm.provider.mssql.internal.HostTrustManager;
import io.dbm.spi.SettingKey;
import io.dbm.spi.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What {@code sslmode} and {@code ssl-root-cert} are in the driver's properties. */
final class Tls {

    private final Dsn dsn;
    private final Settings settings;
    private final SaidProperties said;
    private final Map<String, String> properties = new LinkedHashMap<>();

    private Tls(Dsn dsn, Settings settings, SaidProperties said) {
        this.dsn = dsn;
        this.settings = settings;
        this.said = said;
    }

    static Map<String, String> properties(Dsn dsn, Settings settings, SaidProperties said) {
        Tls tls = new Tls(dsn, settings, said);
        tls.read();
        return tls.properties;
    }

    private void read() {
        Optional<String> rootCert = get(MssqlKeys.SSL_ROOT_CERT);
        Optional<String> driversOwn = said.firstOf(DriverNames.TLS_SWITCHES);
        if (driversOwn.isPresent()) {
            String name = driversOwn.get();
            String reason = said.source(name) + " says '" + name + "'";
            settings.ignoredBecause(MssqlKeys.SSLMODE, reason);
            settings.ignoredBecause(MssqlKeys.SSL_ROOT_CERT, reason);
            if (dsn.get(MssqlKeys.SSLMODE).or(() -> dsn.get(MssqlKeys.SSL_ROOT_CERT)).isPresent()) {
                said.reject(name, "cannot stand beside the sslmode or ssl-root-cert of the dsn");
            }
            return;
        }
        String mode = get(MssqlKeys.SSLMODE).orElse("");
        boolean encrypts = !mode.equals("disable");
        boolean verifies = mode.startsWith("verify");
        properties.put(DriverNames.ENCRYPT, String.valueOf(encrypts));
        properties.put(DriverNames.TRUST_SERVER_CERTIFICATE, String.valueOf(!verifies));
        if (mode.equals("verify-ca")) {
            trust(AuthorityTrustManager.class, rootCert);
        } else if (verifies && (rootCert.isPresent() || isCheckedByDbm())) {
            trust(HostTrustManager.class, rootCert);
        } else if (rootCert.isPresent()) {
            reject(
                    MssqlKeys.SSL_ROOT_CERT,
                    "has no effect with sslmode " + mode + ": use verify-ca or verify-full");
        }
        if (!mode.equals("verify-full") || rootCert.isPresent()) {
            refuseChecksOfDriver(mode, rootCert.isPresent());
        }
    }

    /**
     * Not where the user says what the driver's own check reads, nor where the driver, which takes
     * a class by its name, cannot see this one: then its own check says less of what is wrong.
     */
    private boolean isCheckedByDbm() {
        return DriverNames.TLS_CHECKS.stream().noneMatch(said::says)
                && DriverClasses.has(HostTrustManager.class);
    }

    private void trust(Class<?> trustManager, Optional<String> rootCert) {
        properties.put(DriverNames.TRUST_MANAGER_CLASS, trustManager.getName());
        rootCert.ifPresent(it -> properties.put(DriverNames.TRUST_MANAGER_ARGUMENT, it));
    }

    /** The driver passes over these without a word where the check is not its own. */
    private void refuseChecksOfDriver(String mode, boolean hasRootCert) {
        for (String name : DriverNames.TLS_CHECKS) {
            if (said.says(name)) {
                said.reject(
                        name,
                        "has no effect with sslmode "
                                + mode
                                + (hasRootCert ? " and ssl-root-cert" : "")
                                + ": it needs verify-full without ssl-root-cert");
            }
        }
    }

    private Optional<String> get(SettingKey<String> key) {
        return dsn.get(key).or(() -> settings.get(key));
    }

    private void reject(SettingKey<String> key, String message) {
        settings.reject(key, message);
    }
}
