package io.freshet.recommend.trending;

import io.freshet.event.Trending;
import io.freshet.event.TrendingWindow;
import io.freshet.recommend.decay.ListTime;
import io.freshet.recommend.item.ArticlePopularity;
import io.freshet.recommend.settings.RecommendSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Most-read lists, overall and per category, over an hour, a day and a week of event time. Mutable; owned by one task.
 * Bounded: above the limit, the least-read articles of the week are evicted; above {@value #CATEGORIES_MAX} categories,
 * only the most-read categories have lists.
 *
 * <p>A window counts whole buckets: up to five minutes more than an hour, an hour more than a day, six hours more than
 * a week. Counts are cumulative, so duplicate and late records are harmless.
 */
public final class TrendingBoard {
    /**
     * Maximum number of categories that have most-read lists of their own; above it, only the most-read categories have
     * them. A newsroom has some dozens.
     */
    static final int CATEGORIES_MAX = 1_000;

    private final int sizeMax;
    private final int articlesMax;
    private final Map<String, ArticleReads> articles = new HashMap<>();
    private final Map<String, Trending> published = new TreeMap<>();
    private final List<String> dropped = new ArrayList<>();

    public TrendingBoard(RecommendSettings settings) {
        sizeMax = settings.trending().size();
        articlesMax = settings.trending().articlesMax();
    }

    /**
     * Raises the number of reads of one article in one five-minute bucket to the given number, and updates the
     * article's category; returns false if neither changed.
     *
     * @return false for a duplicate or too old record
     */
    public boolean apply(ArticlePopularity popularity) {
        ArticleReads known = articles.get(popularity.articleId());
        if (known != null) {
            return known.apply(popularity);
        }
        evictIfFull(popularity.bucketStartMillis());
        ArticleReads added = new ArticleReads(
                new ReadHistory(popularity.articleId(), popularity.category(), Long.MIN_VALUE, List.of()));
        articles.put(popularity.articleId(), added);
        return added.apply(popularity);
    }

    /** Restores the stored reads of an article after a restart. */
    public void restore(ReadHistory history) {
        articles.put(history.articleId(), new ArticleReads(history));
    }

    /** Restores a list published before a restart, so that it is published again only after a change. */
    public void restore(Trending list) {
        published.put(list.scope(), list);
    }

    /** Reads of an article in the form to be stored; empty if the board does not contain the article. */
    public Optional<ReadHistory> history(String articleId) {
        return Optional.ofNullable(articles.get(articleId)).map(ArticleReads::history);
    }

    /** Removes an article and its reads from the board, so that no list contains the article any more. */
    public void withdraw(String articleId) {
        articles.remove(articleId);
    }

    /**
     * Returns and clears the ids of the articles removed since the last call, by eviction or after a week without
     * reads, so that their stored histories can be deleted.
     */
    public List<String> takeExpired() {
        // An article that was read again in the meantime is on the board again.
        List<String> taken = dropped.stream()
                .filter(articleId -> !articles.containsKey(articleId))
                .toList();
        dropped.clear();
        return taken;
    }

    /** Number of articles on the board. */
    public int size() {
        return articles.size();
    }

    /**
     * Evicts the least-read one percent of the articles if the board is full; one percent at once, because choosing
     * them scans all articles.
     */
    private void evictIfFull(long nowMillis) {
        if (articles.size() < articlesMax) {
            return;
        }
        List<Trending.Item> byReads = new ArrayList<>(articles.size());
        for (ArticleReads article : articles.values()) {
            byReads.add(
                    new Trending.Item(article.articleId(), Math.max(1, article.reads(TrendingWindow.WEEK, nowMillis))));
        }
        Comparator<Trending.Item> mostReadFirst = TrendingBoard::compare;
        byReads.sort(mostReadFirst.reversed());
        byReads.subList(0, 1 + byReads.size() / 100).forEach(item -> drop(item.articleId()));
    }

    private void drop(String articleId) {
        articles.remove(articleId);
        dropped.add(articleId);
    }

    /**
     * Returns the most-read lists whose articles or counts changed since the last call, ordered by scope; they contain
     * only articles whose id passes {@code isListed}. A list that became empty is returned once. Scans all articles.
     *
     * @param isListed whether an article may be listed now, by id; other articles are still counted. Called only for
     *     articles with enough reads for a list
     */
    public List<Trending> changed(ListTime time, Predicate<String> isListed) {
        Map<String, Trending> current = new TreeMap<>();
        count(time.eventMillis(), isListed).forEach((scope, items) -> {
            Trending list = list(scope.category(), scope.window(), time, items);
            current.put(list.scope(), list);
        });
        published.forEach((scope, before) -> {
            if (!before.items().isEmpty() && !current.containsKey(scope)) {
                current.put(scope, list(before.category(), before.window(), time, List.of()));
            }
        });
        List<Trending> changed = new ArrayList<>();
        current.forEach((scope, list) -> {
            Trending before = published.get(scope);
            if (before == null || !before.items().equals(list.items())) {
                changed.add(list);
                published.put(scope, list);
            }
        });
        published.values().removeIf(list -> list.items().isEmpty());
        return changed;
    }

    private static Trending list(
            @Nullable String category, TrendingWindow window, ListTime time, List<Trending.Item> items) {
        return new Trending(category, window, time.wallClockMillis(), time.eventMillis(), items);
    }

    private record Scope(@Nullable String category, TrendingWindow window) {}

    private Map<Scope, List<Trending.Item>> count(long nowMillis, Predicate<String> isListed) {
        Map<Scope, List<Trending.Item>> lists = new LinkedHashMap<>();
        articles.values().forEach(article -> article.age(nowMillis));
        articles.values().stream()
                .filter(ArticleReads::isEmpty)
                .map(ArticleReads::articleId)
                .toList()
                .forEach(this::drop);
        Set<String> listed = listedCategories(nowMillis);
        for (ArticleReads article : articles.values()) {
            for (TrendingWindow window : TrendingWindow.values()) {
                long reads = article.reads(window, nowMillis);
                if (reads == 0) {
                    continue;
                }
                Trending.Item item = new Trending.Item(article.articleId(), reads);
                insert(lists, new Scope(null, window), item, isListed);
                String category = article.category();
                if (category != null && listed.contains(category)) {
                    insert(lists, new Scope(category, window), item, isListed);
                }
            }
        }
        return lists;
    }

    /**
     * Names of the categories that have lists: all, or the {@value #CATEGORIES_MAX} most-read ones if there are more;
     * ties are broken by name.
     */
    private Set<String> listedCategories(long nowMillis) {
        Set<String> categories =
                articles.values().stream().map(TrendingBoard::categoryOf).collect(Collectors.toSet());
        if (categories.size() <= CATEGORIES_MAX) {
            return categories;
        }
        Map<String, Long> readsByCategory = new HashMap<>();
        for (ArticleReads article : articles.values()) {
            readsByCategory.merge(categoryOf(article), article.reads(TrendingWindow.WEEK, nowMillis), Long::sum);
        }
        return readsByCategory.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(CATEGORIES_MAX)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static String categoryOf(ArticleReads article) {
        return Objects.requireNonNullElse(article.category(), "");
    }

    private void insert(
            Map<Scope, List<Trending.Item>> lists, Scope scope, Trending.Item item, Predicate<String> isListed) {
        List<Trending.Item> items = lists.getOrDefault(scope, List.of());
        int position = items.size();
        while (position > 0 && compare(item, items.get(position - 1)) < 0) {
            position--;
        }
        if (position < sizeMax && isListed.test(item.articleId())) {
            List<Trending.Item> changed = lists.computeIfAbsent(scope, absent -> new ArrayList<>());
            changed.add(position, item);
            if (changed.size() > sizeMax) {
                changed.remove(sizeMax);
            }
        }
    }

    /** Compares items by their order in a list: most-read first, ties broken by article id. */
    private static int compare(Trending.Item left, Trending.Item right) {
        int order = Long.compare(right.clicks(), left.clicks());
        return order != 0 ? order : left.articleId().compareTo(right.articleId());
    }
}
