package io.freshet.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.cli.AnsiStyle;
import io.freshet.event.Article;
import io.freshet.event.Click;
import io.freshet.event.ClickKind;
import io.freshet.event.Reason;
import io.freshet.event.Recommendations;
import io.freshet.event.RecommendedArticle;
import io.freshet.event.Trending;
import io.freshet.event.TrendingWindow;
import io.freshet.event.Trigger;
import io.freshet.newsroom.CoinedWord;
import io.freshet.newsroom.ReaderPortrait;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class DemoNarratorTest {
    private static final ReaderPortrait ANNA =
            new ReaderPortrait("anna", List.of("football", "weather"), List.of("en"), "coast", "mobile");

    private static final DemoTotals NO_TOTALS = new DemoTotals(0, 0, 0, 0, Optional.empty(), OptionalDouble.empty());

    private final List<String> printed = new ArrayList<>();
    private final DemoNarrator narrator = new DemoNarrator(printed::add, AnsiStyle.PLAIN, List.of(ANNA));

    @Test
    void readersAreIntroduced() {
        narrator.introduceReaders();

        assertThat(printed).containsExactly("anna reads English, likes football, weather  (coast, mobile)", "");
    }

    @Test
    void listIsPrintedWithItsChangesAndReasons() {
        publish("a1", "Harbour council approves night tram");
        publish("a2", "Late penalty gives Rovers victory");
        publish("a3", "大雪将至");
        narrator.clicked(Click.of("anna", "a1", 5), 9_991);
        narrator.listed(list(5, Trigger.CLICK, item("a2"), item("a1")), 10_000);
        printed.clear();

        narrator.clicked(Click.of("anna", "a2", 6), 19_988);
        narrator.clicked(Click.of("anna", "a3", 7), 19_999);
        narrator.listed(
                list(
                        6,
                        Trigger.CLICK,
                        item("a3", new Reason.ReadersWentOn("a1")),
                        item("a2", new Reason.SharedKeywords(List.of("penalty", "derby")))),
                20_000);

        assertThat(printed.stream().map(String::stripTrailing))
                .containsExactly(
                        "anna reads 'Late penalty gives Rovers victory'.  list 12 ms later",
                        " +  1 大雪将至" + " ".repeat(50)
                                + "  Readers of “Harbour council approves night tram” went on to this",
                        " ↓  2 Late penalty gives Rovers victory" + " ".repeat(25) + "  About penalty, derby",
                        "   removed: Harbour council approves night tram",
                        "");
    }

    @Test
    void listThatComesTooSoonOrIsUnchangedOrIsOfAnotherReaderIsNotPrinted() {
        narrator.listed(list(0, Trigger.CLICK, item("a1")), 10_000);
        printed.clear();

        narrator.listed(list(0, Trigger.CLICK, item("a2")), 11_000);
        narrator.listed(list(0, Trigger.CLICK, item("a1")), 20_000);
        narrator.listed(new Recommendations("bo", "r", 0, 0, Trigger.CLICK, List.of(item("a7"))), 30_000);

        assertThat(printed).isEmpty();
    }

    @Test
    void listWithoutAKnownClickNamesItsTrigger() {
        narrator.clicked(Click.of("anna", "a1", 50), 9_000);
        narrator.listed(list(40, Trigger.CLICK, item("a1")), 10_000);
        narrator.listed(list(60, Trigger.ARTICLE, item("a2")), 20_000);
        narrator.listed(list(60, Trigger.WITHDRAWAL, item("a3")), 30_000);
        narrator.listed(list(60, Trigger.REFRESH, item("a4")), 40_000);

        assertThat(printed)
                .containsSubsequence(
                        "anna: a new list after a click.",
                        "anna: a new article was published.",
                        "anna: an article was withdrawn.",
                        "anna: the list was refreshed.");
    }

    @Test
    void likesSharesAndHidesAreNamed() {
        publish("a1", "Night tram approved");
        long atMillis = 1;
        for (ClickKind kind : List.of(ClickKind.LIKE, ClickKind.SHARE, ClickKind.HIDE)) {
            narrator.clicked(click("a1", kind, atMillis), 10_000 * atMillis);
            narrator.listed(list(atMillis, Trigger.CLICK, item("b" + atMillis)), 10_000 * atMillis + 3);
            atMillis++;
        }

        assertThat(printed)
                .containsSubsequence(
                        "anna likes 'Night tram approved'.  list 3 ms later",
                        "anna shares 'Night tram approved'.  list 3 ms later",
                        "anna hides 'Night tram approved'.  list 3 ms later");
    }

    @Test
    void titleOfAnEarlierArticleIsRememberedAfterItsWithdrawal() {
        Map<String, String> catalogue = new HashMap<>(Map.of("a1", "Night tram approved"));
        narrator.lookUpTitles(id -> Optional.ofNullable(catalogue.get(id)));
        narrator.listed(list(0, Trigger.CLICK, item("a1")), 10_000);
        catalogue.clear();
        narrator.listed(list(0, Trigger.WITHDRAWAL, item("a2")), 20_000);

        assertThat(printed).contains("   removed: Night tram approved");
    }

    @Test
    void malformedRecordIsExplainedAtMostEveryTenSeconds() {
        narrator.malformed("{\"userId\":\"anna\",\"articleId\":\"a100001\",\"at\":", 1_000);
        narrator.malformed("<html>", 10_999);
        narrator.malformed("<html>", 11_000);

        assertThat(printed)
                .containsExactly(
                        "✗ malformed record, sent on purpose: {\"userId\":\"anna\",\"articleId\":\"a100001\",\"at\":"
                                + "  goes to the dead letters",
                        "✗ malformed record, sent on purpose: <html>  goes to the dead letters");
    }

    @Test
    void totalsStartAfterFiveSecondsAndShowNoMeasurementWithoutSamples() {
        narrator.tick(() -> NO_TOTALS, 1_000);
        narrator.tick(() -> NO_TOTALS, 5_999);
        assertThat(printed).isEmpty();

        narrator.tick(() -> new DemoTotals(1, 0, 0, 0, Optional.empty(), OptionalDouble.empty()), 6_000);

        assertThat(printed).containsExactly("— 1 article · 0 clicks · 0 lists · 0 dead letters");
    }

    @Test
    void reachOfANewArticleIsPrintedAfterItsObservation() {
        narrator.published(article("a9", "Storm Velura heads for the coast"), 1_000);
        narrator.listed(new Recommendations("bo", "r", 0, 0, Trigger.ARTICLE, List.of(item("a9"))), 1_080);
        narrator.listed(new Recommendations("cy", "r", 0, 0, Trigger.ARTICLE, List.of(item("a9"))), 1_500);
        narrator.listed(new Recommendations("cy", "r", 0, 0, Trigger.CLICK, List.of(item("a9"))), 1_600);
        DemoTotals totals =
                new DemoTotals(1, 2_500, 3, 4, Optional.of(new DemoTotals.Latency(5, 1_006)), OptionalDouble.of(.987));
        narrator.tick(() -> totals, 2_000);
        narrator.tick(() -> totals, 4_000);
        narrator.tick(() -> totals, 7_000);

        assertThat(printed)
                .containsExactly(
                        "★ new: Storm Velura heads for the coast — on 2 lists, the first after 80 ms",
                        "— 1 article · 2,500 clicks · 3 lists · 4 dead letters · 99 % of lines in the reader's language"
                                + " · click to list 5 ms (p50) 1,006 ms (p99)");
    }

    @Test
    void trendingArticlesArePrintedEveryTenSeconds() {
        publish("a1", "Night tram approved");
        Trending trending = new Trending(null, TrendingWindow.HOUR, 0, 0, List.of(new Trending.Item("a1", 1_234)));
        narrator.trending(trending);
        narrator.trending(new Trending("film", TrendingWindow.HOUR, 0, 0, List.of(new Trending.Item("a2", 9))));
        for (long millis = 0; millis < 20_000; millis += 500) {
            narrator.tick(() -> NO_TOTALS, 100_000 + millis);
        }

        assertThat(printed.stream().filter(line -> line.startsWith("Trending"))).hasSize(2);
        assertThat(printed).contains("    1 Night tram approved" + " ".repeat(39) + "  1,234 reads");
        assertThat(printed.stream().filter(line -> line.startsWith("—"))).hasSize(3);
    }

    @Test
    void oneNewWordIsPrintedEveryTenSeconds() {
        narrator.wordAdmitted("岚翼");
        narrator.wordAdmitted("Lumane");
        List<Long> printedAtMillis = new ArrayList<>();
        for (long millis = 10_000; millis < 40_000; millis += 500) {
            printed.clear();
            narrator.tick(() -> NO_TOTALS, millis);
            if (printed.stream().anyMatch(line -> line.startsWith("✎"))) {
                printedAtMillis.add(millis);
                assertThat(printed)
                        .contains(
                                printedAtMillis.size() == 1 ? "✎ new word learned: 岚翼" : "✎ new word learned: Lumane");
            }
        }

        assertThat(printedAtMillis).containsExactly(10_000L, 20_000L);
    }

    @Test
    void onlyCoinedWordsAreReturnedAndEachOnce() {
        LearnedCoinedWords coinedWords = new LearnedCoinedWords();
        List<CoinedWord> coined = List.of(new CoinedWord("Velura", "岚翼"), new CoinedWord("Tarniko", "烁羽"));
        coinedWords.admitted(List.of("velura", "council"));

        assertThat(coinedWords.newlyLearned(List.of())).isEmpty();
        assertThat(coinedWords.newlyLearned(coined)).containsExactly("Velura");
        coinedWords.admitted(List.of("岚翼"));
        assertThat(coinedWords.newlyLearned(coined)).containsExactly("岚翼");
        assertThat(coinedWords.newlyLearned(coined)).isEmpty();
    }

    @Test
    void neighboursAndReachOfANewWordArePrintedAfterItsObservation() {
        narrator.lookUpNearestWords(word -> word.equals("velura酱") ? List.of("直播", "video") : List.of());
        publish("a1", "Velura酱 goes live");
        narrator.wordAdmitted("Velura酱");
        narrator.tick(() -> NO_TOTALS, 10_000);
        narrator.listed(list(0, Trigger.CLICK, item("a1")), 11_000);
        narrator.tick(() -> NO_TOTALS, 17_999);

        assertThat(printed).contains("✎ new word learned: Velura酱").noneMatch(line -> line.contains("now on"));
        narrator.tick(() -> NO_TOTALS, 18_000);
        assertThat(printed)
                .contains("✎ Velura酱 is near 直播, video — now on the lists of 1 reader, such as Velura酱 goes live");
    }

    @Test
    void coloursEncloseWords() {
        DemoNarrator coloured = new DemoNarrator(printed::add, AnsiStyle.COLOUR, List.of(ANNA));
        coloured.wordAdmitted("Velura");
        coloured.tick(() -> NO_TOTALS, 3_000);

        assertThat(printed).contains("\u001b[36m✎ new word learned: \u001b[0m\u001b[1mVelura\u001b[0m");
    }

    @Test
    void titleWithinAReasonIsCutAndALineWithoutReasonEndsWithItsTitle() {
        publish("a1", "A title that is much longer than thirty-six columns");
        narrator.listed(list(0, Trigger.CLICK, item("a2", new Reason.Resembles("a1")), item("a3")), 10_000);

        assertThat(printed.stream().map(String::stripTrailing))
                .contains(" +  1 a2" + " ".repeat(56) + "  Like “A title that is much longer than th…”", " +  2 a3");
    }

    private void publish(String id, String title) {
        narrator.published(article(id, title), 0);
    }

    private static Article article(String id, String title) {
        return Article.builder(id, title, 0).build();
    }

    private static RecommendedArticle item(String id, Reason... reasons) {
        return new RecommendedArticle(id, 1, List.of(reasons));
    }

    private static Click click(String articleId, ClickKind kind, long atMillis) {
        return new Click("anna", articleId, atMillis, null, null, kind, 0, Map.of());
    }

    private static Recommendations list(long asOfMillis, Trigger trigger, RecommendedArticle... items) {
        return new Recommendations("anna", "r1", 0, asOfMillis, trigger, List.of(items));
    }
}
