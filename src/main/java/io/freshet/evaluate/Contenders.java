package io.freshet.evaluate;

import io.freshet.event.Click;
import io.freshet.recommend.Candidates.Source;
import io.freshet.recommend.FeatureGroup;
import io.freshet.recommend.Horizon;
import io.freshet.recommend.RecommendSettings;
import io.freshet.recommend.Recommender;
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
public final class Contenders {
    private final Newsroom newsroom;
    private final ArticleNumbers numbers = new ArticleNumbers();
    private final ReadingLog log;
    private final ArticleVectors vectors;
    private final List<Contender> contenders = new ArrayList<>();
    private final List<Newsroom> newsrooms = new ArrayList<>();
    private boolean logged;
    private boolean watching;
    private @Nullable RankerContender ranker;

    private Contenders(Newsroom newsroom) {
        this.newsroom = newsroom;
        this.newsrooms.add(newsroom);
        this.log = new ReadingLog(numbers, newsroom.settings().readers().sessionGapMillis());
        this.vectors = new ArticleVectors(numbers, newsroom.settings().items().aliveMillis());
    }

    /**
     * Contenders by name, in the order given, and then the ranker without each of some sets of parts.
     *
     * @param newsroom not given any events yet
     */
    public static Contenders of(List<KnownContender> known, List<? extends Set<Part>> leftOut, Newsroom newsroom) {
        Contenders kit = new Contenders(newsroom);
        known.forEach(contender -> kit.contenders.add(contender.create(kit)));
        leftOut.forEach(parts -> kit.contenders.add(kit.without(parts)));
        return kit;
    }

    /** Contenders that keep no memory of their own of what is read. */
    static Contenders of(Newsroom newsroom, Contender... contenders) {
        Contenders kit = new Contenders(newsroom);
        kit.contenders.addAll(List.of(contenders));
        return kit;
    }

    List<Contender> list() {
        return List.copyOf(contenders);
    }

    /** Learns from a click, after all lists it is judged by. */
    void click(Click click) {
        if (logged) {
            log.add(click);
        }
    }

    void erase(String userId) {
        log.erase(userId);
    }

    Newsroom newsroom() {
        return newsroom;
    }

    /** All that events are to be given to: {@link #newsroom()} and those that contenders have of their own. */
    List<Newsroom> newsrooms() {
        return newsrooms;
    }

    /** The ranker without some parts, which learns for itself; without text in a newsroom that knows no words. */
    private Contender without(Set<Part> parts) {
        String name = parts.stream().map(part -> "-" + part.label()).collect(Collectors.joining());
        Newsroom its = newsroom;
        if (parts.contains(Part.TEXT)) {
            its = newsroom.wordless();
            newsrooms.add(its);
        }
        Set<FeatureGroup> features = EnumSet.noneOf(FeatureGroup.class);
        RecommendSettings settings = its.settings();
        for (Part part : parts) {
            features.addAll(part.features());
            for (Source source : part.sources()) {
                settings = settings.withCandidates(settings.candidates().without(source));
            }
        }
        RankerContender other = RankerContender.learning(name, its, features);
        boolean proposesItself = its != newsroom || !settings.equals(newsroom.settings());
        return proposesItself ? new OwnProposals(other, its, Recommender.withFormula(settings)) : other;
    }

    ArticleNumbers numbers() {
        return numbers;
    }

    /** The sessions, which are kept from the first call on. */
    ReadingLog log() {
        logged = true;
        return log;
    }

    /** The vectors, which are kept from the first call on. */
    ArticleVectors vectors() {
        if (!watching) {
            watching = true;
            newsroom.watch(vectors);
        }
        return vectors;
    }

    /** The ranker that learns, one for all who rank by it. */
    RankerContender ranker() {
        RankerContender known = ranker;
        if (known == null) {
            known = RankerContender.learning(KnownContender.RANKER.label(), newsroom, Set.of());
            ranker = known;
        }
        return known;
    }

    /** The lists of {@link #ranker()}. */
    Contender lists(String name, UnaryOperator<RecommendSettings.Lists> changed) {
        RecommendSettings settings = newsroom.settings();
        return new ListContender(
                name, ranker(), Recommender.withFormula(settings.withLists(changed.apply(settings.lists()))));
    }

    Contender association(String name, Horizon horizon) {
        return Rules.association(name, numbers, log(), horizon);
    }

    Contender sequential(String name, Horizon horizon) {
        return Rules.sequential(name, numbers, log(), horizon);
    }

    Contender nearestItems(String name, Horizon horizon) {
        return Rules.nearestItems(name, numbers, log(), horizon);
    }

    Contender sessions(String name, SessionWeights weights, int neighboursMax, int sampleMax) {
        return new SessionNeighbours(name, numbers, log(), weights, neighboursMax, sampleMax);
    }

    Contender content(String name, double decayPerRead) {
        return VectorContender.content(name, numbers, log(), vectors(), decayPerRead);
    }

    Contender means(String name) {
        PlainMeans means = new PlainMeans(numbers, newsroom.words());
        newsroom.watch(means);
        return VectorContender.means(name, numbers, log(), vectors(), means);
    }

    Contender terms(String name) {
        TermWeightings weightings = new TermWeightings(numbers);
        newsroom.watch(weightings);
        return new TermContender(name, numbers, log(), vectors(), weightings, VectorContender.SLOW_DECAY);
    }

    Contender itemVectors(String name) {
        return VectorContender.item(name, numbers, log(), vectors());
    }
}
