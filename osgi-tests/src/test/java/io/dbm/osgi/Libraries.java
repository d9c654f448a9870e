package io.dbm.osgi;

import java.nio.file.Path;
import java.util.List;

/** What each framework needs for dbm. */
final class Libraries {

    private Libraries() {}

    /** Returns the mediator, and what dbm's core stands on. */
    static List<Path> ofCore(Bundles bundles) throws Exception {
        return List.of(
                Jars.of("asm"),
                Jars.of("asm-commons"),
                Jars.of("asm-tree"),
                Jars.of("asm-util"),
                Jars.of("asm-analysis"),
                Jars.of("org.apache.aries.spifly.dynamic.bundle"),
                Jars.of("slf4j-api"),
                Jars.of("slf4j-simple"),
                Jars.of("config"),
                Jars.of("HikariCP"),
                bundles.wrap("datasource-proxy"));
    }
}
