package io.freshet.evaluate;

import io.freshet.evaluate.algorithm.Algorithm;
import io.freshet.evaluate.algorithm.InProcessRecommender;
import io.freshet.evaluate.algorithm.ListAlgorithm;
import io.freshet.evaluate.algorithm.OwnProposals;
import io.freshet.evaluate.algorithm.RankerAlgorithm;
import io.freshet.evaluate.algorithm.RecommenderPart;
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
import io.freshet.recommend.settings.RecommendSettings;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The recommenders compared in one evaluation. Those that look at sessions or vectors share one memory of them, which
 * hears of every event. For one thread.
 */
public final class Algorithms {
    private final InProcessRecommender newsroom;
    private final ArticleIndex numbers = new ArticleIndex();
    private final ReadingLog log;
    private final ArticleVectorTable vectors;
    private final List<Algorithm> contenders = new ArrayList<>();
    private final List<InProcessRecommender> newsrooms = new ArrayList<>();
    private boolean logged;
    private boolean watching;
    private @Nullable RankerAlgorithm ranker;

    private Algorithms(InProcessRecommender newsroom) {
        this.newsroom = newsroom;
        this.newsrooms.add(newsroom);
        this.log = new ReadingLog(numbers, newsroom.settings().readers().sessionGapMillis());
        this.vectors =
                new ArticleVectorTable(numbers, newsroom.settings().items().aliveMillis());
    }

    /**
     * Contenders by name, in the order given, and then the ranker without each of some sets of parts.
     *
     * @param newsroom not given any events yet
     */
    public static Algorithms of(
            List<KnownAlgorithm> known, List<? extends Set<RecommenderPart>> leftOut, InProcessRecommender newsroom) {
        Algorithms kit = new Algorithms(newsroom);
        known.forEach(contender -> kit.contenders.add(contender.create(kit)));
        leftOut.forEach(parts -> kit.contenders.add(kit.without(parts)));
        return kit;
    }

    /** Contenders that keep no memory of their own of what is read. */
    static Algorithms of(InProcessRecommender newsroom, Algorithm... contenders) {
        Algorithms kit = new Algorithms(newsroom);
        kit.contenders.addAll(List.of(contenders));
        return kit;
    }

    public List<Algorithm> list() {
        return List.copyOf(contenders);
    }

    /** Learns from a click, after all lists it is judged by. */
    public void click(Click click) {
        if (logged) {
            log.add(click);
        }
    }

    void erase(String userId) {
        log.erase(userId);
    }

    InProcessRecommender newsroom() {
        return newsroom;
    }

    /** All that events are to be given to: {@link #newsroom()} and those that contenders have of their own. */
    List<InProcessRecommender> newsrooms() {
        return newsrooms;
    }

    /** The ranker without some parts, which learns for itself; without text in a newsroom that knows no words. */
    private Algorithm without(Set<RecommenderPart> parts) {
        String name = parts.stream().map(part -> "-" + part.label()).collect(Collectors.joining());
        InProcessRecommender its = newsroom;
        if (parts.contains(RecommenderPart.TEXT)) {
            its = newsroom.wordless();
            newsrooms.add(its);
        }
        Set<FeatureGroup> features = EnumSet.noneOf(FeatureGroup.class);
        RecommendSettings settings = its.settings();
        for (RecommenderPart part : parts) {
            features.addAll(part.features());
            for (Source source : part.sources()) {
                settings = settings.withCandidates(source.leftOutOf(settings.candidates()));
            }
        }
        RankerAlgorithm other = RankerAlgorithm.learning(name, its, features);
        boolean proposesItself = its != newsroom || !settings.equals(newsroom.settings());
        return proposesItself ? new OwnProposals(other, its, Recommender.withFormula(settings)) : other;
    }

    ArticleIndex numbers() {
        return numbers;
    }

    /** The sessions, which are kept from the first call on. */
    ReadingLog log() {
        logged = true;
        return log;
    }

    /** The vectors, which are kept from the first call on. */
    ArticleVectorTable vectors() {
        if (!watching) {
            watching = true;
            newsroom.watch(vectors);
        }
        return vectors;
    }

    /** The ranker that learns, one for all who rank by it. */
    RankerAlgorithm ranker() {
        RankerAlgorithm known = ranker;
        if (known == null) {
            known = RankerAlgorithm.learning(KnownAlgorithm.RANKER.label(), newsroom, Set.of());
            ranker = known;
        }
        return known;
    }

    /** The lists of {@link #ranker()}. */
    Algorithm lists(String name, UnaryOperator<RecommendSettings.Lists> changed) {
        RecommendSettings settings = newsroom.settings();
        return new ListAlgorithm(
                name, ranker(), Recommender.withFormula(settings.withLists(changed.apply(settings.lists()))));
    }

    Algorithm association(String name, HalfLife horizon) {
        return RuleAlgorithms.association(name, numbers, log(), horizon);
    }

    Algorithm sequential(String name, HalfLife horizon) {
        return RuleAlgorithms.sequential(name, numbers, log(), horizon);
    }

    Algorithm nearestItems(String name, HalfLife horizon) {
        return RuleAlgorithms.nearestItems(name, numbers, log(), horizon);
    }

    Algorithm sessions(String name, SessionWeights weights, int neighboursMax, int sampleMax) {
        return new SessionNeighbours(name, numbers, log(), weights, neighboursMax, sampleMax);
    }

    Algorithm content(String name, double decayPerRead) {
        return VectorAlgorithm.content(name, numbers, log(), vectors(), decayPerRead);
    }

    Algorithm means(String name) {
        MeanWordVectors means = new MeanWordVectors(numbers, newsroom.words());
        newsroom.watch(means);
        return VectorAlgorithm.means(name, numbers, log(), vectors(), means);
    }

    Algorithm terms(String name) {
        TermWeightings weightings = new TermWeightings(numbers);
        newsroom.watch(weightings);
        return new TermAlgorithm(name, numbers, log(), vectors(), weightings, VectorAlgorithm.SLOW_DECAY);
    }

    Algorithm itemVectors(String name) {
        return VectorAlgorithm.item(name, numbers, log(), vectors());
    }
}
