package io.freshet.evaluate.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.freshet.article.ArticleSettings;
import io.freshet.evaluate.algorithm.Algorithm;
import io.freshet.evaluate.algorithm.InProcessRecommender;
import io.freshet.evaluate.algorithm.ListRequest;
import io.freshet.evaluate.measure.RankedList;
import io.freshet.event.Click;
import io.freshet.recommend.Recommender;
import io.freshet.recommend.decay.HalfLife;
import io.freshet.recommend.settings.RecommendSettings;
import io.freshet.words.NoWordVectors;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Session-based algorithms on few enough sessions to compute results by hand. */
class SessionAlgorithmsTest {
    private static final long START = 1_700_000_000_000L;
    private static final long GAP = Duration.ofMinutes(30).toMillis();
    private static final double HOUR = 3_600_000;

    private final InProcessRecommender recommender = new InProcessRecommender(
            RecommendSettings.defaults().withDimension(4), ArticleSettings.DEFAULTS, new NoWordVectors(4));
    private final ArticleIndex articleIndex = new ArticleIndex();
    private final ReadingLog log = new ReadingLog(articleIndex, GAP);

    private void read(String userId, String articleIds, int minutes) {
        int minute = minutes;
        for (String articleId : articleIds.split("")) {
            Click click = Click.of(userId, articleId, START + minute++ * 60_000L);
            recommender.click(click);
            log.add(click);
        }
    }

    private ListRequest request(String userId, int minutes) {
        return new ListRequest(
                recommender.reader(userId),
                recommender.catalogue(),
                START + minutes * 60_000L,
                List.of(),
                Recommender.withFormula(recommender.settings()));
    }

    private Map<String, Double> scores(ScoringAlgorithm algorithm, ListRequest request) {
        ArticleScores scores = new ArticleScores();
        algorithm.score(request, scores);
        Map<String, Double> byId = new HashMap<>();
        for (int index = 0; index < scores.size(); index++) {
            int article = scores.article(index);
            byId.put(articleIndex.articleId(article), scores.of(article));
        }
        return byId;
    }

    private static List<String> list(Algorithm algorithm, ListRequest request) {
        RankedList list = new RankedList();
        list.start(1);
        algorithm.list(request, list);
        return list.articleIds();
    }

    private SessionNeighbours neighbours(SessionWeights weights, int neighboursMax, int sampleMax) {
        return new SessionNeighbours("neighbours", articleIndex, log, weights, neighboursMax, sampleMax);
    }

    private static void assertScores(Map<String, Double> scores, Map<String, Double> expected) {
        assertThat(scores).containsOnlyKeys(expected.keySet());
        expected.forEach((articleId, score) -> assertThat(scores)
                .hasEntrySatisfying(
                        articleId, value -> assertThat(value).as(articleId).isCloseTo(score, within(1e-6))));
    }

    @Test
    void associationRulesCountCommonSessionsWithDecay() {
        RuleAlgorithms rules = RuleAlgorithms.association("rules", articleIndex, log, HalfLife.DAY);
        read("r", "abc", 0); // a-b, a-c, b-c
        read("s", "ba", 24 * 60); // b-a, a day later
        read("me", "a", 24 * 60 + 1);
        Map<String, Double> scores = scores(rules, request("me", 24 * 60 + 1));
        // b was read a day ago and again now; c was read 1,439 minutes ago.
        assertScores(scores, Map.of("b", Math.pow(2, -1) + 1, "c", Math.pow(2, -1439.0 / 1440)));
        assertThat(list(rules, request("me", 24 * 60 + 1))).containsExactly("b", "c");
    }

    @Test
    void sequentialRulesCountLaterReadsByDistance() {
        RuleAlgorithms rules = RuleAlgorithms.sequential("rules", articleIndex, log, HalfLife.INFINITE);
        read("r", "xabcd", 0);
        read("s", "ca", 10);
        read("me", "a", 20);
        assertScores(scores(rules, request("me", 21)), Map.of("b", 1.0, "c", 1 / 2.0, "d", 1 / 3.0));
    }

    @Test
    void itemNeighboursNormaliseByTheSessionsOfBoth() {
        RuleAlgorithms rules = RuleAlgorithms.nearestItems("items", articleIndex, log, HalfLife.INFINITE);
        read("r", "ab", 0);
        read("s", "abc", 0);
        read("t", "b", 0);
        read("me", "a", 10);
        // Sessions: a 3 including mine, b 3, c 1; common sessions: a-b 2, a-c 1.
        assertScores(
                scores(rules, request("me", 11)), Map.of("b", 2 / Math.sqrt(23.0 * 23), "c", 1 / Math.sqrt(23.0 * 21)));
    }

    @Test
    void repeatedReadsInASessionCountOnce() {
        RuleAlgorithms rules = RuleAlgorithms.association("rules", articleIndex, log, HalfLife.INFINITE);
        read("r", "abab", 0);
        read("me", "a", 10);
        assertScores(scores(rules, request("me", 11)), Map.of("b", 1.0));
    }

    @Test
    void vsknnWeighsPositionsAndTheLatestMatch() {
        read("r", "abx", 0);
        read("s", "ay", 1);
        read("me", "ab", 10);
        // Weights of my a and b: 1/2 and 1. r shares both, (1/2 + 1)/2, latest match b; s shares a, (1/2)/2, match 1/2.
        assertScores(
                scores(neighbours(new SessionWeights.VectorMultiplication(), 10, 10), request("me", 12)),
                Map.of("x", .75, "y", .25 / 2));
    }

    @Test
    void stanMultipliesThreeDecays() {
        read("r", "xaqby", 0);
        read("me", "ab", 60);
        SessionWeights stan = new SessionWeights.Stan(2, 10 * HOUR, 3);
        double weightOfA = Math.exp(-1 / 2.0);
        double cosine = (weightOfA + 1) / Math.sqrt((weightOfA * weightOfA + 1) * 5);
        double vote = cosine * Math.exp(-57 / 600.0); // y was read at minute 4, the list is made at 61
        // The neighbour's latest shared article is b, at index 3: x is 3 reads away, q and y one.
        assertScores(
                scores(neighbours(stan, 10, 10), request("me", 61)),
                Map.of("x", vote * Math.exp(-1), "q", vote * Math.exp(-1 / 3.0), "y", vote * Math.exp(-1 / 3.0)));
    }

    @Test
    void vstanAddsMatchAndRarity() {
        read("r", "ax", 0);
        read("s", "x", 0);
        read("me", "ab", 60);
        SessionWeights vstan = new SessionWeights.Vstan(
                new SessionWeights.Stan(1, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY), 4, 5);
        double weightOfA = Math.exp(-1);
        double cosine = weightOfA / Math.sqrt((weightOfA * weightOfA + 1) * 2);
        // The match is at position 1; x is in two of three sessions.
        assertScores(
                scores(neighbours(vstan, 10, 10), request("me", 61)),
                Map.of("x", cosine * Math.exp(-1 / 4.0) * (1 + 5 * Math.log(3 / 2.0))));
    }

    @Test
    void sampleContainsTheSessionsWithTheLatestSharedReads() {
        read("r", "a1", 0);
        read("s", "b2", 5);
        read("t", "a3", 10);
        read("me", "ab", 20);
        SessionWeights weights = new SessionWeights.VectorMultiplication();
        assertThat(scores(neighbours(weights, 10, 2), request("me", 22))).containsOnlyKeys("2", "3");
        assertThat(scores(neighbours(weights, 1, 3), request("me", 22))).containsOnlyKeys("2");
    }

    @Test
    void contextOfANewSessionIsTheLastThreeReads() {
        read("me", "abcd", 0);
        assertThat(log.context("me", START + 10 * 60_000)).hasSize(4);
        assertThat(log.context("me", START + 60 * 60_000))
                .containsExactly(articleIndex.find("b"), articleIndex.find("c"), articleIndex.find("d"));
        read("me", "e", 60);
        assertThat(log.context("me", START + 61 * 60_000)).containsExactly(articleIndex.find("e"));
        assertThat(log.history("me")).hasSize(5);
        assertThat(log.context("nobody", START)).isEmpty();
    }

    @Test
    void articlesReadOrWithdrawnAreNotListed() {
        RuleAlgorithms rules = RuleAlgorithms.association("rules", articleIndex, log, HalfLife.INFINITE);
        read("r", "abcd", 0);
        read("me", "ba", 10);
        recommender.withdraw("c");
        assertThat(list(rules, request("me", 12))).containsExactly("d");
    }

    @Test
    void fullRowEvictsTheWeakerHalf() {
        RuleWeights weights = new RuleWeights(Double.POSITIVE_INFINITY);
        for (int article = 1; article <= RuleWeights.ROW_MAX; article++) {
            weights.add(0, article, article, START);
        }
        weights.add(0, 9_999, 1, START);
        assertThat(weights.weight(0, RuleWeights.ROW_MAX / 2, START)).isZero();
        assertThat(weights.weight(0, RuleWeights.ROW_MAX / 2 + 1, START)).isEqualTo(RuleWeights.ROW_MAX / 2 + 1);
        assertThat(weights.weight(0, 9_999, START)).isEqualTo(1);
    }

    @Test
    void weightsOverThousandsOfHalfLivesStayFinite() {
        RuleWeights weights = new RuleWeights(1_000);
        for (long at = START; at < START + 5_000_000; at += 1_000) {
            weights.add(0, 1, 1, at);
        }
        // The sum of a geometric series with ratio 1/2.
        assertThat(weights.weight(0, 1, START + 4_999_000)).isCloseTo(2, within(1e-9));
    }

    @Test
    void sessionsBeyondTheLimitAreEvicted() {
        read("r", "ax", 0);
        for (int other = 0; other < ReadingLog.SESSIONS_MAX; other++) {
            log.add(Click.of("u" + other, "z", START + 10));
        }
        read("me", "a", 1);
        assertThat(log.isKept(0)).isFalse();
        assertThat(scores(neighbours(new SessionWeights.VectorMultiplication(), 10, 10), request("me", 2)))
                .isEmpty();
    }
}
