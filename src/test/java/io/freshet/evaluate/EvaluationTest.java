package io.freshet.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.article.ArticleSettings;
import io.freshet.evaluate.EvaluationSettings.ListAt;
import io.freshet.evaluate.EvaluationSettings.Targets;
import io.freshet.evaluate.algorithm.Algorithm;
import io.freshet.evaluate.algorithm.DelayedUpdates;
import io.freshet.evaluate.algorithm.Deployment;
import io.freshet.evaluate.algorithm.InProcessRecommender;
import io.freshet.evaluate.algorithm.ListAlgorithm;
import io.freshet.evaluate.algorithm.ListRequest;
import io.freshet.evaluate.algorithm.RankerAlgorithm;
import io.freshet.evaluate.algorithm.RecommenderComponent;
import io.freshet.evaluate.baseline.Baseline;
import io.freshet.evaluate.baseline.MostRecent;
import io.freshet.evaluate.measure.ArticleAge;
import io.freshet.evaluate.measure.ImpressionMeasure;
import io.freshet.evaluate.measure.Interval;
import io.freshet.evaluate.measure.Measure;
import io.freshet.evaluate.measure.RankedList;
import io.freshet.evaluate.measure.Scope;
import io.freshet.event.Article;
import io.freshet.event.Click;
import io.freshet.event.ClickKind;
import io.freshet.event.Impression;
import io.freshet.recommend.Recommender;
import io.freshet.recommend.decay.HalfLife;
import io.freshet.recommend.rank.Candidates;
import io.freshet.recommend.rank.Candidates.Source;
import io.freshet.recommend.rank.FormulaRanker;
import io.freshet.recommend.rank.Ranker;
import io.freshet.recommend.settings.CandidateSettings;
import io.freshet.recommend.settings.RecommendSettings;
import io.freshet.vector.SeededHash;
import io.freshet.words.NoWordVectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Evaluation protocol on streams small enough to compute results by hand. */
class EvaluationTest {
    private static final long START = 1_700_000_000_000L;
    private static final int DIMENSION = 4;

    private final RecommendSettings recommend = RecommendSettings.defaults().withDimension(DIMENSION);
    private final InProcessRecommender recommender =
            new InProcessRecommender(recommend, ArticleSettings.DEFAULTS, new NoWordVectors(DIMENSION));

    /** Lists fixed articles, and records the reads and impressions it learns from. */
    private static final class Fixed implements Algorithm {
        private final String name;
        private final List<String> articleIds;
        final List<String> learned = new ArrayList<>();

        Fixed(String name, String... articleIds) {
            this.name = name;
            this.articleIds = List.of(articleIds);
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void list(ListRequest request, RankedList list) {
            for (int position = 0; position < articleIds.size(); position++) {
                list.offer(articleIds.get(position), -position);
            }
        }

        @Override
        public void score(ListRequest request, List<String> shown, double[] scores) {
            Arrays.setAll(scores, index -> -(double) articleIds.indexOf(shown.get(index)));
        }

        @Override
        public boolean learns() {
            return true;
        }

        @Override
        public void show(ListRequest request, List<String> shown) {
            learned.add("impression " + shown);
        }

        @Override
        public void learn(ListRequest request, String articleId) {
            learned.add(articleId);
        }
    }

    private Evaluation evaluation(EvaluationSettings settings, Algorithm... algorithms) {
        return new Evaluation(settings, recommender, Algorithms.of(recommender, algorithms));
    }

    private static EvaluationSettings listing(ListAt listAt) {
        return settings(0, listAt, 1, 1);
    }

    private static EvaluationSettings settings(
            long warmUpClicks, ListAt listAt, double evaluatedShare, double trainingShare) {
        return new EvaluationSettings(warmUpClicks, listAt, Targets.BOTH, evaluatedShare, trainingShare, 50, 1);
    }

    private static Click click(String userId, String articleId, int minutes) {
        return Click.of(userId, articleId, START + minutes * 60_000L);
    }

    private static double value(EvaluationReport report, int algorithm, Scope scope, Measure measure) {
        return report.results().get(algorithm).mean(scope, measure).value();
    }

    @Test
    void clicksAreCountedInTheirScopes() {
        Fixed fixed = new Fixed("fixed", "x", "b", "c", "d");
        Evaluation evaluation = evaluation(listing(ListAt.TARGET), fixed);
        evaluation.click(click("u", "a", 0)); // the reader's first click: a miss in scope any click
        evaluation.click(click("u", "b", 30)); // in session, second item
        evaluation.click(click("u", "b", 31)); // repeated read
        evaluation.click(click("u", "c", 62)); // new session, third item
        evaluation.click(click("u", "z", 63)); // in session, not listed

        EvaluationReport report = evaluation.report();
        assertThat(report.clicks()).isEqualTo(5);
        assertThat(report.repeats()).isEqualTo(1);
        assertThat(report.evaluatedClicks())
                .isEqualTo(Map.of(Scope.IN_SESSION, 2L, Scope.KNOWN_READER, 3L, Scope.ANY_CLICK, 4L));
        assertThat(value(report, 0, Scope.IN_SESSION, Measure.HIT_RATE_10)).isEqualTo(1 / 2.0);
        assertThat(value(report, 0, Scope.KNOWN_READER, Measure.HIT_RATE_10)).isEqualTo(2 / 3.0);
        assertThat(value(report, 0, Scope.ANY_CLICK, Measure.HIT_RATE_10)).isEqualTo(2 / 4.0);
        assertThat(value(report, 0, Scope.ANY_CLICK, Measure.RECIPROCAL_RANK_10))
                .isEqualTo((1 / 2.0 + 1 / 3.0) / 4);
        assertThat(report.results().get(0).coverage()).isEqualTo(4 / 4.0);
        assertThat(fixed.learned).containsExactly("b", "c", "z");
    }

    @Test
    void warmUpIsLearnedFromButNotEvaluated() {
        Fixed fixed = new Fixed("fixed", "b", "c");
        Evaluation evaluation = evaluation(settings(2, ListAt.TARGET, 1, 1), fixed);
        evaluation.click(click("u", "a", 0));
        evaluation.click(click("u", "b", 1));
        evaluation.click(click("u", "c", 2));

        assertThat(evaluation.report().evaluatedClicks()).containsEntry(Scope.ANY_CLICK, 1L);
        assertThat(fixed.learned).containsExactly("b", "c");
    }

    @Test
    void hidesAreNotPredicted() {
        Evaluation evaluation = evaluation(listing(ListAt.TARGET), new Fixed("fixed", "b"));
        evaluation.click(click("u", "a", 0));
        evaluation.click(new Click("u", "b", START + 1, null, null, ClickKind.HIDE, 0, Map.of()));
        assertThat(evaluation.report().evaluatedClicks()).containsEntry(Scope.KNOWN_READER, 0L);
    }

    // All readers read a and then b. When u reads a, nobody has read b; when u reads b, v has.
    @Test
    void listOfThePreviousClickIgnoresLaterEvents() {
        assertThat(hitsOfFollowers(ListAt.TARGET)).isEqualTo(1);
        assertThat(hitsOfFollowers(ListAt.PREVIOUS)).isZero();
    }

    private double hitsOfFollowers(ListAt listAt) {
        InProcessRecommender own =
                new InProcessRecommender(recommend, ArticleSettings.DEFAULTS, new NoWordVectors(DIMENSION));
        Evaluation evaluation = new Evaluation(
                settings(3, listAt, 1, 1),
                own,
                Algorithms.of(own, Baseline.followers("followers", HalfLife.HALF_HOUR)));
        evaluation.click(click("u", "a", 0));
        evaluation.click(click("v", "a", 1));
        evaluation.click(click("v", "b", 2));
        evaluation.click(click("u", "b", 3));
        EvaluationReport report = evaluation.report();
        assertThat(report.evaluatedClicks()).containsEntry(Scope.IN_SESSION, 1L);
        return value(report, 0, Scope.IN_SESSION, Measure.HIT_RATE_10);
    }

    @Test
    void listForAClickIsMadeBeforeLearningFromIt() {
        Evaluation evaluation = evaluation(
                listing(ListAt.TARGET),
                Baseline.popularity("popularity", HalfLife.FIVE_MINUTES),
                new MostRecent(recommender));
        evaluation.click(click("u", "a", 0));
        evaluation.click(click("u", "new", 1)); // nobody read it before
        EvaluationReport report = evaluation.report();
        assertThat(value(report, 0, Scope.IN_SESSION, Measure.HIT_RATE_20)).isZero();
        assertThat(value(report, 1, Scope.IN_SESSION, Measure.HIT_RATE_20)).isZero();
        assertThat(report.evaluatedClicksByAge()).containsEntry(ArticleAge.UNKNOWN, 1L);
    }

    @Test
    void baselinesRankByTheirEvidence() {
        for (int reader = 0; reader < 6; reader++) {
            recommender.click(click("r" + reader, "old", 0));
        }
        recommender.click(click("r0", "now", 300));
        recommender.click(click("r1", "now", 300));
        recommender.click(click("r2", "newest", 301));
        recommender.click(click("me", "start", 302));
        Recommender proposer = Recommender.withFormula(recommend);
        long now = START + 303 * 60_000L;
        ListRequest request =
                new ListRequest(recommender.reader("me"), recommender.catalogue(), now, List.of(), proposer);

        assertThat(list(Baseline.popularity("5m", HalfLife.FIVE_MINUTES), request))
                .containsExactly("now", "newest", "old");
        assertThat(list(Baseline.popularity("24h", HalfLife.DAY), request)).containsExactly("old", "now", "newest");
        assertThat(list(new MostRecent(recommender), request)).containsExactly("newest", "now", "old");
    }

    private static List<String> list(Algorithm algorithm, ListRequest request) {
        RankedList list = new RankedList();
        list.start(1);
        algorithm.list(request, list);
        return list.articleIds();
    }

    @Test
    void leadIsMeasuredFromTheFirstAlgorithm() {
        Evaluation evaluation = evaluation(
                listing(ListAt.TARGET),
                new Fixed("better", "b", "c"),
                new Fixed("worse", "c"),
                new Fixed("same", "b", "c"));
        evaluation.click(click("u", "a", 0));
        evaluation.click(click("u", "b", 1));
        evaluation.click(click("u", "c", 2));
        List<EvaluationReport.Result> results = evaluation.report().results();
        assertThat(results.get(1)
                        .differenceOfFirst(Scope.IN_SESSION, Measure.HIT_RATE_10)
                        .value())
                .isEqualTo(.5);
        assertThat(results.get(2).differenceOfFirst(Scope.IN_SESSION, Measure.HIT_RATE_10))
                .isEqualTo(new Interval(0, 0, 0));
    }

    @Test
    void sampleEvaluatesSomeReadersAndLearnsFromAll() {
        Fixed fixed = new Fixed("fixed", "b");
        Evaluation evaluation = evaluation(settings(0, ListAt.TARGET, .25, 1), fixed);
        for (int reader = 0; reader < 400; reader++) {
            evaluation.click(click("u" + reader, "a", reader));
            evaluation.click(click("u" + reader, "b", reader));
        }
        EvaluationReport report = evaluation.report();
        assertThat(report.evaluatedClicks().getOrDefault(Scope.IN_SESSION, 0L)).isBetween(70L, 130L);
        assertThat(fixed.learned).hasSize(400);
        assertThat(recommender.catalogue().activity("b").orElseThrow().clicks().sum(HalfLife.values().length - 1))
                .isEqualTo(400);
    }

    @Test
    void trainingSampleIsIndependentOfTheEvaluatedSample() {
        Fixed fixed = new Fixed("fixed", "b");
        Evaluation evaluation = evaluation(settings(0, ListAt.TARGET, .5, .5), fixed);
        for (int reader = 0; reader < 400; reader++) {
            evaluation.click(click("u" + reader, "a", reader));
            evaluation.click(click("u" + reader, "b" + reader, reader));
        }
        // Half of the readers are trained on, and about half of these are evaluated.
        assertThat(fixed.learned).hasSizeBetween(150, 250);
        long evaluatedAndTraining = fixed.learned.stream()
                .filter(articleId -> SeededHash.uniform(1, "u" + articleId.substring(1)) < .5)
                .count();
        assertThat(evaluatedAndTraining).isBetween(70L, 130L);
    }

    @Test
    void impressionIsEvaluatedByTheClicksAttributedToIt() {
        Fixed best = new Fixed("best", "b", "a", "c", "d");
        Evaluation evaluation = evaluation(
                listing(ListAt.TARGET),
                best,
                new Fixed("worst", "a", "c", "d", "b"),
                new RankerAlgorithm(
                        "formula", new FormulaRanker(recommend.ranking().formula())));
        evaluation.click(click("u", "z", 0));
        evaluation.show(new Impression("u", List.of("a", "b", "c", "d"), START + 60_000, null));
        evaluation.click(click("u", "b", 2)); // attributed to the impression
        evaluation.click(click("u", "c", 32)); // more than half an hour later
        evaluation.show(new Impression("u", List.of("a", "d"), START + 33 * 60_000, null));
        evaluation.show(new Impression("v", List.of("a"), START + 33 * 60_000, null));
        evaluation.click(click("v", "a", 34)); // all articles clicked

        EvaluationReport report = evaluation.report();
        assertThat(report.evaluatedImpressions()).isEqualTo(1);
        assertThat(best.learned)
                .containsExactly("impression [a, b, c, d]", "b", "c", "impression [a, d]", "impression [a]");
        assertThat(report.results()
                        .get(0)
                        .mean(ImpressionMeasure.AREA_UNDER_CURVE)
                        .value())
                .isEqualTo(1);
        assertThat(report.results()
                        .get(1)
                        .mean(ImpressionMeasure.AREA_UNDER_CURVE)
                        .value())
                .isZero();
        assertThat(report.results()
                        .get(1)
                        .mean(ImpressionMeasure.RECIPROCAL_RANK)
                        .value())
                .isEqualTo(1 / 4.0);
        assertThat(report.results()
                        .get(1)
                        .differenceOfFirst(ImpressionMeasure.AREA_UNDER_CURVE)
                        .value())
                .isEqualTo(1);
    }

    // v's reads are two minutes before u's: a replica with a lag of one minute contains them, with five minutes it does
    // not.
    @Test
    void replicaLagCostsHitsOfRecentReads() {
        assertThat(lossOfFollowers(60_000)).isZero();
        assertThat(lossOfFollowers(300_000)).isEqualTo(1);
    }

    private double lossOfFollowers(long stalenessMillis) {
        List<Evaluation> evaluations = new ArrayList<>();
        for (Deployment deployment : List.of(Deployment.SINGLE, new Deployment(3, stalenessMillis))) {
            InProcessRecommender own = new InProcessRecommender(
                    recommend, ArticleSettings.DEFAULTS, new NoWordVectors(DIMENSION), deployment);
            evaluations.add(new Evaluation(
                    settings(3, ListAt.TARGET, 1, 1),
                    own,
                    Algorithms.of(own, Baseline.followers("followers", HalfLife.HALF_HOUR))));
        }
        for (Click click : List.of(click("v", "a", 0), click("v", "b", 1), click("u", "a", 1), click("u", "b", 3))) {
            evaluations.forEach(evaluation -> evaluation.click(click));
        }
        return evaluations
                .get(1)
                .costAgainst(evaluations.get(0))
                .get(0)
                .loss(Scope.IN_SESSION)
                .value();
    }

    @Test
    void updatesArriveInOrderAfterTheirDelay() {
        List<String> arrived = new ArrayList<>();
        DelayedUpdates<String> updates = new DelayedUpdates<>(10, arrived::add);
        updates.advance(100);
        updates.send("first");
        updates.advance(105);
        updates.send("second");
        updates.advance(103); // late event
        updates.advance(110);
        assertThat(arrived).containsExactly("first");
        updates.advance(200);
        assertThat(arrived).containsExactly("first", "second");
    }

    @Test
    void readersUseTheRankerOfTheirTask() {
        List<String> learned = new ArrayList<>();
        Deployment deployment = new Deployment(2, 0);
        List<Ranker> rankers = new ArrayList<>();
        for (int task = 0; task < 2; task++) {
            int number = task;
            rankers.add(new Ranker() {
                @Override
                public void score(Candidates candidates, float[] scores) {}

                @Override
                public void learn(Candidates before, String articleId) {
                    learned.add(number + articleId);
                }
            });
        }
        RankerAlgorithm algorithm = new RankerAlgorithm("ranker", deployment, rankers, nowMillis -> {});
        Evaluation evaluation = evaluation(listing(ListAt.TARGET), algorithm);
        for (String user : List.of("u1", "u2", "u3", "u4")) {
            evaluation.click(click(user, "a", 0));
            evaluation.click(click(user, user, 1));
        }
        assertThat(learned)
                .containsExactly(
                        deployment.taskOf("u1") + "u1",
                        deployment.taskOf("u2") + "u2",
                        deployment.taskOf("u3") + "u3",
                        deployment.taskOf("u4") + "u4");
        assertThat(learned).anyMatch(one -> one.startsWith("0")).anyMatch(one -> one.startsWith("1"));
    }

    @Test
    void ageOfAnUnannouncedArticleStartsAtItsFirstRead() {
        Evaluation evaluation = evaluation(listing(ListAt.TARGET), new Fixed("fixed", "b"));
        evaluation.click(click("v", "b", 0));
        evaluation.click(click("u", "a", 89));
        evaluation.click(click("u", "b", 90));
        EvaluationReport report = evaluation.report();
        assertThat(report.evaluatedClicksByAge()).containsEntry(ArticleAge.SIX_HOURS, 1L);
        assertThat(report.results().get(0).mean(ArticleAge.SIX_HOURS)).isEqualTo(new Interval(1, 1, 1));
    }

    // Three publishers report one story; a list contains the story once.
    @Test
    void listsAreEvaluatedAsReadersReceiveThem() {
        List<Algorithm> chosen = Algorithms.of(
                        List.of(KnownAlgorithm.RANKER, KnownAlgorithm.LISTS_SINGLE), List.of(), recommender)
                .list();
        for (String articleId : List.of("story-1", "story-2", "story-3", "else")) {
            String title = articleId.startsWith("story") ? "A bridge is opened" : "Rain all week";
            recommender.publish(
                    Article.builder(articleId, title, START).language("en").build());
            recommender.click(click("r" + articleId, articleId, 1));
        }
        recommender.click(click("me", "start", 2));
        ListRequest request = new ListRequest(
                recommender.reader("me"),
                recommender.catalogue(),
                START + 3 * 60_000L,
                List.of(),
                Recommender.withFormula(recommend));
        assertThat(list(chosen.get(0), request)).contains("story-1", "story-2", "story-3", "else");
        assertThat(list(chosen.get(1), request)).hasSize(2).contains("else");
    }

    @Test
    void sharedRankerLearnsFromEachReadOnce() {
        List<String> learned = new ArrayList<>();
        RankerAlgorithm ranker = new RankerAlgorithm("ranker", new Ranker() {
            @Override
            public void score(Candidates candidates, float[] scores) {}

            @Override
            public void learn(Candidates before, String articleId) {
                learned.add(articleId);
            }
        });
        Evaluation evaluation = evaluation(
                listing(ListAt.TARGET), ranker, new ListAlgorithm("lists", ranker, Recommender.withFormula(recommend)));
        evaluation.click(click("u", "a", 0));
        evaluation.click(click("u", "b", 1));
        evaluation.click(click("u", "c", 2));
        assertThat(learned).containsExactly("b", "c");
    }

    @Test
    void sourceLeftOutProposesNothing() {
        List<Algorithm> chosen = Algorithms.of(
                        List.of(KnownAlgorithm.RANKER),
                        List.of(Set.of(RecommenderComponent.MOST_READ_FIVE_MINUTES), Set.of(RecommenderComponent.AGE)),
                        recommender)
                .list();
        CandidateSettings nothing = recommend.ranking().candidates();
        for (Source source : Source.values()) {
            nothing = source.leftOutOf(nothing);
        }
        recommender.click(click("r", "a", 0));
        recommender.click(click("me", "start", 1));
        CandidateSettings candidates = nothing;
        ListRequest request = new ListRequest(
                recommender.reader("me"),
                recommender.catalogue(),
                START + 2 * 60_000L,
                List.of(),
                Recommender.withFormula(recommend.withRanking(ranking -> ranking.withCandidates(candidates))));
        assertThat(list(chosen.get(0), request)).isEmpty();
        assertThat(chosen).extracting(Algorithm::name).containsExactly("ranker", "-most-read-5m", "-age");
        // Has its own proposals, from all sources except one.
        assertThat(list(chosen.get(1), request)).containsExactly("a");
    }

    @Test
    void twoAlgorithmsWithTheSameNameAreRejected() {
        assertThatThrownBy(() -> evaluation(listing(ListAt.TARGET), new Fixed("same"), new Fixed("same")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
