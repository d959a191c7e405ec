package io.freshet.topology.message;

import io.freshet.article.ArticleStatistics;
import io.freshet.article.ArticleStatisticsState;
import io.freshet.article.category.CategoryClassifier;
import io.freshet.article.category.CategoryDiscriminant;
import io.freshet.article.category.CategoryNaiveBayes;
import io.freshet.article.category.CategoryWord;
import io.freshet.article.category.PosteriorCalibration;
import io.freshet.event.Article;
import io.freshet.event.CategoryTag;
import io.freshet.event.ClickKind;
import io.freshet.event.Keyword;
import io.freshet.event.Reason;
import io.freshet.event.Recommendations;
import io.freshet.event.RecommendedArticle;
import io.freshet.event.Trigger;
import io.freshet.recommend.decay.DecayedCounts;
import io.freshet.recommend.decay.DecayedRows;
import io.freshet.recommend.decay.HalfLives;
import io.freshet.recommend.item.Announcement;
import io.freshet.recommend.item.ArticleDescription;
import io.freshet.recommend.item.ArticlePopularity;
import io.freshet.recommend.item.ClickBuckets;
import io.freshet.recommend.item.ItemActivity;
import io.freshet.recommend.item.ItemSignal;
import io.freshet.recommend.item.ItemState;
import io.freshet.recommend.item.ItemStatus;
import io.freshet.recommend.rank.RankerWeights;
import io.freshet.recommend.reader.ClickRate;
import io.freshet.recommend.reader.ReaderSnapshot;
import io.freshet.recommend.reader.SeenArticles;
import io.freshet.recommend.trending.ReadHistory;
import io.freshet.text.StreamToken;
import io.freshet.text.TokenGap;
import io.freshet.vector.FloatVector;
import io.freshet.vector.VectorMath;
import io.freshet.words.LearnedWord;
import io.freshet.words.online.WordLearningState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Seeded values of every internal layout, from empty to full. */
final class RandomStates {
    private static final long NOW_MILLIS = 1_795_428_930_000L;

    private final Random random;

    RandomStates(long seed) {
        random = new Random(seed);
    }

    ArticleText articleText() {
        byte[] json = new byte[random.nextInt(400)];
        random.nextBytes(json);
        return new ArticleText(json, random.nextInt(100_000), random.nextLong());
    }

    ReroutedEvent reroutedEvent(String input) {
        byte[] value = new byte[random.nextInt(400)];
        random.nextBytes(value);
        return new ReroutedEvent(input, time(), random.nextBoolean() ? value : null);
    }

    CatalogueEntry catalogueEntry() {
        return switch (random.nextInt(5)) {
            case 0 -> new CatalogueEntry.AnnouncedMarker();
            case 1, 2 -> new CatalogueEntry.Described(description(id()));
            default -> new CatalogueEntry.Activity(activity(id()));
        };
    }

    ItemState item() {
        String id = id();
        ClickBuckets buckets = new ClickBuckets();
        for (int reads = random.nextInt(20); reads > 0; reads--) {
            buckets.add(time());
        }
        return ItemState.restore(
                activity(id), new ItemStatus(maybe(this::id), expiry(), random.nextBoolean()), buckets);
    }

    ReaderSnapshot reader() {
        String userId = id();
        return new ReaderSnapshot(
                userId,
                list(() -> new ReaderSnapshot.PastRead(id(), time(), any(ClickKind.values()))),
                vector(),
                vector(),
                vector(),
                list(this::affinity),
                list(this::affinity),
                list(this::id),
                list(() -> new ReaderSnapshot.UnreadImpressions(id(), 1 + random.nextInt(Integer.MAX_VALUE))),
                SeenArticles.of(random.ints(random.nextInt(5)).toArray()),
                list(random::nextLong),
                new ReaderSnapshot.Session(time(), time(), random.nextInt(100)),
                new ReaderSnapshot.Habits(random.nextInt(1000), random.nextGaussian(), random.nextGaussian()),
                clickRate(),
                segments(),
                new ReaderSnapshot.Applied(random.nextInt(1000) - 1, random.nextInt(1000) - 1),
                maybe(() -> new Recommendations(
                        userId, id(), time(), time(), any(Trigger.values()), list(this::recommendedArticle))));
    }

    private ClickRate clickRate() {
        int minutes = random.nextInt(1 + ClickRate.MINUTES_MAX);
        return new ClickRate(IntStream.range(0, minutes)
                .mapToObj(place -> new ClickRate.Minute(1000 - place, 1 + random.nextInt(100)))
                .toList());
    }

    ItemSignal signal() {
        return switch (random.nextInt(4)) {
            case 0 ->
                new ItemSignal.Read(
                        id(),
                        time(),
                        any(new ClickKind[] {ClickKind.CLICK, ClickKind.LIKE, ClickKind.SHARE}),
                        list(this::id),
                        segments());
            case 1 -> new ItemSignal.Followed(id(), id() + "'", time(), random.nextInt(5));
            case 2 -> new ItemSignal.Shown(id(), time());
            default -> new ItemSignal.Hidden(id(), time());
        };
    }

    RankerWeights rankerWeights() {
        return new RankerWeights(random.nextInt(Integer.MAX_VALUE), random.nextDouble() * 1_000, time(), vector());
    }

    LearnedWord word() {
        int dimension = 1 + random.nextInt(20);
        return new LearnedWord(id(), 1 + random.nextInt(1_000_000), time(), vector(dimension), vector(dimension));
    }

    ArticleStatistics statistics() {
        int dimension = 1 + random.nextInt(8);
        int categories = 2 + random.nextInt(4);
        CategoryDiscriminant discriminant = new CategoryDiscriminant(
                IntStream.range(0, categories)
                        .mapToObj(index -> "category " + index)
                        .toList(),
                dimension,
                floats(categories * dimension),
                floats(categories));
        CategoryNaiveBayes evidence = new CategoryNaiveBayes(
                IntStream.range(0, categories).toArray(),
                positives(categories),
                random.nextDouble() * 1000,
                random.nextInt(1000),
                random.nextDouble());
        return new ArticleStatistics(
                random.nextInt(1000),
                random.nextInt(1000),
                vector(dimension),
                random.nextDouble() * 1000,
                random.nextDouble() * 1000,
                maybe(() -> new CategoryClassifier(discriminant, evidence)));
    }

    CategoryWord categoryWord() {
        int[] numbers = IntStream.range(0, 1 + random.nextInt(5))
                .map(index -> 3 * index + random.nextInt(3))
                .toArray();
        return new CategoryWord(id(), numbers, positives(numbers.length));
    }

    private float[] positives(int count) {
        float[] positives = floats(count);
        for (int index = 0; index < count; index++) {
            positives[index] = Math.abs(positives[index]) + .25f;
        }
        return positives;
    }

    ArticleStatisticsState statisticsState() {
        int dimension = 1 + random.nextInt(8);
        return new ArticleStatisticsState(
                random.nextInt(1000),
                random.nextDouble() * 1000,
                vector(dimension),
                IntStream.range(0, random.nextInt(4))
                        .mapToObj(index -> new ArticleStatisticsState.Category(
                                "category " + index,
                                index,
                                random.nextDouble() + .1,
                                vector(dimension),
                                random.nextDouble() * 100))
                        .toList(),
                floats(dimension * (dimension + 1) / 2),
                new PosteriorCalibration.State(
                        random.nextDouble() + .01,
                        random.nextDouble() + .01,
                        random.nextDouble() * 100,
                        random.nextGaussian(),
                        random.nextDouble() * 100),
                new ArticleStatisticsState.Words(
                        4 + random.nextInt(1000),
                        random.nextInt(1000),
                        random.nextDouble(),
                        random.nextDouble(),
                        random.nextDouble()));
    }

    ArticleWords articleWords() {
        return new ArticleWords(
                id(), "de", list(() -> list(this::runningWord)), vector(), maybe(this::id), time(), time());
    }

    private StreamToken runningWord() {
        return new StreamToken(id(), any(TokenGap.values()));
    }

    SnapshotWord earlierWord() {
        return new SnapshotWord(random.nextBoolean() ? Optional.of(word()) : Optional.empty());
    }

    WordLearningState wordLearningState() {
        int snapshot = random.nextInt(1_000_000);
        return new WordLearningState(
                snapshot + random.nextInt(1_000), time(), snapshot, random.nextInt(100), random.nextInt(100));
    }

    ArrivedAnnouncement announcement() {
        return new ArrivedAnnouncement(
                random.nextBoolean()
                        ? new Announcement.Published(description(id()))
                        : new Announcement.Withdrawn(id(), time()),
                time());
    }

    ArticlePopularity popularity() {
        return new ArticlePopularity(
                id(), maybe(this::id), ClickBuckets.startOf(time()), 1 + random.nextLong(Long.MAX_VALUE - 1));
    }

    ReadHistory history() {
        return new ReadHistory(
                id(),
                maybe(this::id),
                time(),
                list(() -> new ReadHistory.Bucket(
                        ClickBuckets.startOf(time()), ClickBuckets.BUCKET_MILLIS, 1 + random.nextInt(1000))));
    }

    private ArticleDescription description(String id) {
        return ArticleDescription.builder(id, "Title of " + id, "zh", time())
                .category(maybe(() -> new CategoryTag(id(), random.nextDouble(), random.nextBoolean())))
                .source(maybe(this::id))
                .expiresAtMillis(expiry())
                .keywords(list(() -> new Keyword(id(), random.nextDouble())))
                .content(random.nextBoolean() ? FloatVector.empty() : unitVector())
                .build();
    }

    private ItemActivity activity(String id) {
        int dimension = random.nextInt(20);
        return new ItemActivity(
                id,
                new ItemActivity.EventCounts(
                        counts(HalfLives.READS),
                        random.nextBoolean() ? 0 : time(),
                        counts(HalfLives.IMPRESSIONS),
                        counts(HalfLives.IMPRESSIONS)),
                rows(HalfLives.FOLLOWERS),
                rows(HalfLives.SEGMENTS),
                vector(dimension),
                vector(dimension));
    }

    private DecayedCounts counts(HalfLives horizons) {
        DecayedCounts counts = new DecayedCounts(horizons);
        for (int events = random.nextInt(5); events > 0; events--) {
            counts.add(time(), 1);
        }
        return counts;
    }

    private DecayedRows rows(HalfLives horizons) {
        DecayedRows rows = new DecayedRows(horizons, 1 + random.nextInt(10));
        for (int events = random.nextInt(30); events > 0; events--) {
            rows.add(id(), time());
        }
        return rows;
    }

    private RecommendedArticle recommendedArticle() {
        return new RecommendedArticle(id(), random.nextGaussian(), list(this::reason));
    }

    private Reason reason() {
        return switch (random.nextInt(6)) {
            case 0 -> new Reason.ReadersWentOn(id());
            case 1 -> new Reason.Resembles(id());
            case 2 -> new Reason.SharedKeywords(List.of(id(), id()));
            case 3 -> new Reason.Trending(id());
            case 4 -> new Reason.NewInCategory(id());
            default -> new Reason.Exploration();
        };
    }

    private ReaderSnapshot.Affinity affinity() {
        return new ReaderSnapshot.Affinity(id(), random.nextDouble() + 1e-9);
    }

    private Map<String, String> segments() {
        Map<String, String> segments = new HashMap<>();
        for (int count = random.nextInt(4); count > 0; count--) {
            segments.put(id(), id());
        }
        return segments;
    }

    private FloatVector unitVector() {
        float[] floats = floats(1 + random.nextInt(20));
        VectorMath.normalise(floats);
        return FloatVector.copyOf(floats);
    }

    private FloatVector vector() {
        return vector(random.nextInt(20));
    }

    private FloatVector vector(int dimension) {
        return FloatVector.copyOf(floats(dimension));
    }

    private float[] floats(int count) {
        float[] floats = new float[count];
        for (int index = 0; index < count; index++) {
            floats[index] = (float) random.nextGaussian();
        }
        return floats;
    }

    private String id() {
        return List.of("a-", "新闻-", "🏆", "").get(random.nextInt(4)) + random.nextInt(50);
    }

    long time() {
        return NOW_MILLIS - random.nextInt(7 * 86_400_000);
    }

    private long expiry() {
        return random.nextBoolean() ? Article.NEVER : NOW_MILLIS + random.nextInt();
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private <T> @Nullable T maybe(Supplier<T> supplier) {
        return random.nextBoolean() ? supplier.get() : null;
    }

    private <T> List<T> list(Supplier<T> supplier) {
        return Stream.generate(supplier).limit(random.nextInt(5)).toList();
    }
}
