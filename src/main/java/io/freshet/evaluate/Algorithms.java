package io.freshet.evaluate;

import io.freshet.evaluate.algorithm.Algorithm;
import io.freshet.evaluate.algorithm.InProcessRecommender;
import io.freshet.evaluate.algorithm.ListAlgorithm;
import io.freshet.evaluate.algorithm.OwnProposals;
import io.freshet.evaluate.algorithm.RankerAlgorithm;
import io.freshet.evaluate.algorithm.RecommenderComponent;
import io.freshet.evaluate.baseline.ArticleIndex;
import io.freshet.evaluate.baseline.ArticleVectorTable;
import io.freshet.evaluate.baseline.MeanWordVectors;
import io.freshet.evaluate.baseline.ReadingLog;
import io.freshet.evaluate.baseline.RuleAlgorithms;
import io.freshet.evaluate.baseline.SessionNeighbours;
import io.freshet.evaluate.baseline.SessionWeights;
import io.freshet.evaluate.baseline.TermAlgorithm;
import io.freshet.evaluate.baseline.TermWeightings;
import io.freshet.evaluate.baseline.VectorAlgorithm;
import io.freshet.event.Click;
import io.freshet.recommend.Recommender;
import io.freshet.recommend.decay.HalfLife;
import io.freshet.recommend.rank.Candidates.Source;
import io.freshet.recommend.rank.FeatureGroup;
import io.freshet.recommend.settings.ListSettings;
import io.freshet.recommend.settings.RecommendSettings;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Algorithms compared in one evaluation. Algorithms that need sessions or vectors share one log and one table, which
 * are maintained only if an algorithm uses them. For one thread.
 */
public final class Algorithms {
    private final InProcessRecommender recommender;
    private final ArticleIndex articleIndex = new ArticleIndex();
    private final ReadingLog log;
    private final ArticleVectorTable vectors;
    private final List<Algorithm> list = new ArrayList<>();
    private final List<InProcessRecommender> recommenders = new ArrayList<>();
    private boolean usesLog;
    private boolean usesVectors;
    private @Nullable RankerAlgorithm ranker;

    private Algorithms(InProcessRecommender recommender) {
        this.recommender = recommender;
        this.recommenders.add(recommender);
        this.log = new ReadingLog(
                articleIndex, recommender.settings().readers().sessions().gapMillis());
        this.vectors = new ArticleVectorTable(
                articleIndex, recommender.settings().catalogue().aliveMillis());
    }

    /**
     * Creates the algorithms {@code known}, then one ablation per set in {@code leftOut}: the online ranker without the
     * components of this set. Keeps the order of both lists.
     *
     * @param recommender recommender that has not received any events yet
     */
    public static Algorithms of(
            List<KnownAlgorithm> known,
            List<? extends Set<RecommenderComponent>> leftOut,
            InProcessRecommender recommender) {
        Algorithms algorithms = new Algorithms(recommender);
        known.forEach(algorithm -> algorithms.list.add(algorithm.create(algorithms)));
        leftOut.forEach(parts -> algorithms.list.add(algorithms.without(parts)));
        return algorithms;
    }

    /**
     * Wraps algorithms created elsewhere, which share {@code recommender} and use neither {@link #log()} nor
     * {@link #vectors()}.
     */
    static Algorithms of(InProcessRecommender recommender, Algorithm... list) {
        Algorithms algorithms = new Algorithms(recommender);
        algorithms.list.addAll(List.of(list));
        return algorithms;
    }

    /** Algorithms in order of evaluation. */
    public List<Algorithm> list() {
        return List.copyOf(list);
    }

    /** Adds a click, already evaluated, to the shared log of sessions; does nothing if no algorithm uses the log. */
    public void click(Click click) {
        if (usesLog) {
            log.add(click);
        }
    }

    /** Erases a reader from the log of sessions. */
    void erase(String userId) {
        log.erase(userId);
    }

    /** Recommender that all algorithms share, except those with a recommender of their own. */
    InProcessRecommender recommender() {
        return recommender;
    }

    /**
     * All recommenders that must receive the events: {@link #recommender()}, and one for each ablation that leaves out
     * the text of articles.
     */
    List<InProcessRecommender> recommenders() {
        return recommenders;
    }

    /**
     * Creates an ablation: an online ranker, trained separately, without some components of the recommender. If text is
     * left out, the ranker has its own recommender without word vectors.
     */
    private Algorithm without(Set<RecommenderComponent> parts) {
        String name = parts.stream().map(part -> "-" + part.label()).collect(Collectors.joining());
        InProcessRecommender own = recommender;
        if (parts.contains(RecommenderComponent.TEXT)) {
            own = recommender.withoutWords();
            recommenders.add(own);
        }
        Set<FeatureGroup> features = EnumSet.noneOf(FeatureGroup.class);
        RecommendSettings settings = own.settings();
        for (RecommenderComponent part : parts) {
            features.addAll(part.features());
            for (Source source : part.sources()) {
                settings =
                        settings.withRanking(ranking -> ranking.withCandidates(source.leftOutOf(ranking.candidates())));
            }
        }
        RankerAlgorithm ablated = RankerAlgorithm.learning(name, own, features);
        boolean needsOwnProposals = own != recommender || !settings.equals(recommender.settings());
        return needsOwnProposals ? new OwnProposals(ablated, own, Recommender.withFormula(settings)) : ablated;
    }

    /** Log of sessions that the algorithms share; receives clicks only after this method was first called. */
    ReadingLog log() {
        usesLog = true;
        return log;
    }

    /** Table of article vectors that the algorithms share; updated only after this method was first called. */
    ArticleVectorTable vectors() {
        if (!usesVectors) {
            usesVectors = true;
            recommender.observe(vectors);
        }
        return vectors;
    }

    /** Online ranker, shared by all algorithms that use it. */
    RankerAlgorithm ranker() {
        RankerAlgorithm known = ranker;
        if (known == null) {
            known = RankerAlgorithm.learning(KnownAlgorithm.RANKER.label(), recommender, Set.of());
            ranker = known;
        }
        return known;
    }

    /**
     * Creates an algorithm that builds lists as readers receive them, from the scores of {@link #ranker()} and the list
     * settings as modified by {@code changes}.
     */
    Algorithm lists(String name, UnaryOperator<ListSettings> changes) {
        RecommendSettings settings = recommender.settings();
        return new ListAlgorithm(name, ranker(), Recommender.withFormula(settings.withLists(changes)));
    }

    Algorithm association(String name, HalfLife halfLife) {
        return RuleAlgorithms.association(name, articleIndex, log(), halfLife);
    }

    Algorithm sequential(String name, HalfLife halfLife) {
        return RuleAlgorithms.sequential(name, articleIndex, log(), halfLife);
    }

    Algorithm nearestItems(String name, HalfLife halfLife) {
        return RuleAlgorithms.nearestItems(name, articleIndex, log(), halfLife);
    }

    Algorithm sessions(String name, SessionWeights weights, int neighboursMax, int sampleMax) {
        return new SessionNeighbours(name, articleIndex, log(), weights, neighboursMax, sampleMax);
    }

    Algorithm content(String name, double decayPerRead) {
        return VectorAlgorithm.content(name, articleIndex, log(), vectors(), decayPerRead);
    }

    Algorithm means(String name) {
        MeanWordVectors means = new MeanWordVectors(articleIndex, recommender.words());
        recommender.observe(means);
        return VectorAlgorithm.means(name, articleIndex, log(), vectors(), means);
    }

    Algorithm terms(String name) {
        TermWeightings weightings = new TermWeightings(articleIndex);
        recommender.observe(weightings);
        return new TermAlgorithm(name, articleIndex, log(), vectors(), weightings, VectorAlgorithm.SLOW_DECAY);
    }

    Algorithm itemVectors(String name) {
        return VectorAlgorithm.item(name, articleIndex, log(), vectors());
    }
}
