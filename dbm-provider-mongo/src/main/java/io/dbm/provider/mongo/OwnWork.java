package io.dbm.provider.mongo;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tells what dbm asks of a server from what its callers ask; the driver asks in their threads. */
final class OwnWork {

    private static final Set<Thread> THREADS = ConcurrentHashMap.newKeySet();

    private OwnWork() {}

    static void run(Runnable work) {
        THREADS.add(Thread.currentThread());
        try {
            work.run();
        } finally {
            THREADS.remove(Thread.currentThread());
        }
    }

    /** Whether the calling thread runs it. */
    static boolean isUnderWay() {
        return THREADS.contains(Thread.currentThread());
    }
}
