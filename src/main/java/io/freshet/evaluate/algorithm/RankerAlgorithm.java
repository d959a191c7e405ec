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

/** A ranker of the recommender itself, over what it proposes, before lists are re-ranked for diversity. */
public final class RankerAlgorithm implements Algorithm {
    private static final long SHARING_INTERVAL_MILLIS = 1_000;

    private final String name;
    private final Deployment deployment;
    private final List<Ranker> rankers;
    private final Sharing sharing;
    private long sharedMillis;
    private float[] scores = new float[512];
    private @Nullable ListRequest scored;
    private @Nullable ListRequest learned;

    /** How the rankers of several tasks share what they learn: asked about once a second of event time. */
    public interface Sharing {
        void share(long nowMillis);
    }

    public RankerAlgorithm(String name, Ranker ranker) {
        this(name, Deployment.SINGLE, List.of(ranker), nowMillis -> {});
    }

    /** @param rankers one for each task, which ranks for the readers of the task and learns from them */
    public RankerAlgorithm(String name, Deployment deployment, List<Ranker> rankers, Sharing sharing) {
        if (rankers.size() != deployment.tasks()) {
            throw new IllegalArgumentException(rankers.size() + " rankers for " + deployment.tasks() + " tasks");
        }
        this.name = name;
        this.deployment = deployment;
        this.rankers = List.copyOf(rankers);
        this.sharing = sharing;
    }

    /** Rankers that learn, one for each task of the newsroom, sharing what they learn; some features may be left out. */
    public static RankerAlgorithm learning(String name, InProcessRecommender newsroom, Set<FeatureGroup> leftOut) {
        List<OnlineRanker> rankers = new ArrayList<>();
        for (int task = 0; task < newsroom.deployment().tasks(); task++) {
            rankers.add(new OnlineRanker(newsroom.settings(), leftOut));
        }
        return new RankerAlgorithm(name, newsroom.deployment(), List.copyOf(rankers), new AveragedRankers(rankers));
    }

    private Ranker rankerOf(ListRequest moment) {
        return rankers.get(deployment.taskOf(moment.reader().userId()));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void list(ListRequest moment, RankedList list) {
        Candidates candidates = moment.candidates();
        float[] byCandidate = scores(moment);
        for (int index = 0; index < candidates.size(); index++) {
            list.offer(candidates.articleId(index), byCandidate[index]);
        }
    }

    @Override
    public void score(ListRequest moment, List<String> shown, double[] scoresOfShown) {
        Candidates candidates = moment.candidates();
        float[] byCandidate = scores(moment);
        for (int position = 0; position < scoresOfShown.length; position++) {
            int index = candidates.indexOf(shown.get(position));
            scoresOfShown[position] = index < 0 ? Double.NEGATIVE_INFINITY : byCandidate[index];
        }
    }

    /** The scores by candidate of a moment, valid until the next one is asked for. */
    float[] scores(ListRequest moment) {
        if (moment != scored) {
            scored = moment;
            Candidates candidates = moment.candidates();
            if (scores.length < candidates.size()) {
                scores = new float[candidates.size() * 2];
            }
            rankerOf(moment).score(candidates, scores);
        }
        return scores;
    }

    @Override
    public boolean learns() {
        return true;
    }

    /** Once for each moment, however many ask for it. */
    @Override
    public void show(ListRequest moment, List<String> shown) {
        if (moment != learned) {
            learned = moment;
            rankerOf(moment).show(moment.candidates(), shown);
        }
    }

    @Override
    public void forget(String userId) {
        rankers.forEach(ranker -> ranker.forget(userId));
    }

    /** Once for each moment, however many ask for it. */
    @Override
    public void learn(ListRequest moment, String articleId) {
        if (moment == learned) {
            return;
        }
        learned = moment;
        rankerOf(moment).learn(moment.candidates(), articleId);
        if (moment.nowMillis() - sharedMillis >= SHARING_INTERVAL_MILLIS) {
            sharedMillis = moment.nowMillis();
            sharing.share(moment.nowMillis());
        }
    }
}
