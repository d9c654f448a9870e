package io.dbm.osgi;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.FrameworkWiring;

/** Apache Felix in the tests' JVM; it sees nothing of the class path but what an argument names. */
final class Osgi implements AutoCloseable {

    /** The mediator's, which tells of each plugin; held, since nobody else does. */
    private static final Logger MEDIATOR =
            Logger.getLogger("org.apache.aries.spifly.BaseActivator");

    private final Framework framework;

    private Osgi(Framework framework) {
        this.framework = framework;
    }

    /** Starts it with no bundles, and with packages of the tests that bundles see. */
    static Osgi start(Path cache, String... shared) throws BundleException {
        MEDIATOR.setLevel(Level.WARNING);
        Framework framework =
                new FrameworkFactory()
                        .newFramework(
                                Map.of(
                                        Constants.FRAMEWORK_STORAGE,
                                        cache.toString(),
                                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                                        String.join(",", shared)));
        framework.start();
        return new Osgi(framework);
    }

    /** Installs bundles, and then starts them. */
    void install(List<Path> jars) throws BundleException {
        List<Bundle> installed = new ArrayList<>();
        for (Path jar : jars) {
            installed.add(framework.getBundleContext().installBundle(jar.toUri().toString()));
        }
        for (Bundle bundle : installed) {
            bundle.start();
        }
    }

    /** Returns the bundle of a symbolic name. */
    Bundle bundle(String name) {
        return List.of(framework.getBundleContext().getBundles()).stream()
                .filter(each -> each.getSymbolicName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Returns what a bundle has registered. */
    <S> S service(Class<S> type) {
        BundleContext context = framework.getBundleContext();
        return context.getService(context.getServiceReference(type));
    }

    /** Drops the classes of a bundle, and of all that are wired to it, and loads them anew. */
    void refresh(Bundle bundle) throws InterruptedException {
        CountDownLatch refreshed = new CountDownLatch(1);
        framework
                .adapt(FrameworkWiring.class)
                .refreshBundles(List.of(bundle), event -> refreshed.countDown());
        refreshed.await();
    }

    @Override
    public void close() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(10_000);
    }
}
