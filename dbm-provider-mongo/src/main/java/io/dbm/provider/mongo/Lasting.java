package io.dbm.provider.mongo;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCluster;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a client stay valid in all that is got from it: databases, collections, and what their
 * {@code with…} methods return.
 *
 * <p>The driver's own belong to one client for ever. Each of these keeps how it was got, and gets
 * itself anew from the connection's client for every call, which costs an object or two.
 */
final class Lasting implements InvocationHandler {

    private static final Set<Class<?>> KINDS =
            Set.of(MongoCluster.class, MongoDatabase.class, MongoCollection.class);

    private final String connection;
    private final Class<?> kind;
    private final Recipe recipe;

    private Lasting(String connection, Class<?> kind, Recipe recipe) {
        this.connection = connection;
        this.kind = kind;
        this.recipe = recipe;
    }

    /** How something is got from the client that serves at the moment. */
    private interface Recipe {
        Object get() throws Throwable;
    }

    /** Returns a client on a handle that stays valid itself. */
    static MongoClient client(MongoClient handle, String connection) {
        return (MongoClient) new Lasting(connection, MongoClient.class, () -> handle).proxy();
    }

    private Object proxy() {
        return Proxy.newProxyInstance(kind.getClassLoader(), new Class<?>[] {kind}, this);
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments)
            throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return switch (method.getName()) {
                case "equals" -> arguments != null && arguments[0] == self;
                case "hashCode" -> System.identityHashCode(self);
                default -> toString();
            };
        }
        if (kind == MongoClient.class && method.getName().equals("close")) {
            throw new UnsupportedOperationException(
                    "the " + this + " belongs to dbm: close the DatabaseManager");
        }
        Object result = call(method, arguments);
        return KINDS.contains(method.getReturnType())
                ? new Lasting(connection, method.getReturnType(), () -> got(method, arguments))
                        .proxy()
                : result;
    }

    private Object got(Method method, Object @Nullable [] arguments) throws Throwable {
        Object got = call(method, arguments);
        if (got == null) {
            throw new IllegalStateException("MongoDB's driver gave no " + method.getReturnType());
        }
        return got;
    }

    private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(recipe.get(), arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    /** Says which connection this is; never holds a secret. */
    @Override
    public String toString() {
        return kind.getSimpleName() + " of connection '" + connection + "'";
    }
}
