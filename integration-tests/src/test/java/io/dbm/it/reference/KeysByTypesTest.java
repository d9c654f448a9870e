package io.dbm.it.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbm.core.internal.config.DeclaredKeys;
import io.dbm.spi.DatabaseProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every key is honoured or rejected on every type of database, as the README's table says.
 *
 * <p>The evidence for many cells waits most of its time; so some are shown at once.
 */
class KeysByTypesTest {

    private static final int AT_ONCE = 8;

    @TempDir static Path folder;

    private static final ExecutorService THREADS = Executors.newFixedThreadPool(AT_ONCE);

    @AfterAll
    static void stopThreads() {
        THREADS.shutdownNow();
    }

    @TestFactory
    List<DynamicTest> everyKeyDoesOnEveryTypeWhatTheReadmeSays() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Column<?> column : KeyMatrix.COLUMNS) {
            column.cells().forEach((key, cell) -> tests.add(test(column, key, cell.text())));
        }
        return tests;
    }

    private static DynamicTest test(Column<?> column, String key, String text) {
        String name = column.type() + " " + key;
        Future<?> shown =
                THREADS.submit(
                        () -> {
                            column.show(key, Files.createDirectory(folder.resolve(name)));
                            return null;
                        });
        return DynamicTest.dynamicTest(name + ": " + text, () -> await(name, shown));
    }

    /** Reports of a build number the cells; so a failure names its own. */
    private static void await(String cell, Future<?> shown)
            throws InterruptedException, TimeoutException {
        try {
            shown.get(2, TimeUnit.MINUTES);
        } catch (ExecutionException e) {
            throw new AssertionError(cell + ": " + e.getCause().getMessage(), e.getCause());
        }
    }

    @Test
    void everyTypeThatIsPublishedHasAColumn() {
        assertThat(ServiceLoader.load(DatabaseProvider.class))
                .filteredOn(it -> it.getClass().getPackageName().startsWith("io.dbm.provider."))
                .extracting(DatabaseProvider::type)
                .containsExactlyInAnyOrderElementsOf(KeyMatrix.types());
    }

    @Test
    void everyDeclaredKeyAndNoOtherHasACellForEveryType() {
        Set<String> declared = DeclaredKeys.of(KeyMatrix.types());
        for (Column<?> column : KeyMatrix.COLUMNS) {
            assertThat(column.cells().keySet())
                    .as(column.type())
                    .containsExactlyInAnyOrderElementsOf(declared);
        }
    }
}
