package io.freshet.cli.demo;

import io.freshet.cli.AnsiStyle;
import io.freshet.cli.DisplayWidth;
import io.freshet.collection.BoundedMap;
import io.freshet.event.Article;
import io.freshet.event.Click;
import io.freshet.event.ClickKind;
import io.freshet.event.Recommendations;
import io.freshet.event.Trending;
import io.freshet.event.TrendingWindow;
import io.freshet.event.Trigger;
import io.freshet.newsroom.ReaderPortrait;
import io.freshet.web.page.ReasonText;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Prints a commentary on the running demo: clicks and lists of a few readers, spread of new articles and words,
 * trending articles, malformed records, totals. Receives every event and limits each kind of report to a readable rate.
 * All times are wall-clock milliseconds given by the caller. Safe from any thread.
 */
final class DemoNarrator {
    private static final int LIST_LINES = 5;
    private static final int TRENDING_LINES = 5;
    private static final int TITLE_COLUMNS = 58;
    private static final int REASON_TITLE_COLUMNS = 36;
    private static final int TITLES_MAX = 20_000;
    private static final long LIST_INTERVAL_MILLIS = 4_000;
    private static final long REACH_INTERVAL_MILLIS = 6_000;
    private static final long TRENDING_INTERVAL_MILLIS = 10_000;
    private static final long TOTALS_INTERVAL_MILLIS = 5_000;
    private static final long WORD_INTERVAL_MILLIS = 10_000;
    private static final int WORD_QUEUE_MAX = 20;
    private static final long MALFORMED_INTERVAL_MILLIS = 10_000;
    /** Maximum number of clicks of a followed reader that may wait for their list. */
    private static final int CLICKS_MAX = 100;

    private final Consumer<String> out;
    private final AnsiStyle style;
    private final Map<String, ReaderPortrait> followed = new LinkedHashMap<>();
    private final Map<String, List<String>> printedLists = new HashMap<>();
    private final Map<String, Deque<SentClick>> clicksByReader = new HashMap<>();
    private final ArticleReach articleReach = new ArticleReach();
    private final WordReach wordReach = new WordReach();
    private final Map<String, String> titles = BoundedMap.evictingOldest(TITLES_MAX);
    private final Deque<String> newWords = new ArrayDeque<>();
    private Function<String, Optional<String>> earlierTitles = articleId -> Optional.empty();
    private Function<String, List<String>> nearestWords = word -> List.of();
    private Optional<Trending> trending = Optional.empty();
    private long listDueMillis = Long.MIN_VALUE;
    private long reachDueMillis = Long.MIN_VALUE;
    private long trendingDueMillis = Long.MIN_VALUE;
    private long totalsDueMillis = Long.MIN_VALUE;
    private long wordDueMillis = Long.MIN_VALUE;
    private long malformedDueMillis = Long.MIN_VALUE;

    /** A click of a followed reader, and the wall-clock time at which it was sent. */
    private record SentClick(Click click, long sentMillis) {}

    /**
     * Creates a narrator that prints to {@code out} and comments on the clicks and lists of the readers in
     * {@code followed}.
     *
     * @param out receives one line at a time, without line separator
     */
    DemoNarrator(Consumer<String> out, AnsiStyle style, List<ReaderPortrait> followed) {
        this.out = out;
        this.style = style;
        followed.forEach(reader -> this.followed.put(reader.userId(), reader));
    }

    /** Sets the function that finds the title of an article by its id, for articles that an earlier demo sent. */
    synchronized void lookUpTitles(Function<String, Optional<String>> titlesByArticleId) {
        earlierTitles = titlesByArticleId;
    }

    /** Sets the function that returns the words nearest to a word, for comments on newly learned words. */
    synchronized void lookUpNearestWords(Function<String, List<String>> nearestByWord) {
        nearestWords = nearestByWord;
    }

    /** Prints languages, interests, region and device of each followed reader. */
    synchronized void introduceReaders() {
        for (ReaderPortrait reader : followed.values()) {
            String languages = reader.languages().stream()
                    .map(tag -> Locale.forLanguageTag(tag).getDisplayLanguage(Locale.ENGLISH))
                    .collect(Collectors.joining(" and "));
            line(style.bold(reader.userId()) + " reads " + languages + ", likes "
                    + String.join(", ", reader.interests())
                    + style.dim("  (" + reader.region() + ", " + reader.device() + ")"));
        }
        line("");
    }

    /**
     * Remembers the title of a published or corrected article, and starts to count the readers whose lists a new
     * article enters.
     */
    synchronized void published(Article article, long nowMillis) {
        boolean known = titles.put(article.id(), article.title()) != null;
        if (!known) {
            articleReach.published(article.id(), nowMillis);
        }
    }

    /** Prints that the newsroom waits until the events that an earlier demo left behind are processed. */
    synchronized void catchingUp(long records) {
        line(style.dim(
                "Processing " + DemoSummary.counted(records, "record") + " that the last start left behind ..."));
    }

    /** Prints that the newsroom waits until the articles from before the first click are processed. */
    synchronized void firstArticles(long articles) {
        line(style.dim("Processing " + DemoSummary.counted(articles, "article")
                + " that the papers published before the first reader arrives ..."));
    }

    /** Prints that the newsroom has caught up with the wall clock. */
    synchronized void reachedPresent() {
        line(style.dim("The newsroom has reached the present and runs in real time from now on."
                + " --fresh starts over in the past."));
    }

    /** Prints a malformed record that is sent on purpose, if a report on such records is due. */
    synchronized void malformed(String value, long nowMillis) {
        if (nowMillis >= malformedDueMillis) {
            malformedDueMillis = nowMillis + MALFORMED_INTERVAL_MILLIS;
            line(style.red("✗ malformed record, sent on purpose: ")
                    + DisplayWidth.cut(value, TITLE_COLUMNS)
                    + style.dim("  goes to the dead letters"));
        }
    }

    /** Records a click that is sent at {@code nowMillis}. */
    synchronized void clicked(Click click, long nowMillis) {
        if (followed.containsKey(click.userId())) {
            Deque<SentClick> sent = clicksByReader.computeIfAbsent(click.userId(), unused -> new ArrayDeque<>());
            sent.add(new SentClick(click, nowMillis));
            if (sent.size() > CLICKS_MAX) {
                sent.remove();
            }
        }
    }

    /**
     * Records a list; prints it if its reader is followed, its first lines have changed and the last report on lists is
     * four seconds old.
     */
    synchronized void listed(Recommendations list, long nowMillis) {
        Optional<SentClick> answered = answeredClick(list);
        articleReach.listed(list.userId(), list.articleIds(), nowMillis);
        wordReach.listed(list.userId(), list.articleIds().stream().map(this::title));
        if (!followed.containsKey(list.userId())
                || nowMillis < listDueMillis
                || list.items().isEmpty()) {
            return;
        }
        ListDifference change =
                ListDifference.between(printedLists.getOrDefault(list.userId(), List.of()), list.items(), LIST_LINES);
        if (change.isEmpty()) {
            return;
        }
        listDueMillis = nowMillis + LIST_INTERVAL_MILLIS;
        printedLists.put(list.userId(), list.articleIds());
        String latency = answered.map(click ->
                        style.dim(String.format(Locale.ROOT, "  list %,d ms later", nowMillis - click.sentMillis())))
                .orElse("");
        line(heading(list, answered) + latency);
        change.lines().forEach(changed -> line(listLine(changed)));
        if (!change.removed().isEmpty()) {
            line(style.dim("   removed: "
                    + DisplayWidth.cut(
                            String.join(
                                    " · ",
                                    change.removed().stream().map(this::title).toList()),
                            TITLE_COLUMNS + 40)));
        }
        line("");
    }

    /** Keeps a trending list for the next report if it covers the last hour and all categories; ignores any other. */
    synchronized void trending(Trending list) {
        if (list.category() == null && list.window() == TrendingWindow.HOUR) {
            trending = Optional.of(list);
        }
    }

    /** Queues a word for the next comment on newly learned words; ignores the word if the queue is full. */
    synchronized void wordAdmitted(String word) {
        if (newWords.size() < WORD_QUEUE_MAX) {
            newWords.add(word);
        }
    }

    /**
     * Prints the reports that are due: reach of new articles, new words, trending articles and totals. Called about
     * twice per second.
     *
     * @param totals called if the line of totals is due
     */
    synchronized void tick(Supplier<DemoTotals> totals, long nowMillis) {
        printReach(nowMillis);
        printWords(nowMillis);
        if (trending.isPresent() && nowMillis >= trendingDueMillis) {
            trendingDueMillis = nowMillis + TRENDING_INTERVAL_MILLIS;
            printTrending(trending.get());
        }
        if (totalsDueMillis == Long.MIN_VALUE) {
            // The first totals would all be 0.
            totalsDueMillis = nowMillis + TOTALS_INTERVAL_MILLIS;
        }
        if (nowMillis >= totalsDueMillis) {
            totalsDueMillis = nowMillis + TOTALS_INTERVAL_MILLIS;
            line(style.dim(totalsLine(totals.get())));
        }
    }

    private static String totalsLine(DemoTotals totals) {
        StringBuilder line = new StringBuilder("— ")
                .append(DemoSummary.counted(totals.articles(), "article"))
                .append(" · ")
                .append(DemoSummary.counted(totals.clicks(), "click"))
                .append(" · ")
                .append(DemoSummary.counted(totals.lists(), "list"))
                .append(" · ")
                .append(DemoSummary.counted(totals.deadLetters(), "dead letter"));
        totals.ownLanguage()
                .ifPresent(share -> line.append(
                        String.format(Locale.ROOT, " · %.0f %% of lines in the reader's language", 100 * share)));
        totals.clickToList()
                .ifPresent(latency -> line.append(String.format(
                        Locale.ROOT,
                        " · click to list %,d ms (p50) %,d ms (p99)",
                        latency.p50Millis(),
                        latency.p99Millis())));
        return line.toString();
    }

    /**
     * The latest click that a list answers, by event time; empty for a list without a click or if the click was sent
     * before this start. Forgets earlier clicks of the reader.
     */
    private Optional<SentClick> answeredClick(Recommendations list) {
        Deque<SentClick> sent = clicksByReader.get(list.userId());
        if (sent == null || list.trigger() != Trigger.CLICK) {
            return Optional.empty();
        }
        SentClick answered = null;
        while (!sent.isEmpty() && sent.element().click().atMillis() <= list.asOfMillis()) {
            answered = sent.remove();
        }
        return Optional.ofNullable(answered);
    }

    private String heading(Recommendations list, Optional<SentClick> answered) {
        String name = style.bold(list.userId());
        return switch (list.trigger()) {
            case ARTICLE -> name + ": a new article was published.";
            case WITHDRAWAL -> name + ": an article was withdrawn.";
            case REFRESH -> name + ": the list was refreshed.";
            case CLICK ->
                answered.map(click -> name + " " + verb(click.click().kind()) + " "
                                + style.yellow("'"
                                        + DisplayWidth.cut(title(click.click().articleId()), TITLE_COLUMNS)
                                        + "'")
                                + ".")
                        .orElse(name + ": a new list after a click.");
        };
    }

    private static String verb(ClickKind kind) {
        return switch (kind) {
            case CLICK -> "reads";
            case LIKE -> "likes";
            case SHARE -> "shares";
            case HIDE -> "hides";
        };
    }

    private String listLine(ListDifference.Line line) {
        String rank = String.format(Locale.ROOT, "%2d", line.rank());
        String title = DisplayWidth.fit(title(line.article().articleId()), TITLE_COLUMNS);
        String why = line.article().reasons().stream()
                .findFirst()
                .map(reason -> ReasonText.of(reason, id -> DisplayWidth.cut(title(id), REASON_TITLE_COLUMNS)))
                .orElse("");
        return switch (line.move()) {
            case NEW -> style.green(" + " + rank + " " + title) + "  " + style.cyan(why);
            case UP -> style.green(" ↑ ") + rank + " " + title + "  " + style.cyan(why);
            case DOWN -> style.red(" ↓ ") + rank + " " + title + "  " + style.dim(why);
            case SAME -> style.dim("   " + rank + " " + title + "  " + why);
        };
    }

    private void printReach(long nowMillis) {
        List<ArticleReach.ReachedArticle> completed = articleReach.removeCompleted(nowMillis);
        if (completed.isEmpty() || nowMillis < reachDueMillis) {
            return;
        }
        reachDueMillis = nowMillis + REACH_INTERVAL_MILLIS;
        ArticleReach.ReachedArticle widest = completed.get(0);
        for (ArticleReach.ReachedArticle reached : completed) {
            widest = reached.readers() > widest.readers() ? reached : widest;
        }
        line(style.yellow("★ new: ")
                + DisplayWidth.cut(title(widest.articleId()), TITLE_COLUMNS)
                + String.format(
                        Locale.ROOT,
                        " — on %s, the first after %,d ms",
                        DemoSummary.counted(widest.readers(), "list"),
                        widest.firstListMillis()));
    }

    private void printWords(long nowMillis) {
        if (!newWords.isEmpty() && nowMillis >= wordDueMillis) {
            wordDueMillis = nowMillis + WORD_INTERVAL_MILLIS;
            String word = newWords.remove();
            line(style.cyan("✎ new word learned: ") + style.bold(word));
            wordReach.learned(word, nowMillis);
        }
        for (WordReach.ReachedWord reached : wordReach.removeCompleted(nowMillis)) {
            List<String> near = nearestWords.apply(reached.word().toLowerCase(Locale.ROOT));
            line(style.cyan("✎ " + reached.word())
                    + (near.isEmpty() ? "" : " is near " + String.join(", ", near))
                    + String.format(
                            Locale.ROOT,
                            " — now on the lists of %s, such as %s",
                            DemoSummary.counted(reached.readers(), "reader"),
                            DisplayWidth.cut(reached.title(), TITLE_COLUMNS)));
        }
    }

    private void printTrending(Trending list) {
        if (list.items().isEmpty()) {
            return;
        }
        line("");
        line(style.bold("Trending") + style.dim("  last hour"));
        int rank = 0;
        for (Trending.Item item :
                list.items().subList(0, Math.min(TRENDING_LINES, list.items().size()))) {
            rank++;
            line(String.format(Locale.ROOT, "   %2d ", rank)
                    + DisplayWidth.fit(title(item.articleId()), TITLE_COLUMNS)
                    + style.dim(String.format(Locale.ROOT, "  %,d reads", item.clicks())));
        }
        line("");
    }

    private String title(String articleId) {
        String known = titles.get(articleId);
        if (known != null) {
            return known;
        }
        Optional<String> earlier = earlierTitles.apply(articleId);
        // Kept because the article may be withdrawn before its title is printed again.
        earlier.ifPresent(title -> titles.put(articleId, title));
        return earlier.orElse(articleId);
    }

    private void line(String text) {
        out.accept(text);
    }
}
