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
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiFunction;

/** Algorithms that an evaluation can select by name; Freshet's own come first, then the baselines. */
public enum KnownAlgorithm {
    RANKER("ranker", "Freshet's online ranker", (algorithms, name) -> algorithms.ranker()),
    LISTS(
            "lists",
            "complete lists of the ranker: one article per story, diversity, exploration",
            (algorithms, name) -> algorithms.lists(name, lists -> lists)),
    LISTS_MIXED(
            "lists-mixed",
            "lists without exploration: one article per story, diversity",
            (algorithms, name) -> algorithms.lists(name, lists -> lists.withExplorationShare(0))),
    LISTS_SINGLE(
            "lists-single",
            "lists without exploration and diversity: one article per story",
            (algorithms, name) -> algorithms.lists(
                    name, lists -> lists.withExplorationShare(0).withoutDiversity())),
    FORMULA(
            "formula",
            "Freshet's formula, without an online ranker",
            (algorithms, name) -> new RankerAlgorithm(
                    name,
                    new FormulaRanker(
                            algorithms.recommender().settings().ranking().formula()))),
    FOLLOWERS(
            "followers-30m",
            "read directly after the last article, half-life 30 minutes",
            (algorithms, name) -> Baseline.followers(name, HalfLife.HALF_HOUR)),
    POPULARITY_FIVE_MINUTES(
            "popularity-5m",
            "most read, half-life 5 minutes",
            (algorithms, name) -> Baseline.popularity(name, HalfLife.FIVE_MINUTES)),
    POPULARITY_HALF_HOUR(
            "popularity-30m",
            "most read, half-life 30 minutes",
            (algorithms, name) -> Baseline.popularity(name, HalfLife.HALF_HOUR)),
    POPULARITY_TWO_HOURS(
            "popularity-2h",
            "most read, half-life 2 hours",
            (algorithms, name) -> Baseline.popularity(name, HalfLife.TWO_HOURS)),
    POPULARITY_DAY(
            "popularity-24h",
            "most read, half-life 24 hours",
            (algorithms, name) -> Baseline.popularity(name, HalfLife.DAY)),
    MOST_RECENT("most-recent", "newest articles", (algorithms, name) -> new MostRecent(algorithms.recommender())),
    ASSOCIATION_RULES(
            "association-rules",
            "read in the same session as the last article, half-life 24 hours",
            (algorithms, name) -> algorithms.association(name, HalfLife.DAY)),
    ASSOCIATION_RULES_TUNED(
            "association-rules-30m",
            "the same, half-life 30 minutes",
            (algorithms, name) -> algorithms.association(name, HalfLife.HALF_HOUR)),
    SEQUENTIAL_RULES(
            "sequential-rules",
            "read after the last article in the same session, half-life 30 minutes",
            (algorithms, name) -> algorithms.sequential(name, HalfLife.HALF_HOUR)),
    ITEM_NEIGHBOURS(
            "item-knn",
            "similar to the last article by common sessions, half-life 30 minutes",
            (algorithms, name) -> algorithms.nearestItems(name, HalfLife.HALF_HOUR)),
    VSKNN(
            "vsknn",
            "V-SkNN: nearest sessions, later reads weigh more (Ludewig and Jannach 2018)",
            (algorithms, name) -> algorithms.sessions(name, new SessionWeights.VectorMultiplication(), 500, 1_000)),
    STAN(
            "stan",
            "STAN: nearest sessions with three decays (Garg et al. 2019)",
            (algorithms, name) -> algorithms.sessions(
                    name,
                    new SessionWeights.Stan(1.02, days(5), 2.05),
                    SessionNeighbours.PUBLISHED_NEIGHBOURS,
                    SessionNeighbours.PUBLISHED_SAMPLE)),
    VSTAN(
            "vstan",
            "VSTAN: V-SkNN and STAN combined (Ludewig et al. 2021), published settings",
            (algorithms, name) -> algorithms.sessions(
                    name,
                    new SessionWeights.Vstan(new SessionWeights.Stan(1.02, days(5), 2.05), 1.02, 5),
                    SessionNeighbours.PUBLISHED_NEIGHBOURS,
                    SessionNeighbours.PUBLISHED_SAMPLE)),
    VSTAN_MINUTES(
            "vstan-minutes",
            "VSTAN tuned to news: neighbours decay over half an hour",
            (algorithms, name) -> algorithms.sessions(
                    name,
                    new SessionWeights.Vstan(
                            new SessionWeights.Stan(1.02, Duration.ofMinutes(30).toMillis(), 1), 1.02, 0),
                    1_000,
                    SessionNeighbours.PUBLISHED_SAMPLE)),
    CONTENT(
            "content-only",
            "most similar text to the reader's last 50 reads, slow decay",
            (algorithms, name) -> algorithms.content(name, VectorAlgorithm.SLOW_DECAY)),
    CONTENT_LAST(
            "content-last",
            "most similar text to the reader's last reads, decay .7 per read",
            (algorithms, name) -> algorithms.content(name, VectorAlgorithm.FAST_DECAY)),
    CONTENT_MEANS("content-means", "as content-only, with unweighted means of word vectors", Algorithms::means),
    CONTENT_TERMS("content-tfidf", "as content-only, with tf·idf vectors", Algorithms::terms),
    ITEM_VECTORS(
            "item2vec-only",
            "item2vec: most likely after the session's reads by item vectors",
            Algorithms::itemVectors);

    private final String label;
    private final String description;

    // Stateless: every factory is a lambda of this file.
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

    /** Short description for the command-line help. */
    public String description() {
        return description;
    }

    /** Algorithm with this label; empty if no algorithm has it. */
    public static Optional<KnownAlgorithm> of(String label) {
        return Arrays.stream(values())
                .filter(known -> known.label.equals(label))
                .findFirst();
    }

    Algorithm create(Algorithms algorithms) {
        return factory.apply(algorithms, label);
    }

    private static double days(int days) {
        return Duration.ofDays(days).toMillis();
    }
}
