package io.dbm.core.internal.jmx;

import io.dbm.ConfigurationException;
import io.dbm.ConfigurationException.Problem;
import io.dbm.core.internal.connection.DefaultNamedConnection;
import io.dbm.core.internal.connection.Services;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * The MBeans of one manager's connections, of those that {@code enable-jmx} is true for, in the
 * application's {@link MBeanServer} or else the platform's.
 */
public final class Beans {

    private final Services services;
    private final Map<String, ConnectionBean> registered = new TreeMap<>();
    private boolean closed;

    /**
     * Registers nothing yet.
     *
     * @param services may have the application's server
     */
    public Beans(Services services) {
        this.services = services;
    }

    /** A change of what is shown, which has begun. */
    public interface Change {

        /** Ends it: those that are not shown any more vanish. */
        void take();

        /** Takes it back. */
        void abandon();
    }

    private MBeanServer server() {
        return services.find(MBeanServer.class)
                .orElseGet(ManagementFactory::getPlatformMBeanServer);
    }

    /** A name may have any character, when it is quoted. */
    static ObjectName objectName(String connection) {
        try {
            return new ObjectName("io.dbm:type=Connection,name=" + ObjectName.quote(connection));
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns what keeps a connection from being shown, and what to do about it. */
    public synchronized Optional<String> obstacle(String connection) {
        return !registered.containsKey(connection) && server().isRegistered(objectName(connection))
                ? Optional.of(taken(connection))
                : Optional.empty();
    }

    private static String taken(String connection) {
        return "there is an MBean "
                + objectName(connection)
                + " already, as of another DatabaseManager: rename one of the two connections, close"
                + " the other manager first, or hand this one a server of its own by"
                + " Dbm.builder().service(MBeanServer.class, …)";
    }

    /**
     * Begins to show connections that are not shown yet; those that are not to be shown any more
     * stay until the change is taken.
     *
     * @param shown by name
     * @throws ConfigurationException if one cannot be shown; nothing is changed then
     */
    public synchronized Change begin(Map<String, DefaultNamedConnection> shown) {
        Set<String> added = new TreeSet<>();
        if (!closed) {
            for (Map.Entry<String, DefaultNamedConnection> each : shown.entrySet()) {
                if (!registered.containsKey(each.getKey())) {
                    try {
                        register(each.getKey(), each.getValue());
                        added.add(each.getKey());
                    } catch (RuntimeException e) {
                        unregister(added);
                        throw e;
                    }
                }
            }
        }
        return new Begun(shown, added);
    }

    private void register(String name, DefaultNamedConnection connection) {
        ConnectionBean bean = new ConnectionBean(connection);
        try {
            server().registerMBean(bean, objectName(name));
        } catch (InstanceAlreadyExistsException e) {
            throw mistake(name, taken(name));
        } catch (JMException e) {
            throw mistake(name, "the MBeanServer takes no MBean " + objectName(name) + ": " + e);
        }
        registered.put(name, bean);
    }

    private static ConfigurationException mistake(String name, String message) {
        return new ConfigurationException(
                List.of(new Problem("dbmanager.connections." + name + ".enable-jmx", "", message)));
    }

    private void unregister(Collection<String> names) {
        for (String name : List.copyOf(names)) {
            registered.remove(name);
            try {
                server().unregisterMBean(objectName(name));
            } catch (InstanceNotFoundException e) {
                // the application has taken it out itself
            } catch (JMException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** A change, by what is shown then and what was added for it. */
    private final class Begun implements Change {
        private final Map<String, DefaultNamedConnection> shown;
        private final Set<String> added;

        Begun(Map<String, DefaultNamedConnection> shown, Set<String> added) {
            this.shown = shown;
            this.added = added;
        }

        @Override
        public void take() {
            synchronized (Beans.this) {
                if (closed) {
                    return;
                }
                Set<String> others = new TreeSet<>(registered.keySet());
                others.removeAll(shown.keySet());
                unregister(others);
                for (Map.Entry<String, ConnectionBean> each : registered.entrySet()) {
                    DefaultNamedConnection connection = shown.get(each.getKey());
                    if (connection != null) {
                        each.getValue().show(connection);
                    }
                }
            }
        }

        @Override
        public void abandon() {
            synchronized (Beans.this) {
                added.retainAll(registered.keySet()); // unless it was closed meanwhile
                unregister(added);
            }
        }
    }

    /** Shows nothing any more. */
    public synchronized void close() {
        closed = true;
        unregister(registered.keySet());
    }
}
