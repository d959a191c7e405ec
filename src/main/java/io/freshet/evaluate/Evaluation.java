package io.freshet.evaluate;

import io.freshet.evaluate.algorithm.Algorithm;
import io.freshet.evaluate.algorithm.InProcessRecommender;
import io.freshet.evaluate.algorithm.ListRequest;
import io.freshet.evaluate.measure.ArticleAge;
import io.freshet.evaluate.measure.Bootstrap;
import io.freshet.evaluate.measure.EvaluatedClicks;
import io.freshet.evaluate.measure.ImpressionMeasure;
import io.freshet.evaluate.measure.Interval;
import io.freshet.evaluate.measure.Measure;
import io.freshet.evaluate.measure.MetricSums;
import io.freshet.evaluate.measure.RankedList;
import io.freshet.evaluate.measure.Scope;
import io.freshet.event.Article;
import io.freshet.event.Click;
import io.freshet.event.Impression;
import io.freshet.recommend.Recommender;
import io.freshet.recommend.reader.ReaderState;
import io.freshet.vector.SeededHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Evaluates algorithms on one stream of events in time order, test-then-train: each click tests lists made before any
 * component learns from the click. For one thread.
 *
 * <p>Hides, repeated reads of an article that the reader's state remembers, and the warm-up
 * ({@link EvaluationSettings#warmUpClicks()}) are not evaluated. If the list is made at the click, rankers train on
 * exactly the candidates they were evaluated on; if the list is made earlier, they train on the candidates at the
 * click.
 */
public final class Evaluation {
    /** Number of groups into which readers are divided; the bootstrap resamples groups. */
    private static final int GROUPS = 1_000;

    private final EvaluationSettings settings;
    private final InProcessRecommender recommender;
    private final Algorithms algorithms;
    private final List<Algorithm> learners;
    private final Recommender proposer;
    /** Sums of the quality measures of lists; one element per algorithm, in order of evaluation. */
    private final List<MetricSums> sums = new ArrayList<>();

    private final EvaluatedClicks evaluatedClicks = new EvaluatedClicks(GROUPS);
    private final EvaluatedImpressions evaluatedImpressions;
    /**
     * Lists of article ids made after each reader's previous click, by reader id; one list per algorithm, in order of
     * evaluation.
     */
    private final Map<String, List<List<String>>> previousLists = new HashMap<>();

    private final RankedList list = new RankedList();
    private long clicks;
    private long repeats;

    /**
     * Creates an evaluation of {@code algorithms}, which share {@code recommender}; it has not received any events yet.
     *
     * @param recommender recommender of the algorithms, which receives events only from this evaluation
     * @param algorithms algorithms to compare; the first is the reference
     * @throws IllegalArgumentException if there are no algorithms or two have the same name
     */
    public Evaluation(EvaluationSettings settings, InProcessRecommender recommender, Algorithms algorithms) {
        List<Algorithm> all = algorithms.list();
        if (all.isEmpty()) {
            throw new IllegalArgumentException("no algorithm to evaluate; name at least one");
        }
        if (all.stream().map(Algorithm::name).distinct().count() < all.size()) {
            throw new IllegalArgumentException("two algorithms have the same name, expected unique names");
        }
        this.settings = settings;
        this.recommender = recommender;
        this.proposer = Recommender.withFormula(recommender.settings());
        this.algorithms = algorithms;
        this.learners = all.stream().filter(Algorithm::learns).toList();
        all.forEach(algorithm -> sums.add(new MetricSums(GROUPS)));
        this.evaluatedImpressions = new EvaluatedImpressions(all.size(), GROUPS, settings.seed());
    }

    /** Passes a published or corrected article to all recommenders. */
    public void publish(Article article) {
        algorithms.recommenders().forEach(each -> each.publish(article));
    }

    /** Passes the withdrawal of an article to all recommenders. */
    public void withdraw(String articleId) {
        algorithms.recommenders().forEach(each -> each.withdraw(articleId));
    }

    /** Evaluates how the algorithms rank the articles of an impression, then learns from the impression. */
    public void show(Impression impression) {
        algorithms.recommenders().forEach(each -> each.advance(impression.atMillis()));
        boolean evaluates = settings.targets().impressions()
                && clicks >= settings.warmUpClicks()
                && isEvaluated(impression.userId());
        boolean trains = !learners.isEmpty() && isTraining(impression.userId());
        if (evaluates || trains) {
            List<String> shown = impression.articleIds();
            ListRequest request = request(recommender.reader(impression.userId()), impression.atMillis(), shown);
            if (evaluates) {
                evaluate(impression, request);
            }
            learners.stream().filter(learner -> trains).forEach(learner -> learner.show(request, shown));
        }
        algorithms.recommenders().forEach(each -> each.show(impression));
    }

    private void evaluate(Impression impression, ListRequest request) {
        if (settings.targets() == EvaluationSettings.Targets.ANNOUNCED) {
            List<String> announced = impression.articleIds().stream()
                    .filter(recommender::isAnnounced)
                    .toList();
            if (!announced.isEmpty()) {
                evaluateAll(
                        new Impression(
                                impression.userId(), announced, impression.atMillis(), impression.recommendationId()),
                        request);
            }
        } else {
            evaluateAll(impression, request);
        }
    }

    private void evaluateAll(Impression impression, ListRequest request) {
        List<String> shown = impression.articleIds();
        double[][] scores = new double[sums.size()][shown.size()];
        for (int index = 0; index < scores.length; index++) {
            algorithms.list().get(index).score(request, shown, scores[index]);
        }
        evaluatedImpressions.show(impression, group(impression.userId()), scores);
    }

    /** Erases a reader from the recommenders, the log of sessions and the rankers. */
    public void erase(String userId) {
        evaluatedImpressions.close(userId);
        algorithms.recommenders().forEach(each -> each.erase(userId));
        algorithms.erase(userId);
        learners.forEach(learner -> learner.forget(userId));
        previousLists.remove(userId);
    }

    /** Evaluates the lists for a click, then learns from the click. */
    public void click(Click click) {
        clicks++;
        algorithms.recommenders().forEach(each -> each.advance(click.atMillis()));
        ReaderState reader = recommender.reader(click.userId());
        boolean isEvaluated = click.kind().isRead() && settings.targets().lists() && isEvaluated(click.userId());
        recommender.click(click, () -> beforeUpdate(reader, click, isEvaluated));
        algorithms.recommenders().stream().filter(each -> each != recommender).forEach(each -> each.click(click));
        algorithms.click(click);
        if (isEvaluated && settings.listAt() == EvaluationSettings.ListAt.PREVIOUS) {
            keepLists(reader);
        }
    }

    private void beforeUpdate(ReaderState reader, Click click, boolean isEvaluated) {
        boolean read = click.kind().isRead();
        if (read) {
            evaluatedImpressions.click(click);
        }
        if (read && reader.hasRead(click.articleId())) {
            repeats += clicks > settings.warmUpClicks() ? 1 : 0;
        } else if (read) {
            evaluateAndTrain(reader, click, isEvaluated && clicks > settings.warmUpClicks());
        }
    }

    /**
     * Evaluates the lists for a click if {@code evaluates} is true, then trains the rankers; called only for an article
     * that the reader has not read before.
     */
    private void evaluateAndTrain(ReaderState reader, Click click, boolean evaluates) {
        boolean atTarget = settings.listAt() == EvaluationSettings.ListAt.TARGET;
        List<List<String>> lists = atTarget ? null : previousLists.get(click.userId());
        if (evaluates && (atTarget ? !isKnown(reader) : lists == null)) {
            evaluatedClicks.addFirst(group(click.userId()));
        }
        if (!isKnown(reader)) {
            return;
        }
        boolean trains = !learners.isEmpty() && isTraining(click.userId());
        if (!trains && !evaluates) {
            return;
        }
        ListRequest request = request(reader, click.atMillis(), List.of());
        if (evaluates && atTarget) {
            evaluate(reader, click, lists(request));
        } else if (evaluates && lists != null) {
            evaluate(reader, click, lists);
        }
        if (trains) {
            learners.forEach(learner -> learner.learn(request, click.articleId()));
        }
    }

    private boolean isEvaluated(String userId) {
        return SeededHash.uniform(settings.seed(), userId) < settings.evaluatedShare();
    }

    private boolean isTraining(String userId) {
        return SeededHash.uniform(SeededHash.mix(settings.seed()), userId) < settings.trainingShare();
    }

    private void keepLists(ReaderState reader) {
        previousLists.put(reader.userId(), lists(request(reader, reader.lastReadMillis(), List.of())));
    }

    private List<List<String>> lists(ListRequest request) {
        List<List<String>> lists = new ArrayList<>(algorithms.list().size());
        algorithms.list().forEach(algorithm -> lists.add(list(algorithm, request)));
        return lists;
    }

    private ListRequest request(ReaderState reader, long nowMillis, List<String> required) {
        return new ListRequest(reader, recommender.catalogue(), nowMillis, required, proposer);
    }

    private List<String> list(Algorithm algorithm, ListRequest request) {
        list.start(SeededHash.mix(settings.seed() + clicks));
        algorithm.list(request, list);
        return list.articleIds();
    }

    private void evaluate(ReaderState reader, Click click, List<List<String>> lists) {
        int group = group(click.userId());
        boolean inSession = click.atMillis() - reader.lastReadMillis()
                <= recommender.settings().readers().sessions().gapMillis();
        OptionalLong firstSeen = recommender.firstSeenMillis(click.articleId());
        ArticleAge age =
                firstSeen.isPresent() ? ArticleAge.of(click.atMillis() - firstSeen.getAsLong()) : ArticleAge.UNKNOWN;
        evaluatedClicks.add(group, inSession, age);
        for (int index = 0; index < lists.size(); index++) {
            int position = lists.get(index).indexOf(click.articleId());
            sums.get(index).add(group, inSession, age, position < 0 ? RankedList.ABSENT : position, lists.get(index));
        }
    }

    private static boolean isKnown(ReaderState reader) {
        return reader.lastReadMillis() > 0;
    }

    private int group(String userId) {
        return (int) (SeededHash.uniform(~settings.seed(), userId) * GROUPS);
    }

    /**
     * Returns the results so far; first evaluates the impressions that still await clicks, and attributes no more
     * clicks to them.
     */
    public EvaluationReport report() {
        evaluatedImpressions.closeAll();
        Bootstrap bootstrap = new Bootstrap(GROUPS, settings.resamples(), settings.seed());
        List<EvaluationReport.Result> results = new ArrayList<>();
        for (int index = 0; index < sums.size(); index++) {
            results.add(result(index, bootstrap));
        }
        return new EvaluationReport(
                new EvaluationReport.InputCounts(clicks, recommender.readers(), recommender.articles(), repeats),
                new EvaluationReport.EvaluatedCounts(
                        evaluatedClicks.totals(),
                        evaluatedClicks.totalsByAge(),
                        Arrays.stream(evaluatedImpressions.counts()).sum()),
                results,
                List.of());
    }

    /**
     * Returns each algorithm's {@link Measure#HIT_RATE_10} in this evaluation's deployment, and the loss against {@code
     * other}, an evaluation on a single task without lag. Both evaluations must have the same events, settings and
     * algorithms; the confidence intervals of losses are paired.
     *
     * @throws IllegalArgumentException if the other evaluation evaluated other clicks
     */
    public List<DeploymentCost> costAgainst(Evaluation other) {
        Bootstrap bootstrap = new Bootstrap(GROUPS, settings.resamples(), settings.seed());
        List<DeploymentCost> costs = new ArrayList<>();
        for (int index = 0; index < sums.size(); index++) {
            Map<Scope, Interval> means = new EnumMap<>(Scope.class);
            Map<Scope, Interval> losses = new EnumMap<>(Scope.class);
            for (Scope scope : Scope.values()) {
                long[] counts = evaluatedClicks.of(scope);
                if (!Arrays.equals(counts, other.evaluatedClicks.of(scope))) {
                    throw new IllegalArgumentException("the evaluations evaluated different clicks in scope " + scope);
                }
                double[] hits = sums.get(index).sums(scope, Measure.HIT_RATE_10);
                double[] otherHits = other.sums.get(index).sums(scope, Measure.HIT_RATE_10);
                means.put(scope, bootstrap.mean(hits, counts));
                losses.put(scope, bootstrap.difference(otherHits, hits, counts));
            }
            costs.add(new DeploymentCost(
                    recommender.deployment(), algorithms.list().get(index).name(), means, losses));
        }
        return costs;
    }

    private EvaluationReport.Result result(int algorithm, Bootstrap bootstrap) {
        String name = algorithms.list().get(algorithm).name();
        int listed = sums.get(algorithm).listed();
        double coverage = recommender.articles() == 0 ? 0 : (double) listed / recommender.articles();
        return new EvaluationReport.Result(name, coverage, means(algorithm, bootstrap), leads(algorithm, bootstrap));
    }

    private EvaluationReport.Figures means(int algorithm, Bootstrap bootstrap) {
        MetricSums own = sums.get(algorithm);
        return figures(
                (scope, measure) -> bootstrap.mean(own.sums(scope, measure), evaluatedClicks.of(scope)),
                age -> bootstrap.mean(own.hits(age), evaluatedClicks.of(age)),
                measure ->
                        bootstrap.mean(evaluatedImpressions.sums(algorithm, measure), evaluatedImpressions.counts()));
    }

    private EvaluationReport.Figures leads(int algorithm, Bootstrap bootstrap) {
        MetricSums own = sums.get(algorithm);
        MetricSums first = sums.get(0);
        return figures(
                (scope, measure) -> bootstrap.difference(
                        first.sums(scope, measure), own.sums(scope, measure), evaluatedClicks.of(scope)),
                age -> bootstrap.difference(first.hits(age), own.hits(age), evaluatedClicks.of(age)),
                measure -> bootstrap.difference(
                        evaluatedImpressions.sums(0, measure),
                        evaluatedImpressions.sums(algorithm, measure),
                        evaluatedImpressions.counts()));
    }

    private static EvaluationReport.Figures figures(
            BiFunction<Scope, Measure, Interval> ofScope,
            Function<ArticleAge, Interval> ofAge,
            Function<ImpressionMeasure, Interval> ofImpressions) {
        Map<Scope, Map<Measure, Interval>> byScope = new EnumMap<>(Scope.class);
        for (Scope scope : Scope.values()) {
            Map<Measure, Interval> byMeasure = new EnumMap<>(Measure.class);
            for (Measure measure : Measure.values()) {
                byMeasure.put(measure, ofScope.apply(scope, measure));
            }
            byScope.put(scope, byMeasure);
        }
        Map<ArticleAge, Interval> byAge = new EnumMap<>(ArticleAge.class);
        for (ArticleAge age : ArticleAge.values()) {
            byAge.put(age, ofAge.apply(age));
        }
        Map<ImpressionMeasure, Interval> byImpressionMeasure = new EnumMap<>(ImpressionMeasure.class);
        for (ImpressionMeasure measure : ImpressionMeasure.values()) {
            byImpressionMeasure.put(measure, ofImpressions.apply(measure));
        }
        return new EvaluationReport.Figures(byScope, byAge, byImpressionMeasure);
    }
}
