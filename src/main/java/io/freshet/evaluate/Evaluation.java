package io.freshet.evaluate;

import io.freshet.event.Article;
import io.freshet.event.Click;
import io.freshet.event.Impression;
import io.freshet.recommend.ReaderState;
import io.freshet.recommend.Recommender;
import java.util.ArrayList;
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
    private final Newsroom newsroom;
    private final Contenders contenders;
    private final List<Contender> learners;
    private final Recommender recommender;
    private final List<Tally> tallies = new ArrayList<>();
    private final JudgedClicks judged = new JudgedClicks(GROUPS);
    private final Map<String, List<List<String>>> listsInForce = new HashMap<>();
    private final RankedList list = new RankedList();
    private long clicks;
    private long repeats;

    /**
     * A comparison.
     *
     * @param newsroom which this evaluation alone gives events to, that of the contenders
     * @param recommender whose proposals are ranked
     * @param contenders the first is the one the others are compared to
     */
    public Evaluation(EvaluationSettings settings, Newsroom newsroom, Recommender recommender, Contenders contenders) {
        List<Contender> list = contenders.list();
        if (list.isEmpty()) {
            throw new IllegalArgumentException("nothing to evaluate");
        }
        if (list.stream().map(Contender::name).distinct().count() < list.size()) {
            throw new IllegalArgumentException("two contenders of one name");
        }
        this.settings = settings;
        this.newsroom = newsroom;
        this.recommender = recommender;
        this.contenders = contenders;
        this.learners = list.stream().filter(Contender::learns).toList();
        list.forEach(contender -> tallies.add(new Tally(GROUPS)));
    }

    public void publish(Article article) {
        newsroom.publish(article);
    }

    public void withdraw(String articleId) {
        newsroom.withdraw(articleId);
    }

    public void show(Impression impression) {
        newsroom.show(impression);
    }

    public void erase(String userId) {
        newsroom.erase(userId);
        contenders.erase(userId);
        listsInForce.remove(userId);
    }

    /** Judges what the contenders would have shown, then learns from the click. */
    public void click(Click click) {
        clicks++;
        ReaderState reader = newsroom.reader(click.userId());
        boolean read = click.kind().isRead();
        boolean isJudged = read && Hashing.share(settings.seed(), click.userId()) < settings.judgedShare();
        if (read && reader.hasRead(click.articleId())) {
            repeats += clicks > settings.warmUpClicks() ? 1 : 0;
        } else if (read) {
            answer(reader, click, isJudged && clicks > settings.warmUpClicks());
        }
        newsroom.click(click);
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
        Moment moment = moment(reader, click.atMillis());
        if (counts && atTarget) {
            judge(reader, click, lists(moment));
        } else if (counts && lists != null) {
            judge(reader, click, lists);
        }
        if (teaches) {
            learners.forEach(learner -> learner.learn(moment, click.articleId()));
        }
    }

    private boolean isTraining(String userId) {
        return Hashing.share(Hashing.mix(settings.seed()), userId) < settings.trainingShare();
    }

    private void keepLists(ReaderState reader) {
        listsInForce.put(reader.userId(), lists(moment(reader, reader.lastClickMillis())));
    }

    private List<List<String>> lists(Moment moment) {
        List<List<String>> lists = new ArrayList<>(contenders.list().size());
        contenders.list().forEach(contender -> lists.add(list(contender, moment)));
        return lists;
    }

    private Moment moment(ReaderState reader, long nowMillis) {
        return new Moment(
                reader,
                newsroom.catalogue(),
                nowMillis,
                () -> recommender.propose(reader, newsroom.catalogue(), nowMillis));
    }

    private List<String> list(Contender contender, Moment moment) {
        list.start(Hashing.mix(settings.seed() + clicks));
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
        return (int) (Hashing.share(~settings.seed(), userId) * GROUPS);
    }

    /** What came out so far. */
    public EvaluationReport report() {
        Bootstrap bootstrap = new Bootstrap(GROUPS, settings.resamples(), settings.seed());
        List<EvaluationReport.Result> results = new ArrayList<>();
        for (int index = 0; index < tallies.size(); index++) {
            results.add(result(contenders.list().get(index).name(), tallies.get(index), bootstrap));
        }
        Map<ArticleAge, Long> byAge = new EnumMap<>(ArticleAge.class);
        for (ArticleAge age : ArticleAge.values()) {
            byAge.put(age, judged.of(age));
        }
        return new EvaluationReport(
                clicks, newsroom.readers(), newsroom.articles(), repeats, judged.totals(), byAge, results);
    }

    private EvaluationReport.Result result(String name, Tally tally, Bootstrap bootstrap) {
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
        Map<ArticleAge, Double> byAge = new EnumMap<>(ArticleAge.class);
        for (ArticleAge age : ArticleAge.values()) {
            byAge.put(age, judged.of(age) == 0 ? 0 : tally.hits(age) / judged.of(age));
        }
        double coverage = newsroom.articles() == 0 ? 0 : (double) tally.listed() / newsroom.articles();
        return new EvaluationReport.Result(name, means, leads, coverage, byAge);
    }
}
