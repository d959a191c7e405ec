package io.freshet.topology.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ObjectStoreTest {
    private final ObjectStore<List<String>> store =
            ObjectStore.<List<String>>builder("numbers", ArrayList::new).build();
    private final ExecutorService others = Executors.newFixedThreadPool(2);

    @AfterEach
    void stop() {
        others.shutdownNow();
    }

    @Test
    void readersGoOnWhileTheWriterWorksBesideThem() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        Future<Boolean> work = others.submit(() -> {
            boolean[] sawReader = new boolean[1];
            store.workBesideReaders(object -> sawReader[0] = await(read));
            return sawReader[0];
        });
        Future<?> reading = others.submit(() -> {
            store.read(List::size);
            read.countDown();
        });
        reading.get(2, TimeUnit.MINUTES);
        assertThat(work.get(2, TimeUnit.MINUTES))
                .as("a reader finished during the work")
                .isTrue();
    }

    @Test
    void writingWaitsForTheWorkAndForReaders() throws Exception {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Future<?> work = others.submit(() -> store.workBesideReaders(object -> {
            working.countDown();
            await(done);
            object.add("work");
        }));
        assertThat(await(working)).isTrue();
        Future<?> writing = others.submit(() -> store.write(object -> object.add("written")));
        done.countDown();
        work.get(2, TimeUnit.MINUTES);
        writing.get(2, TimeUnit.MINUTES);

        assertThat(store.<List<String>>read(List::copyOf)).containsExactly("work", "written");
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
