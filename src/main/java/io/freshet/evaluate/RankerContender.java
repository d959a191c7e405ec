package io.freshet.evaluate;

import io.freshet.recommend.Candidates;
import io.freshet.recommend.Ranker;
import java.util.List;

/** A ranker of the recommender itself, over what it proposes, before lists are re-ranked for diversity. */
public final class RankerContender implements Contender {
    private static final long SHARING_INTERVAL_MILLIS = 1_000;

    private final String name;
    private final Deployment deployment;
    private final List<Ranker> rankers;
    private final Sharing sharing;
    private long sharedMillis;
    private float[] scores = new float[512];

    /** How the rankers of several tasks share what they learn: asked about once a second of event time. */
    interface Sharing {
        void share(long nowMillis);
    }

    public RankerContender(String name, Ranker ranker) {
        this(name, Deployment.SINGLE, List.of(ranker), nowMillis -> {});
    }

    /** @param rankers one for each task, which ranks for the readers of the task and learns from them */
    RankerContender(String name, Deployment deployment, List<Ranker> rankers, Sharing sharing) {
        if (rankers.size() != deployment.tasks()) {
            throw new IllegalArgumentException(rankers.size() + " rankers for " + deployment.tasks() + " tasks");
        }
        this.name = name;
        this.deployment = deployment;
        this.rankers = List.copyOf(rankers);
        this.sharing = sharing;
    }

    private Ranker rankerOf(Moment moment) {
        return rankers.get(deployment.taskOf(moment.reader().userId()));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void list(Moment moment, RankedList list) {
        Candidates candidates = moment.candidates();
        score(rankerOf(moment), candidates);
        for (int index = 0; index < candidates.size(); index++) {
            list.offer(candidates.articleId(index), scores[index]);
        }
    }

    @Override
    public void score(Moment moment, List<String> shown, double[] scoresOfShown) {
        Candidates candidates = moment.candidates();
        score(rankerOf(moment), candidates);
        for (int position = 0; position < scoresOfShown.length; position++) {
            int index = candidates.indexOf(shown.get(position));
            scoresOfShown[position] = index < 0 ? Double.NEGATIVE_INFINITY : scores[index];
        }
    }

    private void score(Ranker ranker, Candidates candidates) {
        if (scores.length < candidates.size()) {
            scores = new float[candidates.size() * 2];
        }
        ranker.score(candidates, scores);
    }

    @Override
    public boolean learns() {
        return true;
    }

    @Override
    public void learn(Moment moment, String articleId) {
        rankerOf(moment).learn(moment.candidates(), articleId);
        if (moment.nowMillis() - sharedMillis >= SHARING_INTERVAL_MILLIS) {
            sharedMillis = moment.nowMillis();
            sharing.share(moment.nowMillis());
        }
    }
}
