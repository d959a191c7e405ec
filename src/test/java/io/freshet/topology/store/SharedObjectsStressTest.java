package io.freshet.topology.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.event.Article;
import io.freshet.event.CategoryTag;
import io.freshet.event.Click;
import io.freshet.event.Keyword;
import io.freshet.event.Recommendations;
import io.freshet.event.Trigger;
import io.freshet.recommend.Recommender;
import io.freshet.recommend.catalogue.Catalogue;
import io.freshet.recommend.decay.DecayedCounts;
import io.freshet.recommend.decay.DecayedRows;
import io.freshet.recommend.decay.HalfLives;
import io.freshet.recommend.decay.ListTime;
import io.freshet.recommend.item.ArticleDescription;
import io.freshet.recommend.item.ItemActivity;
import io.freshet.recommend.reader.ReaderLearner;
import io.freshet.recommend.reader.ReaderState;
import io.freshet.recommend.settings.RecommendSettings;
import io.freshet.topology.words.WordKnowledge;
import io.freshet.vector.FloatVector;
import io.freshet.vector.VectorTable;
import io.freshet.words.LearnedWord;
import io.freshet.words.WordModel;
import io.freshet.words.WordOverlay;
import io.freshet.words.online.WordSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Readers of the shared catalogue and word vectors beside their one writer. Every value tells its version, so that a
 * reader notices parts of two versions.
 */
class SharedObjectsStressTest {
    private static final long SEED = Long.getLong("fuzz.seed", 20_261_123);
    private static final long START = 1_700_000_000_000L;
    private static final int READERS = 3;
    private static final int WRITES = 5_000;
    private static final int READS_MIN = 300;
    private static final int ARTICLES_MAX = 150;
    private static final int ARTICLE_IDS = 300;
    private static final int WORDS = 80;
    private static final int DIMENSION = 4;

    private final ExecutorService threads = Executors.newFixedThreadPool(READERS + 1);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void listsAndLookupsSeeOneVersionOfEveryArticleWhileTheCatalogueChanges() throws Exception {
        RecommendSettings settings = RecommendSettings.defaults()
                .withDimension(DIMENSION)
                .withCatalogue(
                        catalogue -> catalogue.withArticlesMax(ARTICLES_MAX).withExactSearchMax(ARTICLES_MAX / 4));
        ObjectStore<Catalogue> store =
                ObjectStore.builder("catalogue", () -> new Catalogue(settings)).build();
        Map<String, Integer> descriptions = new HashMap<>();
        long[] evictions = new long[1];

        runBesideReaders(
                random -> {
                    String id = "a" + random.nextInt(ARTICLE_IDS);
                    int version = random.nextInt(1, 1_000);
                    switch (random.nextInt(5)) {
                        case 0 -> store.write(catalogue -> catalogue.withdraw(id));
                        case 1, 2 -> store.write(catalogue -> catalogue.putActivity(activity(id, version)));
                        default -> {
                            descriptions.put(id, version);
                            store.write(catalogue -> catalogue.putDescription(description(id, version)));
                        }
                    }
                    store.workBesideReaders(Catalogue::index);
                },
                random -> {
                    ReaderState reader = new ReaderState("reader-" + random.nextInt(), settings.readers());
                    Recommender recommender = Recommender.withFormula(settings);
                    ReaderLearner learner = new ReaderLearner(settings);
                    return () -> {
                        String id = "a" + random.nextInt(ARTICLE_IDS);
                        store.read(catalogue -> {
                            assertOneVersion(catalogue, id);
                            return id;
                        });
                        store.read(catalogue -> {
                            learner.apply(
                                    reader, Click.of(reader.userId(), id, START + random.nextInt(1_000)), catalogue);
                            Recommendations list = recommender.recommend(
                                    reader, catalogue, ListTime.ofEvents(START + 1_000), Trigger.CLICK, "list");
                            assertThat(list.articleIds())
                                    .doesNotHaveDuplicates()
                                    .allMatch(catalogue::contains);
                            return list;
                        });
                    };
                });

        store.read(catalogue -> {
            List<String> ids = new ArrayList<>();
            catalogue.forEachId(ids::add);
            assertThat(ids).hasSize(catalogue.size()).doesNotHaveDuplicates();
            assertThat(ids).hasSizeLessThanOrEqualTo(ARTICLES_MAX);
            for (String id : ids) {
                assertOneVersion(catalogue, id);
                catalogue
                        .description(id)
                        .ifPresent(described -> assertThat(described).isEqualTo(description(id, descriptions.get(id))));
            }
            evictions[0] = catalogue.evictions();
            return ids;
        });
        assertThat(evictions[0]).as("evictions").isPositive();
    }

    @Test
    void lookupsSeeOneVersionOfEveryWordWhileWordsAreLearnedAndRemoved() throws Exception {
        WordSettings settings = WordSettings.DEFAULTS.withDimension(DIMENSION);
        ObjectStore<WordKnowledge> store = ObjectStore.builder(
                        "words", () -> new WordKnowledge(WordModel.empty(DIMENSION), settings))
                .build();
        WordOverlay overlay = store.read(known -> known.words().overlay());
        Map<String, LearnedWord> expected = new HashMap<>();

        runBesideReaders(
                random -> {
                    String word = "w" + random.nextInt(WORDS);
                    if (random.nextInt(4) == 0) {
                        expected.remove(word);
                        store.write(known -> known.words().overlay().remove(word));
                    } else {
                        LearnedWord learned = word(word, random.nextInt(1, 1_000));
                        expected.put(word, learned);
                        store.write(known -> known.words().overlay().put(learned));
                    }
                },
                random -> () -> {
                    String word = "w" + random.nextInt(WORDS);
                    // Words may be looked up beside the writer, too.
                    overlay.get(word)
                            .ifPresent(learned -> assertThat(learned).isEqualTo(word(word, (int) learned.count())));
                    store.read(known -> {
                        assertCountsAgree(known, settings.priorWords());
                        return word;
                    });
                });

        for (int number = 0; number < WORDS; number++) {
            String word = "w" + number;
            assertThat(overlay.get(word)).isEqualTo(Optional.ofNullable(expected.get(word)));
        }
        assertThat(overlay.size()).isEqualTo(expected.size());
        store.read(known -> {
            assertCountsAgree(known, settings.priorWords());
            return known;
        });
    }

    private static void assertOneVersion(Catalogue catalogue, String id) {
        int slot = catalogue.slotOf(id);
        assertThat(slot >= 0).isEqualTo(catalogue.contains(id));
        if (slot < 0) {
            assertThat(catalogue.description(id)).isEmpty();
            assertThat(catalogue.activity(id)).isEmpty();
            return;
        }
        assertThat(catalogue.article(slot).articleId()).isEqualTo(id);
        catalogue.description(id).ifPresent(described -> {
            int version = Integer.parseInt(described.title());
            assertThat(described).isEqualTo(description(id, version));
            assertRow(catalogue.content(), slot, version);
        });
        catalogue.activity(id).ifPresent(activity -> {
            int version = (int) (activity.lastReadMillis() - START);
            assertThat(activity).isEqualTo(activity(id, version));
            assertRow(catalogue.in(), slot, version);
            assertRow(catalogue.out(), slot, version);
        });
    }

    private static void assertRow(VectorTable table, int slot, int version) {
        float[] direction = vector(version).toArray();
        assertThat(table.has(slot)).isTrue();
        assertThat(table.cosine(slot, direction, 0, 1)).isGreaterThan(.9999f);
    }

    private static void assertCountsAgree(WordKnowledge known, long priorWords) {
        long sum = 0;
        int size = 0;
        for (int number = 0; number < WORDS; number++) {
            Optional<LearnedWord> learned = known.words().overlay().get("w" + number);
            sum += learned.map(LearnedWord::count).orElse(0L);
            size += learned.isPresent() ? 1 : 0;
        }
        assertThat(known.words().overlay().size()).isEqualTo(size);
        for (int number = 0; number < WORDS; number += 7) {
            long count = known.words()
                    .overlay()
                    .get("w" + number)
                    .map(LearnedWord::count)
                    .orElse(0L);
            assertThat(known.words().frequency("w" + number)).isEqualTo(count / ((double) sum + priorWords));
        }
    }

    private static ArticleDescription description(String id, int version) {
        return new ArticleDescription(
                id,
                String.valueOf(version),
                "en",
                CategoryTag.given("category " + version % 5),
                new ArticleDescription.Publication(null, START - version, Article.NEVER),
                List.of(new Keyword("keyword " + version % 20, 1)),
                vector(version));
    }

    private static ItemActivity activity(String id, int version) {
        DecayedCounts clicks = new DecayedCounts(HalfLives.READS);
        clicks.add(START + version, version);
        DecayedRows followers = new DecayedRows(HalfLives.FOLLOWERS, 8);
        for (int follower = 0; follower < 4; follower++) {
            followers.add("a" + (version + follower) % ARTICLE_IDS, START + version);
        }
        return new ItemActivity(
                id,
                new ItemActivity.EventCounts(
                        clicks,
                        START + version,
                        new DecayedCounts(HalfLives.IMPRESSIONS),
                        new DecayedCounts(HalfLives.IMPRESSIONS)),
                followers,
                new DecayedRows(HalfLives.SEGMENTS, 8),
                vector(version),
                vector(version));
    }

    private static LearnedWord word(String word, int count) {
        return new LearnedWord(word, count, START + count, vector(count), vector(-count));
    }

    /** A unit vector whose direction tells the version. */
    private static FloatVector vector(int version) {
        return FloatVector.copyOf(new float[] {(float) Math.cos(version), (float) Math.sin(version), 0, 0});
    }

    private interface Writer {
        void write(SplittableRandom random);
    }

    private interface Reader {
        Runnable reading(SplittableRandom random);
    }

    /** Writes a fixed number of times; meanwhile readers read, each at least a fixed number of times. */
    private void runBesideReaders(Writer writer, Reader reader) throws Exception {
        CyclicBarrier start = new CyclicBarrier(READERS + 1);
        AtomicBoolean written = new AtomicBoolean();
        List<Future<?>> all = new ArrayList<>();
        for (int number = 0; number < READERS; number++) {
            SplittableRandom random = new SplittableRandom(SEED + 1 + number);
            all.add(threads.submit(() -> {
                Runnable reading = reader.reading(random);
                start.await();
                for (int read = 0; read < READS_MIN || !written.get(); read++) {
                    reading.run();
                }
                return null;
            }));
        }
        all.add(threads.submit(() -> {
            SplittableRandom random = new SplittableRandom(SEED);
            start.await();
            try {
                for (int write = 0; write < WRITES; write++) {
                    writer.write(random);
                }
            } finally {
                written.set(true);
            }
            return null;
        }));
        for (Future<?> each : all) {
            each.get(5, TimeUnit.MINUTES);
        }
    }
}
