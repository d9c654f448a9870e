package io.dbm.provider.mongo;

import com.mongodb.ReadPreference;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ServerDescription;
import com.mongodb.event.ClusterDescriptionChangedEvent;
import com.mongodb.event.ClusterListener;
import io.dbm.spi.FailureKind;
import io.dbm.spi.TlsProblem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Waits until a new client has found a server that can be read from, or has heard from all servers
 * that they cannot be reached; the driver alone would go on trying until its time is over.
 */
final class FirstContact implements ClusterListener {

    private final ReadPreference readPreference;
    private final CountDownLatch decided = new CountDownLatch(1);
    private volatile @Nullable ClusterDescription latest;

    FirstContact(ReadPreference readPreference) {
        this.readPreference = readPreference;
    }

    @Override
    public void clusterDescriptionChanged(ClusterDescriptionChangedEvent event) {
        if (decided.getCount() > 0) {
            latest = event.getNewDescription();
            if (isReadable(event.getNewDescription()) || isHopeless(event.getNewDescription())) {
                decided.countDown();
            }
        }
    }

    private boolean isReadable(ClusterDescription cluster) {
        return !cluster.isCompatibleWithDriver() || cluster.hasReadableServer(readPreference);
    }

    private static boolean isHopeless(ClusterDescription cluster) {
        List<ServerDescription> servers = cluster.getServerDescriptions();
        return cluster.getSrvResolutionException() != null
                || (!servers.isEmpty()
                        && servers.stream().allMatch(each -> each.getException() != null));
    }

    /**
     * Waits, but no longer than a limit.
     *
     * @throws OpeningException if there is no server to read from
     */
    void await(Duration limit) throws OpeningException, InterruptedException {
        boolean inTime = decided.await(limit.toNanos(), TimeUnit.NANOSECONDS);
        ClusterDescription cluster = latest;
        if (inTime && cluster != null && isReadable(cluster)) {
            return;
        }
        String found = cluster == null ? "" : describe(cluster);
        throw new OpeningException(
                "no server to read from"
                        + (inTime ? "" : " within " + limit.toMillis() + " ms")
                        + (found.isEmpty() ? "" : ": " + found),
                cluster != null && isUntrusted(cluster)
                        ? FailureKind.UNTRUSTED_SERVER
                        : FailureKind.UNREACHABLE,
                cluster == null ? null : cause(cluster));
    }

    /** Returns what the driver says of the first server that it says something of. */
    private static @Nullable Throwable cause(ClusterDescription cluster) {
        Throwable lookup = cluster.getSrvResolutionException();
        return lookup != null
                ? lookup
                : cluster.getServerDescriptions().stream()
                        .flatMap(each -> Stream.ofNullable(each.getException()))
                        .findFirst()
                        .orElse(null);
    }

    /** Where one server is merely out of reach, it may come back and be trusted. */
    private static boolean isUntrusted(ClusterDescription cluster) {
        List<ServerDescription> servers = cluster.getServerDescriptions();
        return !servers.isEmpty() && servers.stream().allMatch(FirstContact::isUntrusted);
    }

    private static boolean isUntrusted(ServerDescription server) {
        return Optional.ofNullable(server.getException()).flatMap(TlsProblem::of).isPresent();
    }

    private String describe(ClusterDescription cluster) {
        Throwable lookup = cluster.getSrvResolutionException();
        if (lookup != null) {
            return "the name cannot be looked up, " + root(lookup);
        }
        String servers =
                cluster.getServerDescriptions().stream()
                        .map(each -> each.getAddress() + " " + describe(each))
                        .collect(Collectors.joining("; "));
        boolean answered =
                cluster.getServerDescriptions().stream().anyMatch(ServerDescription::isOk);
        return answered ? servers + "; read-preference is " + readPreference.getName() : servers;
    }

    private static String describe(ServerDescription server) {
        return Optional.ofNullable(server.getException())
                .map(
                        failure ->
                                TlsProblem.of(failure)
                                                .map(FirstContact::describe)
                                                .orElse("cannot be reached")
                                        + ", "
                                        + root(failure))
                .orElseGet(() -> server.isOk() ? "is " + server.getType() : "has not answered");
    }

    private static String describe(TlsProblem problem) {
        return problem.what("that the connection trusts") + " (" + problem.advice() + ")";
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        for (int depth = 0; root.getCause() != null && depth < 20; depth++) {
            root = root.getCause();
        }
        return root;
    }
}
