package io.freshet.evaluate.algorithm;

import io.freshet.evaluate.measure.RankedList;
import io.freshet.recommend.Recommender;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A contender that ranks what a recommender of its own proposes from a newsroom that may be its own as well. */
public final class OwnProposals implements Algorithm {
    private final Algorithm contender;
    private final InProcessRecommender newsroom;
    private final Recommender proposer;
    private @Nullable ListRequest shared;
    private @Nullable ListRequest own;

    public OwnProposals(Algorithm contender, InProcessRecommender newsroom, Recommender proposer) {
        this.contender = contender;
        this.newsroom = newsroom;
        this.proposer = proposer;
    }

    private ListRequest own(ListRequest moment) {
        ListRequest known = own;
        if (known == null || moment != shared) {
            known = moment.in(newsroom, proposer);
            shared = moment;
            own = known;
        }
        return known;
    }

    @Override
    public String name() {
        return contender.name();
    }

    @Override
    public void list(ListRequest moment, RankedList list) {
        contender.list(own(moment), list);
    }

    @Override
    public void score(ListRequest moment, List<String> shown, double[] scores) {
        contender.score(own(moment), shown, scores);
    }

    @Override
    public boolean learns() {
        return contender.learns();
    }

    @Override
    public void show(ListRequest moment, List<String> shown) {
        contender.show(own(moment), shown);
    }

    @Override
    public void forget(String userId) {
        contender.forget(userId);
    }

    @Override
    public void learn(ListRequest moment, String articleId) {
        contender.learn(own(moment), articleId);
    }
}
