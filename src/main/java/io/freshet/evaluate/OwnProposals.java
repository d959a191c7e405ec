package io.freshet.evaluate;

import io.freshet.recommend.Recommender;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A contender that ranks what a recommender of its own proposes from a newsroom that may be its own as well. */
final class OwnProposals implements Contender {
    private final Contender contender;
    private final Newsroom newsroom;
    private final Recommender proposer;
    private @Nullable Moment shared;
    private @Nullable Moment own;

    OwnProposals(Contender contender, Newsroom newsroom, Recommender proposer) {
        this.contender = contender;
        this.newsroom = newsroom;
        this.proposer = proposer;
    }

    private Moment own(Moment moment) {
        Moment known = own;
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
    public void list(Moment moment, RankedList list) {
        contender.list(own(moment), list);
    }

    @Override
    public void score(Moment moment, List<String> shown, double[] scores) {
        contender.score(own(moment), shown, scores);
    }

    @Override
    public boolean learns() {
        return contender.learns();
    }

    @Override
    public void show(Moment moment, List<String> shown) {
        contender.show(own(moment), shown);
    }

    @Override
    public void forget(String userId) {
        contender.forget(userId);
    }

    @Override
    public void learn(Moment moment, String articleId) {
        contender.learn(own(moment), articleId);
    }
}
