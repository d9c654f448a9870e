package io.dbm.access.mybatis;

import io.dbm.spi.AccessAdapter;
import io.dbm.spi.AccessLayer;
import io.dbm.spi.AccessSpec;
import io.dbm.spi.SettingKey;
import java.util.List;
import org.apache.ibatis.session.SqlSessionFactory;

/**
 * Puts MyBatis on the pool of a SQL connection; its block of settings is {@code mybatis}.
 *
 * <p>Every mapper is read, and every reference between mappers resolved, when the settings are
 * checked. Each connection has a MyBatis configuration of its own, which the application's
 * customizers may still add to. What is named in the settings is found by the application's class
 * loader, whatever the thread's is.
 *
 * @since 0.1.0
 */
public final class MyBatisAdapter implements AccessAdapter<SqlSessionFactory> {

    static final SettingKey<String> CONFIG =
            SettingKey.string(
                    "config",
                    "A MyBatis configuration file on the class path, without <environments>; the"
                            + " keys below add to it.");

    static final SettingKey<List<String>> MAPPERS =
            SettingKey.strings("mappers", "Class names of mapper interfaces.");

    static final SettingKey<List<String>> MAPPER_PACKAGES =
            SettingKey.strings(
                    "mapper-packages",
                    "Packages whose interfaces are all mappers, those of their subpackages"
                            + " included.");

    static final SettingKey<List<String>> MAPPER_RESOURCES =
            SettingKey.strings("mapper-resources", "Mapper XML files on the class path.");

    static final SettingKey<String> DATABASE_ID =
            SettingKey.string(
                    "database-id",
                    "Which of the statements that carry a databaseId are this connection's.");

    static final SettingKey<Boolean> MAP_UNDERSCORE_TO_CAMEL_CASE =
            SettingKey.flag(
                    "map-underscore-to-camel-case",
                    "Whether a column such as user_name is mapped to the property userName.");

    /** For {@link java.util.ServiceLoader}. */
    public MyBatisAdapter() {}

    @Override
    public String id() {
        return "mybatis";
    }

    @Override
    public Class<SqlSessionFactory> accessType() {
        return SqlSessionFactory.class;
    }

    @Override
    public List<SettingKey<?>> settings() {
        return List.of(
                CONFIG,
                MAPPERS,
                MAPPER_PACKAGES,
                MAPPER_RESOURCES,
                DATABASE_ID,
                MAP_UNDERSCORE_TO_CAMEL_CASE);
    }

    @Override
    public AccessLayer<SqlSessionFactory> configure(AccessSpec spec) {
        return new MyBatisLayer(ConfigurationReader.read(spec));
    }
}
