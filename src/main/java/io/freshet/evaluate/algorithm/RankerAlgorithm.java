package io.freshet.evaluate.algorithm;

import io.freshet.evaluate.measure.RankedList;
import io.freshet.recommend.rank.Candidates;
import io.freshet.recommend.rank.FeatureGroup;
import io.freshet.recommend.rank.OnlineRanker;
import io.freshet.recommend.rank.Ranker;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Algorithm that lists Freshet's candidates by the scores of a ranker, without the rules of list building (diversity,
 * exploration).
 */
public final class RankerAlgorithm implements Algorithm {
    private static final long AVERAGING_INTERVAL_MILLIS = 1_000;

    private final String name;
    private final Deployment deployment;
    private final List<Ranker> rankers;
    private final Averaging averaging;
    private long averagedAtMillis;
    private float[] scores = new float[512];
    private @Nullable ListRequest scored;
    private @Nullable ListRequest learned;

    /** Averages the rankers of all simulated tasks; called about once per second of event time. */
    public interface Averaging {
        void average(long nowMillis);
    }

    /** Creates an algorithm with a single ranker. */
    public RankerAlgorithm(String name, Ranker ranker) {
        this(name, Deployment.SINGLE, List.of(ranker), nowMillis -> {});
    }

    /**
     * Creates an algorithm with one ranker for each task of a simulated deployment.
     *
     * @param rankers one per task; each ranks for the readers of its task and learns from them
     */
    public RankerAlgorithm(String name, Deployment deployment, List<Ranker> rankers, Averaging averaging) {
        if (rankers.size() != deployment.tasks()) {
            throw new IllegalArgumentException(
                    "expected " + deployment.tasks() + " rankers, one per task, got " + rankers.size());
        }
        this.name = name;
        this.deployment = deployment;
        this.rankers = List.copyOf(rankers);
        this.averaging = averaging;
    }

    /**
     * Creates an algorithm with online rankers, one per simulated task, which are averaged regularly and lack the
     * features {@code leftOut}.
     */
    public static RankerAlgorithm learning(String name, InProcessRecommender recommender, Set<FeatureGroup> leftOut) {
        List<OnlineRanker> rankers = new ArrayList<>();
        for (int task = 0; task < recommender.deployment().tasks(); task++) {
            rankers.add(new OnlineRanker(recommender.settings(), leftOut));
        }
        return new RankerAlgorithm(name, recommender.deployment(), List.copyOf(rankers), new AveragedRankers(rankers));
    }

    private Ranker rankerOf(ListRequest request) {
        return rankers.get(deployment.taskOf(request.reader().userId()));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void list(ListRequest request, RankedList list) {
        Candidates candidates = request.candidates();
        float[] candidateScores = scores(request);
        for (int index = 0; index < candidates.size(); index++) {
            list.offer(candidates.articleId(index), candidateScores[index]);
        }
    }

    @Override
    public void score(ListRequest request, List<String> shown, double[] shownScores) {
        Candidates candidates = request.candidates();
        float[] candidateScores = scores(request);
        for (int position = 0; position < shownScores.length; position++) {
            int index = candidates.indexOf(shown.get(position));
            shownScores[position] = index < 0 ? Double.NEGATIVE_INFINITY : candidateScores[index];
        }
    }

    /**
     * Scores of a request's candidates, indexed as in {@link Candidates}; the array may be longer, and the next request
     * overwrites it.
     */
    float[] scores(ListRequest request) {
        if (request != scored) {
            scored = request;
            Candidates candidates = request.candidates();
            if (scores.length < candidates.size()) {
                scores = new float[candidates.size() * 2];
            }
            rankerOf(request).score(candidates, scores);
        }
        return scores;
    }

    @Override
    public boolean learns() {
        return true;
    }

    /** Passes the impression to the ranker, once per request even if several algorithms share the ranker. */
    @Override
    public void show(ListRequest request, List<String> shown) {
        if (request != learned) {
            learned = request;
            rankerOf(request).show(request.candidates(), shown);
        }
    }

    @Override
    public void forget(String userId) {
        rankers.forEach(ranker -> ranker.forget(userId));
    }

    /** Trains the ranker on the read, once per request even if several algorithms share the ranker. */
    @Override
    public void learn(ListRequest request, String articleId) {
        if (request == learned) {
            return;
        }
        learned = request;
        rankerOf(request).learn(request.candidates(), articleId);
        if (request.nowMillis() - averagedAtMillis >= AVERAGING_INTERVAL_MILLIS) {
            averagedAtMillis = request.nowMillis();
            averaging.average(request.nowMillis());
        }
    }
}
