package io.freshet.recommend;

import io.freshet.event.CategoryTag;
import io.freshet.event.Click;
import io.freshet.event.ClickKind;
import io.freshet.event.Keyword;
import io.freshet.recommend.catalogue.Catalogue;
import io.freshet.recommend.catalogue.NeighbourCache;
import io.freshet.recommend.decay.DecayedCounts;
import io.freshet.recommend.decay.DecayedRows;
import io.freshet.recommend.decay.HalfLife;
import io.freshet.recommend.decay.HalfLives;
import io.freshet.recommend.decay.ListTime;
import io.freshet.recommend.item.ArticleDescription;
import io.freshet.recommend.item.ItemActivity;
import io.freshet.recommend.reader.ClickRate;
import io.freshet.recommend.reader.ReaderSnapshot;
import io.freshet.recommend.reader.ReaderState;
import io.freshet.recommend.reader.SeenArticles;
import io.freshet.recommend.reader.Visit;
import io.freshet.recommend.settings.CatalogueSettings;
import io.freshet.recommend.settings.ItemSettings;
import io.freshet.recommend.settings.OnlineRankerSettings;
import io.freshet.recommend.settings.RecommendSettings;
import io.freshet.vector.FloatVector;
import io.freshet.vector.VectorMath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A catalogue as a busy newsroom has it, made from a seed and not by replaying clicks: reads by Zipf's law, at a constant
 * rate over a day and a half; followers, segments and vectors of as many readers as there were; content around topics.
 * Strings are distinct objects wherever they would be after decoding, because that decides what is in the cache.
 */
public final class LiveNewsroom {
    public static final long NOW = 1_700_000_000_000L;
    static final int DIMENSION = 100;
    private static final long ALIVE_MILLIS = 36 * 3_600_000L;
    private static final int ARTICLES_PER_TOPIC = 50;
    private static final int READS_PER_ARTICLE = 20;
    private static final String[] DEVICES = {"phone", "desk", "tablet"};

    public final RecommendSettings settings;
    public final Catalogue catalogue;
    public final int articles;
    private final SplittableRandom random;
    private final double harmonic;
    private final float[][] topics;

    public LiveNewsroom(int articles, RecommendSettings settings, long seed) {
        this.articles = articles;
        this.settings = settings;
        this.random = new SplittableRandom(seed);
        this.catalogue = new Catalogue(settings);
        this.harmonic = Math.log(articles) + .5772;
        this.topics = new float[Math.max(10, articles / ARTICLES_PER_TOPIC)][];
        for (int topic = 0; topic < topics.length; topic++) {
            topics[topic] = gaussian(DIMENSION);
            VectorMath.normalise(topics[topic]);
        }
        // Slots are given in the order of arrival, which has nothing to do with how much an article is read.
        int[] order = new int[articles];
        for (int index = 0; index < articles; index++) {
            int other = random.nextInt(index + 1);
            order[index] = order[other];
            order[other] = index;
        }
        for (int rank : order) {
            catalogue.putDescription(description(rank));
        }
        for (int rank : order) {
            catalogue.putActivity(activity(rank));
        }
        for (int step = 0; step < articles + articles / 10; step++) {
            catalogue.index();
        }
        // Once more, as followers are resolved when a row arrives.
        for (int rank : order) {
            catalogue.putActivity(catalogue.activity(id(rank)).orElseThrow());
        }
    }

    /** Defaults but for the dimension and room for so many articles, with a ranker that serves soon. */
    public static RecommendSettings settings(int articles) {
        return settings(articles, RecommendSettings.defaults().catalogue().exactSearchMax());
    }

    public static RecommendSettings settings(int articles, int exactSearchMax) {
        return RecommendSettings.defaults()
                .withDimension(DIMENSION)
                .withCatalogue(catalogue ->
                        catalogue.withArticlesMax(articles + 1_000).withExactSearchMax(exactSearchMax))
                .withRanking(ranking -> ranking.withOnline(new OnlineRankerSettings(32, 50, .001, .003, 100, 1)));
    }

    public static String id(int rank) {
        return "article-" + rank;
    }

    /** The rank of a read: 0 for the article read most. */
    public int draw() {
        return (int) Math.min(articles - 1, Math.exp(random.nextDouble() * Math.log(articles)) - 1);
    }

    private long reads(int rank) {
        return 1 + (long) ((double) READS_PER_ARTICLE * articles / harmonic / (rank + 1));
    }

    private float[] gaussian(int dimension) {
        float[] vector = new float[dimension];
        for (int index = 0; index < dimension; index++) {
            double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
            vector[index] = (float) (radius * Math.cos(2 * Math.PI * random.nextDouble()));
        }
        return vector;
    }

    private float[] content(int rank) {
        float[] noise = gaussian(DIMENSION);
        VectorMath.scale((float) (.8 / Math.sqrt(DIMENSION)), noise);
        VectorMath.addScaled(1, topics[rank % topics.length], noise);
        VectorMath.normalise(noise);
        return noise;
    }

    private ArticleDescription description(int rank) {
        StringBuilder title = new StringBuilder();
        for (int word = 0; word < 9; word++) {
            title.append(Integer.toString(100_000 + random.nextInt(1_000_000), 36)).append(' ');
        }
        List<Keyword> keywords = new ArrayList<>();
        for (int word = 0; word < 8; word++) {
            keywords.add(new Keyword("word" + random.nextInt(5_000), .1 * word));
        }
        String source = "source-" + random.nextInt(20);
        long publishedAtMillis = NOW - (long) (random.nextDouble() * ALIVE_MILLIS);
        return ArticleDescription.builder(id(rank), title.toString(), "en", publishedAtMillis)
                .category(CategoryTag.given("category-" + rank % topics.length % 30))
                .source(source)
                .keywords(keywords)
                .content(FloatVector.copyOf(content(rank)))
                .build();
    }

    /** Another article in place of that of a rank, announced and not read yet. */
    public ArticleDescription next(int rank) {
        return description(rank);
    }

    /** What was learned of an article, with an input vector that has turned by a third of a right angle or so. */
    public ItemActivity turned(int rank) {
        ItemActivity now = catalogue.activity(id(rank)).orElseThrow();
        float[] in = now.in().toArray();
        float[] turned = gaussian(DIMENSION);
        VectorMath.scale((float) (.6 * VectorMath.norm(in) / Math.sqrt(DIMENSION)), turned);
        VectorMath.addScaled(1, in, turned);
        return new ItemActivity(
                now.articleId(),
                new ItemActivity.EventCounts(now.clicks(),
                now.lastReadMillis(),
                now.impressions(),
                now.hides()),
                now.followers(),
                now.segments(),
                FloatVector.copyOf(turned),
                now.out());
    }

    private ItemActivity activity(int rank) {
        long reads = reads(rank);
        double perMilli = (double) reads / ALIVE_MILLIS;
        long asOfMillis = NOW - (long) Math.min(ALIVE_MILLIS - 1, -Math.log(1 - random.nextDouble()) / perMilli);
        DecayedRows followers = followers(rank, reads, asOfMillis);
        DecayedRows segments = segments(reads, asOfMillis, perMilli);
        float[] start = catalogue.description(id(rank)).orElseThrow().content().toArray();
        VectorMath.scale(2, start);
        return new ItemActivity(
                id(rank),
                new ItemActivity.EventCounts(new DecayedCounts(HalfLives.READS, asOfMillis, sums(HalfLives.READS, reads, perMilli)),
                asOfMillis,
                new DecayedCounts(HalfLives.IMPRESSIONS, asOfMillis, sums(HalfLives.IMPRESSIONS, 10 * reads, 10 * perMilli)),
                new DecayedCounts(HalfLives.IMPRESSIONS)),
                followers,
                segments,
                moved(start, reads),
                moved(start, reads));
    }

    /** What a constant rate comes to at each half-life. */
    private static double[] sums(HalfLives horizons, long events, double perMilli) {
        double[] sums = new double[horizons.size()];
        for (int index = 0; index < sums.length; index++) {
            HalfLife horizon = horizons.get(index);
            sums[index] = horizon == HalfLife.INFINITE ? events : Math.min(events, 1 + perMilli / horizon.decayPerMilli());
        }
        return sums;
    }

    private DecayedRows followers(int rank, long reads, long asOfMillis) {
        int rows = (int) Math.min(settings.items().followersMax(), reads / 2);
        Set<Integer> ranks = new HashSet<>();
        for (int draw = 0; draw < 3 * rows && ranks.size() < rows; draw++) {
            // Half go on within the topic, half to what everybody reads.
            int other = random.nextBoolean()
                    ? draw()
                    : Math.min(articles - 1, rank % topics.length + topics.length * random.nextInt(ARTICLES_PER_TOPIC));
            if (other != rank) {
                ranks.add(other);
            }
        }
        List<String> keys = new ArrayList<>();
        float[] counts = new float[ranks.size() * HalfLives.FOLLOWERS.size()];
        float[] totals = new float[HalfLives.FOLLOWERS.size()];
        for (int other : ranks) {
            float count = (float) (reads * random.nextDouble() / rows);
            for (int index = 0; index < totals.length; index++) {
                float decayed = count * (index + 1) / totals.length;
                counts[keys.size() * totals.length + index] = decayed;
                totals[index] += decayed;
            }
            keys.add(id(other));
        }
        return new DecayedRows(
                HalfLives.FOLLOWERS, settings.items().followersMax(), asOfMillis, keys, counts, totals);
    }

    private DecayedRows segments(long reads, long asOfMillis, double perMilli) {
        List<String> keys = new ArrayList<>();
        for (int draw = 0; draw < Math.min(60, reads); draw++) {
            for (String key : new String[] {
                Visit.values()[random.nextInt(2)].key(),
                "device=" + DEVICES[random.nextInt(3)],
                "region=r" + Math.min(random.nextInt(40), random.nextInt(40)),
                "referrer=f" + random.nextInt(6)
            }) {
                if (!keys.contains(key) && keys.size() < settings.items().segmentsMax()) {
                    keys.add(new String(key));
                }
            }
        }
        float perHour = (float) Math.min(reads, 1 + perMilli / HalfLife.HOUR.decayPerMilli());
        float[] counts = new float[keys.size()];
        for (int row = 0; row < counts.length; row++) {
            counts[row] = perHour * (float) random.nextDouble() / 4;
        }
        return new DecayedRows(
                HalfLives.SEGMENTS,
                settings.items().segmentsMax(),
                asOfMillis,
                keys,
                counts,
                new float[] {4 * perHour});
    }

    /** Away from where it started, the further the more it was read. */
    private FloatVector moved(float[] start, long reads) {
        float[] moved = gaussian(DIMENSION);
        VectorMath.scale((float) (Math.min(1.5, .05 * Math.sqrt((double) reads)) / Math.sqrt(DIMENSION)), moved);
        VectorMath.addScaled(1, start, moved);
        return FloatVector.copyOf(moved);
    }

    /** A reader who has read from 1 to 50 articles, the last a few minutes ago. */
    public ReaderState reader(int number) {
        int readsMax = 1 + (int) Math.min(49, -12 * Math.log(1 - random.nextDouble()));
        List<ReaderSnapshot.PastRead> reads = new ArrayList<>();
        List<ReaderSnapshot.Affinity> categories = new ArrayList<>();
        List<ReaderSnapshot.Affinity> keywords = new ArrayList<>();
        List<ReaderSnapshot.UnreadImpressions> impressions = new ArrayList<>();
        Set<Integer> ranks = new HashSet<>();
        float[] fast = new float[DIMENSION];
        float[] slow = new float[DIMENSION];
        long atMillis = NOW - random.nextInt(300_000);
        while (reads.size() < readsMax) {
            int rank = draw();
            if (ranks.add(rank)) {
                reads.add(new ReaderSnapshot.PastRead(id(rank), atMillis, ClickKind.CLICK));
                atMillis -= 60_000L * (1 + random.nextInt(120));
                int slot = catalogue.slotOf(id(rank));
                VectorMath.addScaled(1f / readsMax, catalogue.in().copy(slot), fast);
                VectorMath.addScaled(1f / readsMax, catalogue.content().copy(slot), slow);
            }
        }
        for (int label = 0; label < Math.min(16, readsMax); label++) {
            categories.add(new ReaderSnapshot.Affinity("category-" + (label * 7 + number) % 30, 16 - label));
        }
        for (int label = 0; label < 32; label++) {
            keywords.add(new ReaderSnapshot.Affinity("word" + (label * 150 + number) % 5_000, 32 - label));
        }
        for (int shown = random.nextInt(20); shown > 0; shown--) {
            impressions.add(new ReaderSnapshot.UnreadImpressions(id(draw()), 1 + random.nextInt(3)));
        }
        ReaderSnapshot.Session session =
                new ReaderSnapshot.Session(NOW - 900_000, reads.get(0).atMillis(), Math.min(readsMax, 4));
        ReaderSnapshot snapshot = new ReaderSnapshot(
                "reader-" + number,
                reads,
                FloatVector.copyOf(fast),
                FloatVector.copyOf(slow),
                FloatVector.empty(),
                categories,
                keywords,
                List.of(),
                impressions,
                SeenArticles.NONE,
                List.of(),
                session,
                new ReaderSnapshot.Habits(readsMax, 9, 4),
                ClickRate.NONE,
                segments(number),
                ReaderSnapshot.Applied.NONE,
                null);
        return new ReaderState(snapshot, settings.readers());
    }

    /** Lets a reader go on to an article not read before; the reads remembered stay as many. */
    public void goOn(ReaderState reader, long atMillis) {
        String articleId = id(draw());
        while (reader.hasRead(articleId)) {
            articleId = id(draw());
        }
        reader.reads().remove(reader.reads().size() - 1);
        reader.reads().add(0, new ReaderSnapshot.PastRead(articleId, atMillis, ClickKind.CLICK));
    }

    /**
     * Finds neighbours as they would have been found up to now if so many lists had been made each second for long: of
     * each article at a moment drawn from those at which what was found still serves, unless nobody would have asked.
     */
    void findNeighbours(Recommender recommender, double listsPerSecond) {
        long servingMillisMax = settings.ranking().candidates().neighbourMinutes() * 60_000L;
        for (int rank = 0; rank < articles; rank++) {
            long ageMillis = NOW - catalogue.article(catalogue.slotOf(id(rank))).publishedAtMillis();
            long servingMillis = NeighbourCache.timeToLiveMillis(ageMillis, servingMillisMax);
            double readsWhileServing = servingMillis / 1000.0 * listsPerSecond * share(rank);
            if (random.nextDouble() < readsWhileServing / (1 + readsWhileServing)) {
                ReaderState reader = reader(rank);
                reader.reads().clear();
                long atMillis = NOW - (long) (random.nextDouble() * servingMillis);
                reader.reads().add(new ReaderSnapshot.PastRead(id(rank), atMillis, ClickKind.CLICK));
                recommender.propose(reader, catalogue, ListTime.ofEvents(atMillis));
            }
        }
    }

    /** The share of all reads that {@link #draw} gives the article of a rank. */
    private double share(int rank) {
        return Math.log((rank + 2.0) / (rank + 1)) / Math.log(articles);
    }

    private static Map<String, String> segments(int number) {
        return Map.of("device", DEVICES[number % 3], "region", "r" + number % 40, "referrer", "f" + number % 6);
    }

    Click click(ReaderState reader, long atMillis) {
        int number = Integer.parseInt(reader.userId().substring("reader-".length()));
        return new Click(
                reader.userId(), id(draw()), atMillis, null, null, ClickKind.CLICK, 0, segments(number));
    }
}
