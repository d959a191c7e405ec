package io.freshet.evaluate;

import io.freshet.recommend.Candidates;
import io.freshet.recommend.Ranker;

/** A ranker of the recommender itself, over what it proposes, before lists are re-ranked for diversity. */
public final class RankerContender implements Contender {
    private final String name;
    private final Ranker ranker;
    private float[] scores = new float[512];

    public RankerContender(String name, Ranker ranker) {
        this.name = name;
        this.ranker = ranker;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void list(Moment moment, RankedList list) {
        Candidates candidates = moment.candidates();
        if (scores.length < candidates.size()) {
            scores = new float[candidates.size() * 2];
        }
        ranker.score(candidates, scores);
        for (int index = 0; index < candidates.size(); index++) {
            list.offer(candidates.articleId(index), scores[index]);
        }
    }

    @Override
    public boolean learns() {
        return true;
    }

    @Override
    public void learn(Moment moment, String articleId) {
        ranker.learn(moment.candidates(), articleId);
    }
}
