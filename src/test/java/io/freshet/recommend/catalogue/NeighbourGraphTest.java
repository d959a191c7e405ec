package io.freshet.recommend.catalogue;

import static io.freshet.recommend.RecommenderFixture.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.recommend.decay.ListTime;
import io.freshet.recommend.item.ArticleDescription;
import io.freshet.recommend.settings.RecommendSettings;
import io.freshet.vector.FloatVector;
import io.freshet.vector.TopK;
import io.freshet.vector.VectorMath;
import io.freshet.vector.VectorTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NeighbourGraphTest {
    private static final int DIMENSION = 16;
    private static final int EXACT_SEARCH_MAX = 300;
    private static final int NEIGHBOURS = 20;

    private final Catalogue catalogue = new Catalogue(settings());

    private static RecommendSettings settings() {
        return RecommendSettings.defaults()
                .withDimension(DIMENSION)
                .withCatalogue(catalogue -> catalogue.withArticlesMax(100_000).withExactSearchMax(EXACT_SEARCH_MAX));
    }

    private void publish(String articleId, float[] content) {
        catalogue.putDescription(ArticleDescription.builder(articleId, "Title", "en", START)
                .content(FloatVector.copyOf(VectorMath.unit(content)))
                .build());
    }

    private static float[] vector(Random random, int topic) {
        Random ofTopic = new Random(topic);
        float[] vector = new float[DIMENSION];
        for (int index = 0; index < DIMENSION; index++) {
            vector[index] = (float) (ofTopic.nextGaussian() + .7 * random.nextGaussian());
        }
        return vector;
    }

    /** Recall of the index over all articles of the catalogue. */
    private double recall(long nowMillis) {
        NearestArticles exact = new ExactNearestArticles();
        NearestArticles indexed = new IndexedNearestArticles();
        int[] truth = new int[NEIGHBOURS];
        int[] found = new int[NEIGHBOURS];
        int hits = 0;
        int all = 0;
        for (int slot = 0; slot < catalogue.slotBound(); slot++) {
            int trueCount = exact.find(catalogue, catalogue.content(), slot, ListTime.ofEvents(nowMillis), truth);
            int count = indexed.find(catalogue, catalogue.content(), slot, ListTime.ofEvents(nowMillis), found);
            Set<Integer> there = new HashSet<>();
            for (int index = 0; index < count; index++) {
                assertThat(catalogue.isAlive(found[index], ListTime.ofEvents(nowMillis)))
                        .isTrue();
                assertThat(found[index]).isNotEqualTo(slot);
                there.add(found[index]);
            }
            assertThat(there).hasSize(count);
            for (int index = 0; index < trueCount; index++) {
                hits += there.contains(truth[index]) ? 1 : 0;
            }
            all += trueCount;
        }
        return (double) hits / all;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void recallStaysHighWhileArticlesAreAddedChangedAndRemoved(long seed) {
        Random random = new Random(seed);
        for (int step = 0; step < 12_000; step++) {
            String articleId = "a" + random.nextInt(1_500);
            if (random.nextInt(5) == 0) {
                catalogue.withdraw(articleId);
            } else {
                publish(articleId, vector(random, random.nextInt(40)));
            }
            catalogue.index();
            if (step == 1_000 || step == 6_000 || step == 11_999) {
                assertThat(recall(START)).as("seed %d, step %d", seed, step).isGreaterThan(.97);
            }
        }
        NeighbourGraph graph = catalogue.graph(catalogue.content()).orElseThrow();
        assertThat(graph.nodes()).as("nodes after rebuilds of the graph").isLessThan(6_000);
    }

    @Test
    void slotsWaitingForANodeAreFound() {
        Random random = new Random(3);
        for (int article = 0; article < 1_000; article++) {
            publish("a" + article, vector(random, article % 30));
        }
        for (int steps = 0; steps < 2; steps++) {
            for (int step = 0; step < 200; step++) {
                catalogue.index();
            }
            assertThat(catalogue.graph(catalogue.content()).orElseThrow().backlog())
                    .isEqualTo(1_000 - 200 * (steps + 1));
            assertThat(recall(START)).isGreaterThan(.99);
        }
        assertThat(recall(START + 37 * 3_600_000L)).as("no article is alive").isNaN();
    }

    /** Runs insertions in the middle of each search on one thread, independent of the scheduler. */
    @Test
    void searchIsCorrectWithInsertionsWhileItRuns() {
        Random random = new Random(5);
        for (int article = 0; article < 3_000; article++) {
            publish("a" + article, vector(random, article % 40));
            if (article < 1_500) {
                catalogue.index();
            }
        }
        NearestArticles exact = new ExactNearestArticles();
        NeighbourGraph graph = catalogue.graph(catalogue.content()).orElseThrow();
        int[] truth = new int[NEIGHBOURS];
        int hits = 0;
        int all = 0;
        for (int query = 0; query < 300; query++) {
            int slot = random.nextInt(catalogue.slotBound());
            int backlogBefore = graph.backlog();
            int[] tests = {0};
            TopK nearest = new TopK(NEIGHBOURS);
            graph.find(
                    slot,
                    2 * NEIGHBOURS,
                    other -> {
                        if (tests[0]++ % 400 == 0) {
                            catalogue.index();
                        }
                        return true;
                    },
                    nearest);
            assertThat(graph.backlog()).isLessThan(Math.max(1, backlogBefore));
            Set<Integer> found = new HashSet<>();
            for (int other : nearest.indices()) {
                assertThat(found.add(other))
                        .as("query %d found %d twice", query, other)
                        .isTrue();
            }
            int count = exact.find(catalogue, catalogue.content(), slot, ListTime.ofEvents(START), truth);
            for (int index = 0; index < count; index++) {
                hits += found.contains(truth[index]) ? 1 : 0;
            }
            all += count;
            if (graph.backlog() == 0) {
                publish("b" + query, vector(random, query % 40));
            }
        }
        assertThat((double) hits / all).isGreaterThan(.98);
    }

    /**
     * One thread writes, like the global stream thread of an instance, and others search under the lock of the store.
     */
    @Test
    void searchesConcurrentWithAWriterAreConsistentAndAccurate() throws Exception {
        ReadWriteLock lock = new ReentrantReadWriteLock();
        AtomicBoolean writing = new AtomicBoolean(true);
        Random random = new Random(6);
        for (int article = 0; article < 1_000; article++) {
            publish("a" + article, vector(random, article % 40));
            catalogue.index();
        }
        ExecutorService searchers = Executors.newFixedThreadPool(3);
        try {
            List<Future<long[]>> results = new ArrayList<>();
            for (int searcher = 0; searcher < 3; searcher++) {
                long seed = searcher;
                results.add(searchers.submit(() -> search(new Random(seed), lock, writing)));
            }
            for (int step = 0; step < 6_000; step++) {
                String articleId = "a" + random.nextInt(1_500);
                boolean remove = random.nextInt(5) == 0;
                float[] content = vector(random, random.nextInt(40));
                lock.writeLock().lock();
                try {
                    if (remove) {
                        catalogue.withdraw(articleId);
                    } else {
                        publish(articleId, content);
                    }
                } finally {
                    lock.writeLock().unlock();
                }
                catalogue.index();
            }
            writing.set(false);
            for (Future<long[]> result : results) {
                long[] hitsOfAll = result.get(2, TimeUnit.MINUTES);
                assertThat(hitsOfAll[1]).isPositive();
                assertThat((double) hitsOfAll[0] / hitsOfAll[1]).isGreaterThan(.97);
            }
        } finally {
            writing.set(false);
            searchers.shutdownNow();
        }
        assertThat(recall(START)).isGreaterThan(.97);
    }

    /** Searches until the writer stops; returns the number of true neighbours found and their total number. */
    private long[] search(Random random, ReadWriteLock lock, AtomicBoolean writing) {
        NearestArticles exact = new ExactNearestArticles();
        NearestArticles indexed = new IndexedNearestArticles();
        ListTime time = ListTime.ofEvents(START);
        VectorTable table = catalogue.content();
        int[] truth = new int[NEIGHBOURS];
        int[] found = new int[NEIGHBOURS];
        long[] hitsOfAll = new long[2];
        do {
            lock.readLock().lock();
            try {
                int slot = random.nextInt(catalogue.slotBound());
                int count = indexed.find(catalogue, table, slot, time, found);
                int trueCount = exact.find(catalogue, table, slot, time, truth);
                Set<Integer> distinct = new HashSet<>();
                for (int index = 0; index < count; index++) {
                    assertThat(distinct.add(found[index])).isTrue();
                    assertThat(found[index]).isNotEqualTo(slot);
                    assertThat(catalogue.isAlive(found[index], time)).isTrue();
                    assertThat(index == 0 ? 1 : table.cosine(slot, found[index - 1]))
                            .as("nearest first")
                            .isGreaterThanOrEqualTo(table.cosine(slot, found[index]) - 1e-5f);
                }
                for (int index = 0; index < trueCount; index++) {
                    hitsOfAll[0] += distinct.contains(truth[index]) ? 1 : 0;
                }
                hitsOfAll[1] += trueCount;
            } finally {
                lock.readLock().unlock();
            }
        } while (writing.get());
        return hitsOfAll;
    }

    @Test
    void fewArticlesAreSearchedExhaustively() {
        Random random = new Random(4);
        for (int article = 0; article < EXACT_SEARCH_MAX; article++) {
            publish("a" + article, vector(random, article % 10));
            catalogue.index();
        }
        assertThat(catalogue.graph(catalogue.content())).isEmpty();
        publish("one too many", vector(random, 1));
        catalogue.index();
        assertThat(catalogue.graph(catalogue.content())).isPresent();
        for (int article = 0; article < EXACT_SEARCH_MAX * 3 / 4; article++) {
            catalogue.withdraw("a" + article);
        }
        assertThat(catalogue.graph(catalogue.content()))
                .as("below half of the limit")
                .isEmpty();
    }
}
