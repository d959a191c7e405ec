package io.freshet.evaluate;

import io.freshet.evaluate.algorithm.Algorithm;
import io.freshet.evaluate.algorithm.RankerAlgorithm;
import io.freshet.evaluate.baseline.Baseline;
import io.freshet.evaluate.baseline.MostRecent;
import io.freshet.evaluate.baseline.SessionNeighbours;
import io.freshet.evaluate.baseline.SessionWeights;
import io.freshet.evaluate.baseline.VectorAlgorithm;
import io.freshet.recommend.decay.HalfLife;
import io.freshet.recommend.rank.FormulaRanker;
import io.freshet.recommend.settings.RecommendSettings.Lists;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiFunction;

/** The recommenders that can be compared by name: Freshet's own first, then what one would try instead. */
public enum KnownAlgorithm {
    RANKER("ranker", "the ranker that learns from every read", (kit, name) -> kit.ranker()),
    LISTS(
            "lists",
            "its lists as readers get them: one article a story, categories mixed, new articles tried",
            (kit, name) -> kit.lists(name, lists -> lists)),
    LISTS_MIXED(
            "lists-mixed",
            "one article a story, categories mixed",
            (kit, name) -> kit.lists(name, Lists::withoutExploration)),
    LISTS_SINGLE(
            "lists-single",
            "one article a story",
            (kit, name) -> kit.lists(name, lists -> lists.withoutExploration().withoutMixing())),
    FORMULA(
            "formula",
            "Freshet without learning to rank",
            (kit, name) -> new RankerAlgorithm(
                    name, new FormulaRanker(kit.newsroom().settings().formula()))),
    FOLLOWERS(
            "followers-30m",
            "where readers of the last article went next, half-life 30 minutes",
            (kit, name) -> Baseline.followers(name, HalfLife.HALF_HOUR)),
    POPULARITY_FIVE_MINUTES(
            "popularity-5m",
            "most read, half-life 5 minutes",
            (kit, name) -> Baseline.popularity(name, HalfLife.FIVE_MINUTES)),
    POPULARITY_HALF_HOUR(
            "popularity-30m", "half-life 30 minutes", (kit, name) -> Baseline.popularity(name, HalfLife.HALF_HOUR)),
    POPULARITY_TWO_HOURS(
            "popularity-2h", "half-life 2 hours", (kit, name) -> Baseline.popularity(name, HalfLife.TWO_HOURS)),
    POPULARITY_DAY("popularity-24h", "half-life 24 hours", (kit, name) -> Baseline.popularity(name, HalfLife.DAY)),
    MOST_RECENT("most-recent", "the newest articles", (kit, name) -> new MostRecent(kit.newsroom())),
    ASSOCIATION_RULES(
            "association-rules",
            "read in one session with the last article, half-life 24 hours",
            (kit, name) -> kit.association(name, HalfLife.DAY)),
    ASSOCIATION_RULES_TUNED(
            "association-rules-30m", "half-life 30 minutes", (kit, name) -> kit.association(name, HalfLife.HALF_HOUR)),
    SEQUENTIAL_RULES(
            "sequential-rules",
            "read after the last article in one session, half-life 30 minutes",
            (kit, name) -> kit.sequential(name, HalfLife.HALF_HOUR)),
    ITEM_NEIGHBOURS(
            "item-knn",
            "cosine of the sessions of two articles, half-life 30 minutes",
            (kit, name) -> kit.nearestItems(name, HalfLife.HALF_HOUR)),
    VSKNN(
            "vsknn",
            "session neighbours, latest reads weigh more (Ludewig and Jannach 2018)",
            (kit, name) -> kit.sessions(name, new SessionWeights.VectorMultiplication(), 500, 1_000)),
    STAN(
            "stan",
            "session neighbours with three decays (Garg et al. 2019)",
            (kit, name) -> kit.sessions(
                    name,
                    new SessionWeights.Decays(1.02, days(5), 2.05, Double.POSITIVE_INFINITY, 0),
                    SessionNeighbours.PUBLISHED_NEIGHBOURS,
                    SessionNeighbours.PUBLISHED_SAMPLE)),
    VSTAN(
            "vstan",
            "both of these (Ludewig et al. 2021), published settings",
            (kit, name) -> kit.sessions(
                    name,
                    new SessionWeights.Decays(1.02, days(5), 2.05, 1.02, 5),
                    SessionNeighbours.PUBLISHED_NEIGHBOURS,
                    SessionNeighbours.PUBLISHED_SAMPLE)),
    VSTAN_MINUTES(
            "vstan-minutes",
            "the same tuned to news: neighbours fade over half an hour",
            (kit, name) -> kit.sessions(
                    name,
                    new SessionWeights.Decays(1.02, Duration.ofMinutes(30).toMillis(), 1, 1.02, 0),
                    1_000,
                    SessionNeighbours.PUBLISHED_SAMPLE)),
    CONTENT(
            "content-only",
            "nearest by text to the reader's last 50 reads, which fade slowly",
            (kit, name) -> kit.content(name, VectorAlgorithm.SLOW_DECAY)),
    CONTENT_LAST(
            "content-last",
            "nearest by text to the very last reads, each .7 of the one after it",
            (kit, name) -> kit.content(name, VectorAlgorithm.FAST_DECAY)),
    CONTENT_MEANS("content-means", "as content-only, by plain means of the vectors of all words", Algorithms::means),
    CONTENT_TERMS("content-tfidf", "as content-only, by the terms of the texts, tf·idf", Algorithms::terms),
    ITEM_VECTORS("item2vec-only", "likeliest by item vectors after the session's reads", Algorithms::itemVectors);

    private final String label;
    private final String description;

    // Every factory is a constant of this file and keeps nothing.
    @SuppressWarnings("ImmutableEnumChecker")
    private final BiFunction<Algorithms, String, Algorithm> factory;

    KnownAlgorithm(String label, String description, BiFunction<Algorithms, String, Algorithm> factory) {
        this.label = label;
        this.description = description;
        this.factory = factory;
    }

    /** Name on the command line and in reports. */
    public String label() {
        return label;
    }

    /** Short description of the method. */
    public String description() {
        return description;
    }

    /** The one of that label. */
    public static Optional<KnownAlgorithm> of(String label) {
        return Arrays.stream(values())
                .filter(known -> known.label.equals(label))
                .findFirst();
    }

    Algorithm create(Algorithms kit) {
        return factory.apply(kit, label);
    }

    private static double days(int days) {
        return Duration.ofDays(days).toMillis();
    }
}
