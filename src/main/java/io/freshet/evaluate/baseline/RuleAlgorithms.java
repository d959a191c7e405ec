package io.freshet.evaluate.baseline;

import io.freshet.evaluate.algorithm.ListRequest;
import io.freshet.recommend.decay.HalfLife;

/**
 * Rule-based algorithms that use only the reader's last article (Ludewig and Jannach, "Evaluation of session-based
 * recommendation algorithms", 2018). Unlike in the paper, rules decay with a half-life, because news articles live for
 * hours and rules without decay would not be a competitive baseline.
 */
public final class RuleAlgorithms extends ScoringAlgorithm {
    /** Maximum distance, in reads of one session, between two articles that a sequential rule connects. */
    static final int DISTANCE_MAX = 10;
    /**
     * Constant that item-kNN adds to each article's number of sessions, so that rarely read articles get lower scores.
     */
    static final double REGULARISATION = 20;

    private final ReadingLog log;
    private final Evidence evidence;

    private interface Evidence {
        void addTo(ArticleScores scores, int last, long nowMillis);
    }

    private RuleAlgorithms(String name, ArticleIndex articleIndex, ReadingLog log, Evidence evidence) {
        super(name, articleIndex);
        this.log = log;
        this.evidence = evidence;
    }

    /**
     * Creates association rules of size two: an article's score is the decayed number of sessions that contain both it
     * and the reader's last article.
     */
    public static RuleAlgorithms association(
            String name, ArticleIndex articleIndex, ReadingLog log, HalfLife halfLife) {
        RuleWeights weights = commonSessions(log, halfLife);
        return new RuleAlgorithms(
                name, articleIndex, log, (scores, last, nowMillis) -> weights.addTo(scores, last, nowMillis));
    }

    /**
     * Creates sequential rules: an article's score is its decayed number of reads soon after the reader's last article,
     * each weighted by 1/distance in reads.
     */
    public static RuleAlgorithms sequential(String name, ArticleIndex articleIndex, ReadingLog log, HalfLife halfLife) {
        RuleWeights weights = new RuleWeights(halfLifeMillis(halfLife));
        log.listen((session, length, article, atMillis) -> {
            for (int distance = 1; distance <= Math.min(DISTANCE_MAX, length); distance++) {
                weights.add(session[length - distance], article, 1.0 / distance, atMillis);
            }
        });
        return new RuleAlgorithms(
                name, articleIndex, log, (scores, last, nowMillis) -> weights.addTo(scores, last, nowMillis));
    }

    /**
     * Creates item-kNN: an article's score is the cosine similarity of the sessions that contain it and those that
     * contain the reader's last article. The cosine is the number of common sessions divided by the geometric mean of
     * the session counts of each, regularised as by Hidasi et al. (2016).
     */
    public static RuleAlgorithms nearestItems(
            String name, ArticleIndex articleIndex, ReadingLog log, HalfLife halfLife) {
        RuleWeights weights = commonSessions(log, halfLife);
        RuleWeights sessions = new RuleWeights(halfLifeMillis(halfLife));
        log.listen((session, length, article, atMillis) -> sessions.add(article, article, 1, atMillis));
        ArticleScores pairs = new ArticleScores();
        return new RuleAlgorithms(name, articleIndex, log, (scores, last, nowMillis) -> {
            pairs.clear();
            weights.addTo(pairs, last, nowMillis);
            double own = Math.sqrt(sessions.weight(last, last, nowMillis) + REGULARISATION);
            for (int index = 0; index < pairs.size(); index++) {
                int other = pairs.article(index);
                double others = Math.sqrt(sessions.weight(other, other, nowMillis) + REGULARISATION);
                scores.add(other, pairs.of(other) / (own * others));
            }
        });
    }

    /**
     * Creates weights that count, with decay, the sessions that contain both articles of a rule; each later read in
     * {@code log} updates them.
     */
    private static RuleWeights commonSessions(ReadingLog log, HalfLife halfLife) {
        RuleWeights weights = new RuleWeights(halfLifeMillis(halfLife));
        log.listen((session, length, article, atMillis) -> {
            for (int index = 0; index < length; index++) {
                weights.add(session[index], article, 1, atMillis);
                weights.add(article, session[index], 1, atMillis);
            }
        });
        return weights;
    }

    private static double halfLifeMillis(HalfLife halfLife) {
        return halfLife == HalfLife.INFINITE ? Double.POSITIVE_INFINITY : halfLife.halfLifeMillis();
    }

    @Override
    void score(ListRequest request, ArticleScores scores) {
        int[] context = log.context(request.reader().userId(), request.nowMillis());
        if (context.length > 0) {
            evidence.addTo(scores, context[context.length - 1], request.nowMillis());
        }
    }
}
