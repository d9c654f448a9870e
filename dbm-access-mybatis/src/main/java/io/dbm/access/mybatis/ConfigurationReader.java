package io.dbm.access.mybatis;

import io.dbm.access.mybatis.PendingReferences.Source;
import io.dbm.spi.AccessSpec;
import io.dbm.spi.SettingKey;
import io.dbm.spi.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.ibatis.builder.xml.XMLConfigBuilder;
import org.apache.ibatis.builder.xml.XMLMapperBuilder;
import org.apache.ibatis.executor.ErrorContext;
import org.apache.ibatis.session.Configuration;

/** Builds the MyBatis configuration of one connection, and rejects what does not fit in it. */
final class ConfigurationReader {

    private static final Pattern NAME = Pattern.compile("[\\w.$/-]{1,200}");

    private final Settings settings;
    private final ClassLoader classLoader;
    private final MapperClasses classes;
    private final List<Step> steps = new ArrayList<>();
    private final Map<String, Class<?>> named = new LinkedHashMap<>();
    private boolean rejected;

    private ConfigurationReader(AccessSpec spec) {
        settings = spec.settings();
        classLoader = spec.classLoader();
        classes = new MapperClasses(classLoader);
    }

    /**
     * Returns what gives the configuration that the settings describe; if one of them was rejected,
     * it lacks that and perhaps more. One for which nothing need be read is made when it is asked
     * for: it takes some 100 kB, and most of many connections may never be used with MyBatis.
     */
    static Supplier<Configuration> read(AccessSpec spec) {
        // MyBatis finds the classes that XML names, and the content of packages, by the thread's
        // class loader; its other way, Resources.setDefaultClassLoader, is for the whole JVM.
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(spec.classLoader());
        try {
            ConfigurationReader reader = new ConfigurationReader(spec);
            if (reader.hasNothingToRead()) {
                return reader.plain();
            }
            Configuration read = reader.read();
            return () -> read;
        } finally {
            thread.setContextClassLoader(before);
            ErrorContext.instance().reset();
        }
    }

    private boolean hasNothingToRead() {
        return settings.get(MyBatisAdapter.CONFIG).isEmpty()
                && Stream.of(
                                MyBatisAdapter.MAPPER_RESOURCES,
                                MyBatisAdapter.MAPPERS,
                                MyBatisAdapter.MAPPER_PACKAGES)
                        .allMatch(key -> settings.get(key).isEmpty());
    }

    private Supplier<Configuration> plain() {
        Optional<String> databaseId = settings.get(MyBatisAdapter.DATABASE_ID);
        Optional<Boolean> camelCase = settings.get(MyBatisAdapter.MAP_UNDERSCORE_TO_CAMEL_CASE);
        return () -> {
            Configuration configuration = new Configuration();
            databaseId.ifPresent(configuration::setDatabaseId);
            camelCase.ifPresent(configuration::setMapUnderscoreToCamelCase);
            return configuration;
        };
    }

    private Configuration read() {
        Optional<Configuration> base = base();
        find(MyBatisAdapter.MAPPER_RESOURCES, this::mapperResource);
        find(MyBatisAdapter.MAPPERS, this::mapper);
        find(MyBatisAdapter.MAPPER_PACKAGES, name -> addMappers(classes.inPackage(name)));
        base.ifPresent(this::complete);
        return base.orElseGet(Configuration::new);
    }

    /** Returns what the configuration file says, or an empty configuration if none was named. */
    private Optional<Configuration> base() {
        Optional<String> name = settings.get(MyBatisAdapter.CONFIG);
        if (name.isEmpty()) {
            return Optional.of(withDatabaseId(new Configuration()));
        }
        Source source = new Source(MyBatisAdapter.CONFIG, shown(name.get(), "something"));
        try {
            XmlResource file = XmlResource.read(classLoader, name.get(), "configuration");
            if (file.has("/configuration/environments")) {
                reject(source, "which has <environments>: remove it; dbm supplies the data source");
            }
            if (file.has("/configuration/databaseIdProvider")) {
                reject(
                        source,
                        "which has <databaseIdProvider>: remove it; set database-id instead");
            }
            if (rejected) {
                return Optional.empty();
            }
            XMLConfigBuilder builder = new XMLConfigBuilder(file.open());
            withDatabaseId(builder.getConfiguration());
            return Optional.of(builder.parse());
        } catch (RejectedException e) {
            reject(source, e.why());
        } catch (RuntimeException | LinkageError e) {
            reject(source, "which MyBatis rejects: " + RejectedException.reason(e));
        }
        return Optional.empty();
    }

    private Configuration withDatabaseId(Configuration configuration) {
        settings.get(MyBatisAdapter.DATABASE_ID).ifPresent(configuration::setDatabaseId);
        return configuration;
    }

    private Consumer<Configuration> mapperResource(String name) throws RejectedException {
        XmlResource file = XmlResource.read(classLoader, name, "mapper");
        return configuration ->
                new XMLMapperBuilder(
                                file.open(), configuration, name, configuration.getSqlFragments())
                        .parse();
    }

    private Consumer<Configuration> mapper(String name) throws RejectedException {
        Class<?> mapper = classes.named(name);
        named.put(name, mapper);
        return addMappers(List.of(mapper));
    }

    private static Consumer<Configuration> addMappers(List<Class<?>> mappers) {
        return configuration ->
                mappers.stream()
                        .filter(mapper -> !configuration.hasMapper(mapper))
                        .forEach(configuration::addMapper);
    }

    private void find(SettingKey<List<String>> key, Finder finder) {
        int place = 0;
        for (String name : settings.get(key).orElse(List.of())) {
            place++;
            Source source = new Source(key, shown(name, "number " + place + " in its list"));
            try {
                steps.add(new Step(source, finder.find(name)));
            } catch (RejectedException e) {
                reject(source, e.why());
            }
        }
    }

    /** What does not look like a class, a package or a file may be a password at the wrong key. */
    private static String shown(String name, String otherwise) {
        boolean hasParts = name.indexOf('.') > 0 || name.indexOf('/') > 0;
        return hasParts && NAME.matcher(name).matches() ? name : otherwise;
    }

    private void complete(Configuration configuration) {
        settings.get(MyBatisAdapter.MAP_UNDERSCORE_TO_CAMEL_CASE)
                .ifPresent(configuration::setMapUnderscoreToCamelCase);
        PendingReferences references = new PendingReferences(configuration);
        settings.get(MyBatisAdapter.CONFIG)
                .ifPresent(name -> references.attributeTo(new Source(MyBatisAdapter.CONFIG, name)));
        for (Step step : steps) {
            try {
                step.load().accept(configuration);
            } catch (RuntimeException | LinkageError e) {
                reject(step.source(), "which MyBatis rejects: " + RejectedException.reason(e));
            }
            references.attributeTo(step.source());
        }
        if (!rejected) { // else what is missing may be in what was rejected
            references
                    .resolve()
                    .forEach((source, why) -> reject(source, "which MyBatis rejects: " + why));
        }
        if (!rejected) {
            rejectMappersWithoutStatement(configuration);
        }
    }

    /** A mapper that no XML belongs to, by a slip in a name, would fail only when it is called. */
    private void rejectMappersWithoutStatement(Configuration configuration) {
        named.forEach(
                (name, mapper) -> {
                    if (!MapperClasses.hasStatement(mapper, configuration)) {
                        reject(
                                new Source(MyBatisAdapter.MAPPERS, name),
                                "which has no statement: annotate its methods, or name its XML"
                                        + " file in mapper-resources");
                    }
                });
    }

    private void reject(Source source, String why) {
        rejected = true;
        settings.reject(source.key(), "names " + source.name() + ", " + why);
    }

    /** What one name in a list of settings brings into the configuration. */
    private record Step(Source source, Consumer<Configuration> load) {}

    /** Finds on the class path what a setting names. */
    @FunctionalInterface
    private interface Finder {
        Consumer<Configuration> find(String name) throws RejectedException;
    }
}
