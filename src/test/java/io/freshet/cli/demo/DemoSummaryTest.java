package io.freshet.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.freshet.cli.AnsiStyle;
import io.freshet.cli.DisplayWidth;
import io.freshet.event.Trigger;
import io.freshet.newsroom.ReaderPortrait;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoSummaryTest {

    @Test
    void tableShowsEveryFigure() {
        HitRate hitRate = new HitRate();
        LanguageMatch languageMatch = new LanguageMatch();
        DemoSummary summary = new DemoSummary(hitRate, languageMatch);
        summary.startMeasuring(1_000);
        summary.articleSent();
        for (int click = 1; click <= 100; click++) {
            summary.clickSent();
            summary.listed(Trigger.CLICK);
            summary.clickToList(click, 2_000);
        }
        summary.clickToList(1_001, 2_000);
        summary.publishToList(1_001, 2_000);
        summary.listed(Trigger.ARTICLE);
        summary.wordsAdmitted(2);
        summary.deadLetter("time");
        summary.deadLetter("json");
        summary.deadLetter("json");
        summary.malformedSent();
        hitRate.listed("u", List.of("a"));
        hitRate.clicked("u", "a", 0);
        languageMatch.addReaders(List.of(reader("u", "en")));
        languageMatch.published("a", "en");
        languageMatch.published("b", "zh");
        languageMatch.published("c", "zh");
        languageMatch.published("d", "zh");
        languageMatch.listed("u", List.of("a", "b"));

        assertThat(summary.table(AnsiStyle.PLAIN))
                .containsExactly(
                        "",
                        "Summary",
                        "  events            1 article, 100 clicks",
                        "  lists             101: 100 by click, 1 by article",
                        "  click to list     p50 50 ms   p95 95 ms   p99 99 ms",
                        "  publish to list   no samples",
                        "  hit rate at 10    1.000, most read 0.000 (1 click)",
                        "  own language      50.0 % of lines, random articles 25.0 %",
                        "  words learned     2",
                        "  dead letters      3: 2 json, 1 time (1 malformed record sent on purpose)");
        assertThat(summary.takeTotals())
                .isEqualTo(new DemoTotals(
                        1, 100, 101, 3, Optional.of(new DemoTotals.Latency(50, 99)), OptionalDouble.of(.5)));
    }

    @Test
    void totalsHaveOnlyTheMeasurementsSinceThePreviousTotals() {
        DemoSummary summary = new DemoSummary(new HitRate(), new LanguageMatch());
        summary.startMeasuring(0);
        summary.clickToList(7, 1_000);

        assertThat(summary.takeTotals().clickToList()).contains(new DemoTotals.Latency(7, 7));
        assertThat(summary.takeTotals())
                .isEqualTo(new DemoTotals(0, 0, 0, 0, Optional.empty(), OptionalDouble.empty()));
    }

    @Test
    void eventsThatArriveBeforeTheStartOfMeasurementHaveNoLatency() {
        DemoSummary summary = new DemoSummary(new HitRate(), new LanguageMatch());
        summary.clickToList(5, 900);
        summary.startMeasuring(1_000);
        summary.clickToList(530_000, 1_100);
        assertThat(summary.takeTotals().clickToList()).isEmpty();

        summary.clickToList(100, 1_100);
        assertThat(summary.takeTotals().clickToList()).contains(new DemoTotals.Latency(100, 100));
    }

    @Test
    void languageOfAnEarlierArticleIsLookedUpOnceAndUnknownArticlesDoNotCount() {
        LanguageMatch languageMatch = new LanguageMatch();
        List<String> lookedUp = new ArrayList<>();
        languageMatch.lookUpLanguages(id -> {
            lookedUp.add(id);
            return id.equals("old") ? Optional.of("zh") : Optional.empty();
        });
        languageMatch.addReaders(List.of(reader("mei", "zh"), reader("both", "en", "zh")));
        languageMatch.listed("mei", List.of("old"));
        languageMatch.listed("mei", List.of("old", "unknown"));
        languageMatch.listed("both", List.of("unknown"));
        languageMatch.listed("stranger", List.of("unknown"));

        assertThat(lookedUp).containsExactly("old", "unknown");
        assertThat(languageMatch.share()).hasValue(1);
        assertThat(languageMatch.takeRecentShare()).hasValue(1);
        assertThat(languageMatch.takeRecentShare()).isEmpty();
    }

    private static ReaderPortrait reader(String userId, String... languages) {
        return new ReaderPortrait(userId, List.of("film"), List.of(languages), "coast", "mobile");
    }

    @Test
    void onlyTheFirstTenLinesOfAListCount() {
        HitRate hitRate = new HitRate();
        hitRate.listed("u", List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"));
        hitRate.clicked("u", "11", 0);
        hitRate.clicked("u", "10", 1);

        assertThat(hitRate.evaluatedClicks()).isEqualTo(2);
        assertThat(hitRate.rate()).isEqualTo(.5);
    }

    @Test
    void clickWithoutAListOrOnAnArticleReadBeforeIsNotEvaluated() {
        HitRate hitRate = new HitRate();
        hitRate.clicked("u", "a", 0);
        hitRate.listed("u", List.of("a"));
        hitRate.clicked("u", "a", 1);

        assertThat(hitRate.evaluatedClicks()).isZero();
        assertThat(hitRate.rate()).isZero();
    }

    @Test
    void mostReadListEvictsClicksAfterHalfAnHour() {
        HitRate hitRate = new HitRate();
        hitRate.clicked("v", "a", 0);
        hitRate.listed("u", List.of("x"));
        hitRate.listed("w", List.of("x"));
        hitRate.clicked("u", "a", HitRate.MOST_READ_WINDOW_MILLIS);
        assertThat(hitRate.mostReadRate()).isEqualTo(1);

        hitRate.clicked("w", "a", 3 * HitRate.MOST_READ_WINDOW_MILLIS);
        assertThat(hitRate.mostReadRate()).isEqualTo(.5);
    }

    /** Compares with a full count for each click. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void mostReadAgreesWithTheNaiveCount(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        HitRate hitRate = new HitRate();
        List<String[]> past = new ArrayList<>();
        Map<String, Set<String>> read = new HashMap<>();
        long naiveHits = 0;
        long evaluated = 0;
        for (int step = 0; step < 600; step++) {
            String user = "u" + random.nextInt(20);
            String article = "a" + (int) Math.floor(60 * Math.pow(random.nextDouble(), 2));
            long atMillis = step * 20_000L;
            hitRate.listed(user, List.of("none"));
            Set<String> own = read.computeIfAbsent(user, unused -> new HashSet<>());
            if (!own.contains(article)) {
                evaluated++;
                Map<String, Integer> counts = new HashMap<>();
                past.stream()
                        .filter(click -> Long.parseLong(click[1]) >= atMillis - HitRate.MOST_READ_WINDOW_MILLIS)
                        .filter(click -> !own.contains(click[0]))
                        .forEach(click -> counts.merge(click[0], 1, Integer::sum));
                naiveHits += counts.keySet().stream()
                                .sorted(Comparator.comparingInt((String id) -> -counts.getOrDefault(id, 0))
                                        .thenComparing(id -> id))
                                .limit(HitRate.DEPTH)
                                .anyMatch(article::equals)
                        ? 1
                        : 0;
            }
            hitRate.clicked(user, article, atMillis);
            own.add(article);
            past.add(new String[] {article, Long.toString(atMillis)});
        }

        assertThat(hitRate.evaluatedClicks()).isEqualTo(evaluated);
        assertThat(hitRate.mostReadRate()).isCloseTo((double) naiveHits / evaluated, within(1e-12));
        assertThat(hitRate.mostReadRate()).isBetween(.05, .95);
    }

    @Test
    void wideCharactersTakeTwoColumns() {
        assertThat(DisplayWidth.of("大雪 ab")).isEqualTo(7);
        assertThat(DisplayWidth.fit("大雪将至", 6)).isEqualTo("大雪… ");
        assertThat(DisplayWidth.cut("abcdef", 6)).isEqualTo("abcdef");
        assertThat(DisplayWidth.cut("abcdefg", 6)).isEqualTo("abcde…");
    }
}
