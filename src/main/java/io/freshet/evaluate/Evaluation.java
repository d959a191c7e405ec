package io.freshet.evaluate;

import io.freshet.evaluate.algorithm.Algorithm;
import io.freshet.evaluate.algorithm.InProcessRecommender;
import io.freshet.evaluate.algorithm.ListRequest;
import io.freshet.evaluate.measure.ArticleAge;
import io.freshet.evaluate.measure.Bootstrap;
import io.freshet.evaluate.measure.ImpressionMeasure;
import io.freshet.evaluate.measure.Interval;
import io.freshet.evaluate.measure.JudgedClicks;
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

/**
 * Compares contenders on one stream of events in time order, test then learn: each click is judged by lists that know
 * nothing of it, then everything learns from it. For one thread.
 *
 * <p>Not judged are hides, repeats of an article among the reader's remembered reads, and the first clicks of the stream
 * (see {@link EvaluationSettings#warmUpClicks()}). Where the list is made at the click, rankers learn from exactly the
 * articles they were judged by; where it is made before, they learn from what would be proposed at the click.
 */
public final class Evaluation {
    /** Readers are dealt into so many groups for the bootstrap. */
    private static final int GROUPS = 1_000;

    private final EvaluationSettings settings;
    private final InProcessRecommender newsroom;
    private final Algorithms contenders;
    private final List<Algorithm> learners;
    private final Recommender recommender;
    private final List<MetricSums> tallies = new ArrayList<>();
    private final JudgedClicks judged = new JudgedClicks(GROUPS);
    private final JudgedImpressions judgedImpressions;
    private final Map<String, List<List<String>>> listsInForce = new HashMap<>();
    private final RankedList list = new RankedList();
    private long clicks;
    private long repeats;

    /**
     * A comparison.
     *
     * @param newsroom which this evaluation alone gives events to, that of the contenders
     * @param contenders the first is the one the others are compared to
     */
    public Evaluation(EvaluationSettings settings, InProcessRecommender newsroom, Algorithms contenders) {
        List<Algorithm> list = contenders.list();
        if (list.isEmpty()) {
            throw new IllegalArgumentException("nothing to evaluate");
        }
        if (list.stream().map(Algorithm::name).distinct().count() < list.size()) {
            throw new IllegalArgumentException("two contenders of one name");
        }
        this.settings = settings;
        this.newsroom = newsroom;
        this.recommender = Recommender.withFormula(newsroom.settings());
        this.contenders = contenders;
        this.learners = list.stream().filter(Algorithm::learns).toList();
        list.forEach(contender -> tallies.add(new MetricSums(GROUPS)));
        this.judgedImpressions = new JudgedImpressions(list.size(), GROUPS, settings.seed());
    }

    public void publish(Article article) {
        contenders.newsrooms().forEach(each -> each.publish(article));
    }

    public void withdraw(String articleId) {
        contenders.newsrooms().forEach(each -> each.withdraw(articleId));
    }

    /** Notes how the contenders would have ranked what is shown, then learns from the showing. */
    public void show(Impression impression) {
        contenders.newsrooms().forEach(each -> each.advance(impression.atMillis()));
        boolean counts =
                settings.judges().showings() && clicks >= settings.warmUpClicks() && isJudged(impression.userId());
        boolean teaches = !learners.isEmpty() && isTraining(impression.userId());
        if (counts || teaches) {
            List<String> shown = impression.articleIds();
            ListRequest moment = moment(newsroom.reader(impression.userId()), impression.atMillis(), shown);
            if (counts) {
                judge(impression, moment);
            }
            learners.stream().filter(learner -> teaches).forEach(learner -> learner.show(moment, shown));
        }
        contenders.newsrooms().forEach(each -> each.show(impression));
    }

    private void judge(Impression impression, ListRequest moment) {
        if (settings.judges() == EvaluationSettings.Judges.ANNOUNCED) {
            List<String> announced = impression.articleIds().stream()
                    .filter(newsroom::isAnnounced)
                    .toList();
            if (!announced.isEmpty()) {
                judgeAll(
                        new Impression(
                                impression.userId(), announced, impression.atMillis(), impression.recommendationId()),
                        moment);
            }
        } else {
            judgeAll(impression, moment);
        }
    }

    private void judgeAll(Impression impression, ListRequest moment) {
        List<String> shown = impression.articleIds();
        double[][] scores = new double[tallies.size()][shown.size()];
        for (int index = 0; index < scores.length; index++) {
            contenders.list().get(index).score(moment, shown, scores[index]);
        }
        judgedImpressions.show(impression, group(impression.userId()), scores);
    }

    public void erase(String userId) {
        judgedImpressions.close(userId);
        contenders.newsrooms().forEach(each -> each.erase(userId));
        contenders.erase(userId);
        learners.forEach(learner -> learner.forget(userId));
        listsInForce.remove(userId);
    }

    /** Judges what the contenders would have shown, then learns from the click. */
    public void click(Click click) {
        clicks++;
        contenders.newsrooms().forEach(each -> each.advance(click.atMillis()));
        ReaderState reader = newsroom.reader(click.userId());
        boolean read = click.kind().isRead();
        boolean isJudged = read && settings.judges().lists() && isJudged(click.userId());
        if (read) {
            judgedImpressions.click(click);
        }
        if (read && reader.hasRead(click.articleId())) {
            repeats += clicks > settings.warmUpClicks() ? 1 : 0;
        } else if (read) {
            answer(reader, click, isJudged && clicks > settings.warmUpClicks());
        }
        contenders.newsrooms().forEach(each -> each.click(click));
        contenders.click(click);
        if (isJudged && settings.listAt() == EvaluationSettings.ListAt.PREVIOUS) {
            keepLists(reader);
        }
    }

    /** Judges by the lists for a click that is no repeat, if it counts, and lets those learn that learn from lists. */
    private void answer(ReaderState reader, Click click, boolean counts) {
        boolean atTarget = settings.listAt() == EvaluationSettings.ListAt.TARGET;
        List<List<String>> lists = atTarget ? null : listsInForce.get(click.userId());
        if (counts && (atTarget ? !isKnown(reader) : lists == null)) {
            judged.addFirst(group(click.userId()));
        }
        if (!isKnown(reader)) {
            return;
        }
        boolean teaches = !learners.isEmpty() && isTraining(click.userId());
        if (!teaches && !counts) {
            return;
        }
        ListRequest moment = moment(reader, click.atMillis(), List.of());
        if (counts && atTarget) {
            judge(reader, click, lists(moment));
        } else if (counts && lists != null) {
            judge(reader, click, lists);
        }
        if (teaches) {
            learners.forEach(learner -> learner.learn(moment, click.articleId()));
        }
    }

    private boolean isJudged(String userId) {
        return SeededHash.share(settings.seed(), userId) < settings.judgedShare();
    }

    private boolean isTraining(String userId) {
        return SeededHash.share(SeededHash.mix(settings.seed()), userId) < settings.trainingShare();
    }

    private void keepLists(ReaderState reader) {
        listsInForce.put(reader.userId(), lists(moment(reader, reader.lastClickMillis(), List.of())));
    }

    private List<List<String>> lists(ListRequest moment) {
        List<List<String>> lists = new ArrayList<>(contenders.list().size());
        contenders.list().forEach(contender -> lists.add(list(contender, moment)));
        return lists;
    }

    private ListRequest moment(ReaderState reader, long nowMillis, List<String> required) {
        return new ListRequest(reader, newsroom.catalogue(), nowMillis, required, recommender);
    }

    private List<String> list(Algorithm contender, ListRequest moment) {
        list.start(SeededHash.mix(settings.seed() + clicks));
        contender.list(moment, list);
        return list.articleIds();
    }

    private void judge(ReaderState reader, Click click, List<List<String>> lists) {
        int group = group(click.userId());
        boolean inSession = click.atMillis() - reader.lastClickMillis()
                <= newsroom.settings().readers().sessionGapMillis();
        OptionalLong since = newsroom.knownSinceMillis(click.articleId());
        ArticleAge age = since.isPresent() ? ArticleAge.of(click.atMillis() - since.getAsLong()) : ArticleAge.UNKNOWN;
        judged.add(group, inSession, age);
        for (int index = 0; index < lists.size(); index++) {
            int position = lists.get(index).indexOf(click.articleId());
            tallies.get(index)
                    .add(group, inSession, age, position < 0 ? RankedList.NOWHERE : position, lists.get(index));
        }
    }

    private static boolean isKnown(ReaderState reader) {
        return reader.lastClickMillis() > 0;
    }

    private int group(String userId) {
        return (int) (SeededHash.share(~settings.seed(), userId) * GROUPS);
    }

    /** The results so far; impressions still open are judged as they stand. */
    public EvaluationReport report() {
        judgedImpressions.closeAll();
        Bootstrap bootstrap = new Bootstrap(GROUPS, settings.resamples(), settings.seed());
        List<EvaluationReport.Result> results = new ArrayList<>();
        for (int index = 0; index < tallies.size(); index++) {
            results.add(result(index, bootstrap));
        }
        return new EvaluationReport(
                clicks,
                newsroom.readers(),
                newsroom.articles(),
                repeats,
                judged.totals(),
                Arrays.stream(judgedImpressions.counts()).sum(),
                judged.totalsByAge(),
                results,
                List.of());
    }

    /**
     * How much less {@link Measure#HIT_RATE_10} each contender has here than in another evaluation of the same events with
     * the same settings and contenders, click by click.
     *
     * @throws IllegalArgumentException if the other judged other clicks
     */
    public List<DeploymentCost> costAgainst(Evaluation other) {
        Bootstrap bootstrap = new Bootstrap(GROUPS, settings.resamples(), settings.seed());
        List<DeploymentCost> costs = new ArrayList<>();
        for (int index = 0; index < tallies.size(); index++) {
            Map<Scope, Interval> means = new EnumMap<>(Scope.class);
            Map<Scope, Interval> losses = new EnumMap<>(Scope.class);
            for (Scope scope : Scope.values()) {
                if (!Arrays.equals(judged.of(scope), other.judged.of(scope))) {
                    throw new IllegalArgumentException("the evaluations judged other clicks");
                }
                double[] hits = tallies.get(index).sums(scope, Measure.HIT_RATE_10);
                means.put(scope, bootstrap.mean(hits, judged.of(scope)));
                losses.put(
                        scope,
                        bootstrap.difference(
                                other.tallies.get(index).sums(scope, Measure.HIT_RATE_10), hits, judged.of(scope)));
            }
            costs.add(new DeploymentCost(
                    newsroom.deployment(), contenders.list().get(index).name(), means, losses));
        }
        return costs;
    }

    private EvaluationReport.Result result(int contender, Bootstrap bootstrap) {
        MetricSums tally = tallies.get(contender);
        Map<Scope, Map<Measure, Interval>> means = new EnumMap<>(Scope.class);
        Map<Scope, Map<Measure, Interval>> leads = new EnumMap<>(Scope.class);
        for (Scope scope : Scope.values()) {
            Map<Measure, Interval> meansOfScope = new EnumMap<>(Measure.class);
            Map<Measure, Interval> leadsOfScope = new EnumMap<>(Measure.class);
            for (Measure measure : Measure.values()) {
                double[] sums = tally.sums(scope, measure);
                meansOfScope.put(measure, bootstrap.mean(sums, judged.of(scope)));
                leadsOfScope.put(
                        measure, bootstrap.difference(tallies.get(0).sums(scope, measure), sums, judged.of(scope)));
            }
            means.put(scope, meansOfScope);
            leads.put(scope, leadsOfScope);
        }
        Map<ArticleAge, Interval> byAge = new EnumMap<>(ArticleAge.class);
        Map<ArticleAge, Interval> leadsByAge = new EnumMap<>(ArticleAge.class);
        for (ArticleAge age : ArticleAge.values()) {
            byAge.put(age, bootstrap.mean(tally.hits(age), judged.of(age)));
            leadsByAge.put(age, bootstrap.difference(tallies.get(0).hits(age), tally.hits(age), judged.of(age)));
        }
        double coverage = newsroom.articles() == 0 ? 0 : (double) tally.listed() / newsroom.articles();
        Map<ImpressionMeasure, Interval> onImpressions = new EnumMap<>(ImpressionMeasure.class);
        Map<ImpressionMeasure, Interval> leadsOnImpressions = new EnumMap<>(ImpressionMeasure.class);
        for (ImpressionMeasure measure : ImpressionMeasure.values()) {
            double[] sums = judgedImpressions.sums(contender, measure);
            onImpressions.put(measure, bootstrap.mean(sums, judgedImpressions.counts()));
            leadsOnImpressions.put(
                    measure,
                    bootstrap.difference(judgedImpressions.sums(0, measure), sums, judgedImpressions.counts()));
        }
        return new EvaluationReport.Result(
                contenders.list().get(contender).name(),
                means,
                leads,
                coverage,
                byAge,
                leadsByAge,
                onImpressions,
                leadsOnImpressions);
    }
}
