package io.dbm.core.internal.handle;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Passes a call of a JDBC proxy on to the object that it stands for. */
public final class JdbcCall {

    private JdbcCall() {}

    /** Calls a method of a JDBC interface, and throws what it throws. */
    public static @Nullable Object run(
            Object real, Method method, @Nullable Object @Nullable [] arguments)
            throws SQLException {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            Throwable thrown = e.getTargetException();
            if (thrown instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (SQLException) thrown; // JDBC declares nothing else
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e); // JDBC's interfaces are public
        }
    }
}
