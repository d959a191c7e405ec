package io.freshet.recommend.catalogue;

import io.freshet.event.Trigger;
import io.freshet.recommend.LiveNewsroom;
import io.freshet.recommend.Recommender;
import io.freshet.recommend.decay.ListTime;
import io.freshet.recommend.item.ArticleDescription;
import io.freshet.recommend.item.ItemActivity;
import io.freshet.recommend.reader.ReaderState;
import io.freshet.topology.store.ObjectStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Latency of making a list, including the wait for the catalogue's lock, while articles and vectors arrive at a fixed
 * rate and each needs an insertion into a graph. Alternates between insertions under the exclusive lock and insertions
 * concurrent with readers. Also prints how long each record holds the exclusive lock, which depends less on other load
 * of the machine.
 *
 * <pre>
 * java --add-modules jdk.incubator.vector -cp ... io.freshet.recommend.catalogue.CatalogueContention
 *     [articles] [records/s] [seconds] [turns]
 * </pre>
 */
public final class CatalogueContention {
    private static final int READERS = 2_000;

    private final LiveNewsroom newsroom;
    private final ObjectStore<Catalogue> store;
    private final Recommender recommender;
    private final ReaderState[] readers = new ReaderState[READERS];
    private final SplittableRandom random = new SplittableRandom(2);
    private long nowMillis = LiveNewsroom.NOW;

    private CatalogueContention(int articles) {
        newsroom = new LiveNewsroom(articles, LiveNewsroom.settings(articles), 1);
        store = ObjectStore.builder("catalogue", () -> newsroom.catalogue).build();
        recommender = Recommender.withFormula(newsroom.settings);
        for (int number = 0; number < READERS; number++) {
            readers[number] = newsroom.reader(number);
        }
    }

    public static void main(String[] args) throws InterruptedException {
        int articles = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        int recordsPerSecond = args.length > 1 ? Integer.parseInt(args[1]) : 200;
        int seconds = args.length > 2 ? Integer.parseInt(args[2]) : 10;
        int turns = args.length > 3 ? Integer.parseInt(args[3]) : 3;
        CatalogueContention contention = new CatalogueContention(articles);
        contention.run("warm-up", false, recordsPerSecond, seconds);
        for (int turn = 0; turn < turns; turn++) {
            contention.run("exclusive", true, recordsPerSecond, seconds);
            contention.run("concurrent", false, recordsPerSecond, seconds);
        }
    }

    private void run(String name, boolean exclusive, int recordsPerSecond, int seconds) throws InterruptedException {
        AtomicBoolean running = new AtomicBoolean(true);
        AtomicLong records = new AtomicLong();
        List<Consumer<Catalogue>> arriving = records(recordsPerSecond * seconds);
        long[] heldNanos = new long[arriving.size()];
        long intervalNanos = 1_000_000_000L / recordsPerSecond;
        Thread writer = new Thread(() -> write(arriving, intervalNanos, heldNanos, exclusive, running, records), "writer");
        writer.start();
        long[] nanos = new long[seconds * 20_000];
        int lists = 0;
        long checksum = 0;
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        while (System.nanoTime() < end && lists < nanos.length) {
            ReaderState reader = readers[random.nextInt(READERS)];
            nowMillis++;
            newsroom.goOn(reader, nowMillis);
            ListTime time = ListTime.ofEvents(nowMillis);
            long start = System.nanoTime();
            checksum += store.read(catalogue -> recommender.recommend(reader, catalogue, time, Trigger.CLICK, "list"))
                    .items()
                    .size();
            nanos[lists++] = System.nanoTime() - start;
        }
        running.set(false);
        writer.join();
        long[] sorted = Arrays.copyOf(nanos, lists);
        Arrays.sort(sorted);
        long[] held = Arrays.copyOf(heldNanos, (int) records.get());
        Arrays.sort(held);
        System.out.printf(
                Locale.ROOT,
                "%-15s %6d lists, us: p50 %5.0f p99 %6.0f p99.9 %6.0f max %7.0f;"
                        + " %5d records, lock held us: p50 %5.0f p99 %6.0f; checksum %d%n",
                name,
                lists,
                percentile(sorted, .5),
                percentile(sorted, .99),
                percentile(sorted, .999),
                percentile(sorted, 1),
                records.get(),
                percentile(held, .5),
                percentile(held, .99),
                checksum);
    }

    private static double percentile(long[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, share * sorted.length)] / 1e3;
    }

    /** One third new descriptions, two thirds rotated input vectors. */
    private List<Consumer<Catalogue>> records(int count) {
        List<Consumer<Catalogue>> records = new ArrayList<>(count);
        for (int record = 0; record < count; record++) {
            int rank = random.nextInt(newsroom.articles);
            if (record % 3 == 0) {
                ArticleDescription description = newsroom.next(rank);
                records.add(catalogue -> catalogue.putDescription(description));
            } else {
                ItemActivity activity = newsroom.turned(rank);
                records.add(catalogue -> catalogue.putActivity(activity));
            }
        }
        return records;
    }

    /** Writes each record when it is due, or at once if it is overdue. */
    private void write(
            List<Consumer<Catalogue>> arriving,
            long intervalNanos,
            long[] heldNanos,
            boolean exclusive,
            AtomicBoolean running,
            AtomicLong written) {
        long dueNanos = System.nanoTime();
        for (Consumer<Catalogue> record : arriving) {
            while (running.get() && System.nanoTime() - dueNanos < 0) {
                LockSupport.parkNanos(dueNanos - System.nanoTime());
            }
            if (!running.get()) {
                return;
            }
            int number = (int) written.get();
            store.write(catalogue -> {
                long startNanos = System.nanoTime();
                record.accept(catalogue);
                if (exclusive) {
                    catalogue.index();
                }
                heldNanos[number] = System.nanoTime() - startNanos;
            });
            if (!exclusive) {
                store.workBesideReaders(Catalogue::index);
            }
            written.incrementAndGet();
            dueNanos += intervalNanos;
        }
    }
}
