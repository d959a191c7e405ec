package io.freshet.evaluate.algorithm;

import io.freshet.evaluate.measure.RankedList;
import io.freshet.recommend.Recommender;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs an algorithm on its own candidates, and optionally its own recommender, instead of those that all algorithms
 * share; for ablations.
 */
public final class OwnProposals implements Algorithm {
    private final Algorithm algorithm;
    private final InProcessRecommender recommender;
    private final Recommender proposer;
    private @Nullable ListRequest shared;
    private @Nullable ListRequest own;

    /**
     * Wraps {@code algorithm} so that it ranks the candidates that {@code proposer} proposes from the readers and
     * catalogue of {@code recommender}.
     *
     * @param algorithm ranks the candidates
     * @param recommender state from which the candidates are proposed
     * @param proposer proposes the candidates
     */
    public OwnProposals(Algorithm algorithm, InProcessRecommender recommender, Recommender proposer) {
        this.algorithm = algorithm;
        this.recommender = recommender;
        this.proposer = proposer;
    }

    private ListRequest own(ListRequest request) {
        ListRequest known = own;
        if (known == null || request != shared) {
            known = request.to(recommender, proposer);
            shared = request;
            own = known;
        }
        return known;
    }

    @Override
    public String name() {
        return algorithm.name();
    }

    @Override
    public void list(ListRequest request, RankedList list) {
        algorithm.list(own(request), list);
    }

    @Override
    public void score(ListRequest request, List<String> shown, double[] scores) {
        algorithm.score(own(request), shown, scores);
    }

    @Override
    public boolean learns() {
        return algorithm.learns();
    }

    @Override
    public void show(ListRequest request, List<String> shown) {
        algorithm.show(own(request), shown);
    }

    @Override
    public void forget(String userId) {
        algorithm.forget(userId);
    }

    @Override
    public void learn(ListRequest request, String articleId) {
        algorithm.learn(own(request), articleId);
    }
}
