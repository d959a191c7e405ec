package io.freshet.web.page;

import io.freshet.collection.BoundedMap;
import io.freshet.event.ArticleProfile;
import io.freshet.event.Recommendations;
import io.freshet.event.Trending;
import io.freshet.event.Trigger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * State that all open pages share: the latest articles with the number of readers reached, the trending lists and the
 * active readers. All counts and lengths are limited; it uses less than 8 MB. Not thread-safe: {@link EventStream}
 * guards it with its lock.
 */
final class DashboardState {
    static final int LATEST_MAX = 40;
    static final int READERS_MAX = 1_000;
    static final int READERS_SHOWN = 12;
    static final int SCOPES_MAX = 200;
    /** Maximum length of a title on the page, in UTF-16 units; longer titles are truncated. */
    static final int TITLE_CHARS_MAX = 200;

    static final int KEYWORDS_MAX = 5;
    static final int TRENDING_LINES_MAX = 10;
    /**
     * Maximum number of erased readers that are remembered to suppress their earlier events; the oldest are forgotten.
     */
    static final int ERASED_MAX = 2_000;

    private final Map<String, LatestArticle> latestById = bounded(LATEST_MAX);
    private final Map<String, Integer> clicksByReader = bounded(READERS_MAX);
    private final Map<String, Long> erasedMillisByReader = bounded(ERASED_MAX);
    private final Map<String, Trending> trendingByScope = new TreeMap<>();

    /** Adds an article as the latest, or updates it in place if it is known; true if the article is new. */
    boolean putArticle(ArticleProfile profile) {
        ArticleProfile shown = new ArticleProfile(
                profile.articleId(),
                truncated(profile.title()),
                profile.language(),
                profile.category(),
                profile.keywords().stream().limit(KEYWORDS_MAX).toList(),
                profile.publishedAtMillis());
        LatestArticle known = latestById.get(profile.articleId());
        if (known != null) {
            known.profile = shown;
            return false;
        }
        latestById.put(profile.articleId(), new LatestArticle(shown));
        return true;
    }

    /**
     * Counts a click of a reader; false if the click was sent before the reader was erased. Above {@value #READERS_MAX}
     * readers, evicts the reader whose last click is oldest.
     *
     * @param sentMillis when the click was sent, epoch milliseconds
     * @return false if the click must not be shown
     */
    boolean countClick(String userId, long sentMillis) {
        Long erasedMillis = erasedMillisByReader.get(userId);
        if (erasedMillis != null && sentMillis <= erasedMillis) {
            return false;
        }
        erasedMillisByReader.remove(userId);
        int clicks = clicksByReader.getOrDefault(userId, 0);
        clicksByReader.remove(userId);
        clicksByReader.put(userId, clicks + 1);
        return true;
    }

    /**
     * Adds the list's reader to the readers reached by the list's articles, if a new article triggered the list. Counts
     * only articles that the page shows.
     *
     * @return false if the reader was erased and has not clicked since; such a list must not be shown
     */
    boolean countReach(Recommendations list) {
        if (!isShown(list)) {
            return false;
        }
        if (list.trigger() == Trigger.ARTICLE) {
            for (String articleId : list.articleIds()) {
                LatestArticle article = latestById.get(articleId);
                if (article != null) {
                    article.readers.add(list.userId());
                }
            }
        }
        return true;
    }

    /** Whether a list may be shown: its reader was not erased, or has clicked after the erasure. */
    boolean isShown(Recommendations list) {
        return !erasedMillisByReader.containsKey(list.userId());
    }

    /**
     * Removes an erased reader, and remembers the erasure to suppress events that were sent before it.
     *
     * @param sentMillis time at which the erasure was sent, epoch milliseconds
     */
    void erase(String userId, long sentMillis) {
        clicksByReader.remove(userId);
        erasedMillisByReader.merge(userId, sentMillis, Math::max);
    }

    /**
     * Stores a trending list, in place of an earlier list of its category and time window; false if the list is new and
     * the limit is reached.
     */
    boolean putTrending(Trending trending) {
        if (trendingByScope.size() >= SCOPES_MAX && !trendingByScope.containsKey(trending.scope())) {
            return false;
        }
        trendingByScope.put(trending.scope(), topOf(trending));
        return true;
    }

    /** The trending list with only its first {@value #TRENDING_LINES_MAX} articles, as the page shows it. */
    static Trending topOf(Trending trending) {
        return trending.withItems(
                trending.items().stream().limit(TRENDING_LINES_MAX).toList());
    }

    /** Title of one of the latest articles; empty for other articles. */
    Optional<String> title(String articleId) {
        return Optional.ofNullable(latestById.get(articleId)).map(article -> article.profile.title());
    }

    /** The latest articles, newest first. */
    List<LatestArticle> latestArticles() {
        List<LatestArticle> latest = new ArrayList<>(latestById.values());
        Collections.reverse(latest);
        return latest;
    }

    List<Trending> trending() {
        return List.copyOf(trendingByScope.values());
    }

    /** The {@value #READERS_SHOWN} readers with the most clicks, busiest first, tie-break by id. */
    List<String> busiestReaders() {
        return clicksByReader.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(READERS_SHOWN)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Truncates a text to {@value #TITLE_CHARS_MAX} UTF-16 units without splitting a character. */
    static String truncated(String text) {
        if (text.length() <= TITLE_CHARS_MAX) {
            return text;
        }
        int end = TITLE_CHARS_MAX - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    private static <V> Map<String, V> bounded(int sizeMax) {
        return BoundedMap.evictingOldest(sizeMax);
    }

    /** One of the latest articles, with the number of readers it was pushed to. */
    static final class LatestArticle {
        private ArticleProfile profile;
        private final DistinctCount readers = new DistinctCount();

        private LatestArticle(ArticleProfile profile) {
            this.profile = profile;
        }

        ArticleProfile profile() {
            return profile;
        }

        /** Number of distinct readers to whom the article was pushed in a list; an estimate from 1,024 on. */
        long readersReached() {
            return readers.count();
        }
    }
}
