package io.freshet.evaluate.baseline;

import io.freshet.evaluate.algorithm.ListRequest;
import io.freshet.recommend.decay.HalfLife;

/**
 * Recommenders that look at the reader's last article alone, after Ludewig and Jannach, "Evaluation of session-based
 * recommendation algorithms" (2018). In the paper rules never fade; here they do, with a half-life, because an article of
 * the news lives for hours, and without it they would be no match.
 */
public final class RuleAlgorithms extends ScoringAlgorithm {
    /** Further back in a session, sequential rules connect nothing. */
    static final int STEPS_MAX = 10;
    /** Added by item-kNN to the number of sessions of an article, so that one shared session weighs little. */
    static final double REGULARISATION = 20;

    private final ReadingLog log;
    private final Evidence evidence;

    private interface Evidence {
        void addTo(ArticleScores scores, int last, long nowMillis);
    }

    private RuleAlgorithms(String name, ArticleIndex numbers, ReadingLog log, Evidence evidence) {
        super(name, numbers);
        this.log = log;
        this.evidence = evidence;
    }

    /** Association rules of size two: in how many sessions the last article and another were both read. */
    public static RuleAlgorithms association(String name, ArticleIndex numbers, ReadingLog log, HalfLife horizon) {
        RuleWeights table = together(log, horizon);
        return new RuleAlgorithms(
                name, numbers, log, (scores, last, nowMillis) -> table.addTo(scores, last, nowMillis, 1));
    }

    /** Sequential rules: how often another article came after the last, weighing 1/steps between the two. */
    public static RuleAlgorithms sequential(String name, ArticleIndex numbers, ReadingLog log, HalfLife horizon) {
        RuleWeights table = new RuleWeights(halfLifeMillis(horizon));
        log.listen((session, length, article, atMillis) -> {
            for (int steps = 1; steps <= Math.min(STEPS_MAX, length); steps++) {
                table.add(session[length - steps], article, 1.0 / steps, atMillis);
            }
        });
        return new RuleAlgorithms(
                name, numbers, log, (scores, last, nowMillis) -> table.addTo(scores, last, nowMillis, 1));
    }

    /**
     * Item-kNN: the cosine of the sessions of two articles, sessions together over the root of the product of the sessions
     * of each, regularised as in the session-based version of Hidasi et al. (2016).
     */
    public static RuleAlgorithms nearestItems(String name, ArticleIndex numbers, ReadingLog log, HalfLife horizon) {
        RuleWeights table = together(log, horizon);
        RuleWeights sessions = new RuleWeights(halfLifeMillis(horizon));
        log.listen((session, length, article, atMillis) -> sessions.add(article, article, 1, atMillis));
        ArticleScores pairs = new ArticleScores();
        return new RuleAlgorithms(name, numbers, log, (scores, last, nowMillis) -> {
            pairs.clear();
            table.addTo(pairs, last, nowMillis, 1);
            double own = Math.sqrt(sessions.weight(last, last, nowMillis) + REGULARISATION);
            for (int index = 0; index < pairs.size(); index++) {
                int other = pairs.article(index);
                double others = Math.sqrt(sessions.weight(other, other, nowMillis) + REGULARISATION);
                scores.add(other, pairs.of(other) / (own * others));
            }
        });
    }

    private static RuleWeights together(ReadingLog log, HalfLife horizon) {
        RuleWeights table = new RuleWeights(halfLifeMillis(horizon));
        log.listen((session, length, article, atMillis) -> {
            for (int index = 0; index < length; index++) {
                table.add(session[index], article, 1, atMillis);
                table.add(article, session[index], 1, atMillis);
            }
        });
        return table;
    }

    private static double halfLifeMillis(HalfLife horizon) {
        return horizon == HalfLife.EVER ? Double.POSITIVE_INFINITY : horizon.halfLifeMillis();
    }

    @Override
    void score(ListRequest moment, ArticleScores scores) {
        int[] context = log.context(moment.reader().userId(), moment.nowMillis());
        if (context.length > 0) {
            evidence.addTo(scores, context[context.length - 1], moment.nowMillis());
        }
    }
}
