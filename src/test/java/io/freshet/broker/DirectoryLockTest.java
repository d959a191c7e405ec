package io.freshet.broker;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.freshet.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {
    private static final String MARKER = "cluster.properties";
    /** Enough to detect the wrong order, marker before files, which fails within the first hundred. */
    private static final int DIRECTORIES = 2_000;

    @TempDir
    Path temporary;

    private final ExecutorService otherNode = Executors.newSingleThreadExecutor();

    @AfterEach
    void end() {
        otherNode.shutdownNow();
    }

    @Test
    @Timeout(value = Eventually.LIMIT_MINUTES, unit = TimeUnit.MINUTES)
    void directoryThatAnotherNodeIsWritingIsNotRejectedAsForeign() throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        for (int i = 0; i < DIRECTORIES; i++) {
            Path directory = Files.createDirectory(temporary.resolve("cluster-" + i));
            Future<?> written = otherNode.submit(() -> {
                start.await();
                initialize(directory);
                return null;
            });
            start.await();
            assertThatCode(() -> DirectoryLock.await(directory, MARKER).close()).doesNotThrowAnyException();
            var unused = Eventually.resultOf(written);
        }
    }

    /** Writes in the order of {@link ClusterDirectory}: first the shared file, then the directory of a node. */
    private static void initialize(Path directory) throws IOException {
        Files.writeString(directory.resolve(MARKER), "");
        Files.createDirectory(directory.resolve("node-2"));
    }
}
