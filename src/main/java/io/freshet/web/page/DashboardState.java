package io.freshet.web.page;

import io.freshet.event.ArticleProfile;
import io.freshet.event.Recommendations;
import io.freshet.event.Trending;
import io.freshet.event.Trigger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the page shows beside one reader's list: the latest stories and how many readers each was pushed to, the most-read
 * lists, and which readers are about. Every number and every length is limited: whatever happens, it holds less than 8 MB.
 * Not safe for several threads: {@link EventStream} guards it.
 */
final class DashboardState {
    static final int STORIES_MAX = 40;
    static final int READERS_MAX = 1_000;
    static final int READERS_SHOWN = 12;
    static final int SCOPES_MAX = 200;
    /** Longest title on the page, in UTF-16 units; longer ones are cut. */
    static final int TITLE_CHARS_MAX = 200;

    static final int KEYWORDS_MAX = 5;
    static final int TRENDING_LINES_MAX = 10;
    /** Erased readers that are remembered, so that nothing sent before their erasure shows them again. */
    static final int ERASED_MAX = 2_000;

    private final Map<String, Story> storyById = bounded(STORIES_MAX);
    private final Map<String, Integer> clicksByReader = bounded(READERS_MAX);
    private final Map<String, Long> erasedMillisByReader = bounded(ERASED_MAX);
    private final Map<String, Trending> trendingByScope = new TreeMap<>();

    /** Takes a story in as the latest, or corrects it where it stands, and says whether it is new. */
    boolean understood(ArticleProfile profile) {
        ArticleProfile shortened = new ArticleProfile(
                profile.articleId(),
                shortened(profile.title()),
                profile.language(),
                profile.category(),
                profile.keywords().stream().limit(KEYWORDS_MAX).toList(),
                profile.publishedAtMillis());
        Story known = storyById.get(profile.articleId());
        if (known != null) {
            known.profile = shortened;
            return false;
        }
        storyById.put(profile.articleId(), new Story(shortened));
        return true;
    }

    /**
     * Counts a click of a reader; the readers who clicked last are kept.
     *
     * @param sentMillis when it was sent
     * @return false if the click was sent before the reader was erased, and so is not to be shown
     */
    boolean clicked(String userId, long sentMillis) {
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
     * Counts the reader for every latest story that a push brought into the list.
     *
     * @return false if the list is of a reader who was erased and has not clicked since, and so is not to be shown
     */
    boolean listMade(Recommendations list) {
        if (!isShown(list)) {
            return false;
        }
        if (list.trigger() == Trigger.ARTICLE) {
            for (String articleId : list.articleIds()) {
                Story story = storyById.get(articleId);
                if (story != null) {
                    story.readers.add(list.userId());
                }
            }
        }
        return true;
    }

    /** Whether the reader of the list may be shown. */
    boolean isShown(Recommendations list) {
        return !erasedMillisByReader.containsKey(list.userId());
    }

    /** Forgets a reader who was erased at this time. */
    void erased(String userId, long sentMillis) {
        clicksByReader.remove(userId);
        erasedMillisByReader.merge(userId, sentMillis, Math::max);
    }

    /** Keeps the list in place of the last of its scope, and says whether there was room for it. */
    boolean trendingChanged(Trending trending) {
        if (trendingByScope.size() >= SCOPES_MAX && !trendingByScope.containsKey(trending.scope())) {
            return false;
        }
        trendingByScope.put(trending.scope(), topOf(trending));
        return true;
    }

    /** The list without the lines that the page does not show. */
    static Trending topOf(Trending trending) {
        return trending.withItems(
                trending.items().stream().limit(TRENDING_LINES_MAX).toList());
    }

    /** The title of one of the latest stories. */
    Optional<String> title(String articleId) {
        return Optional.ofNullable(storyById.get(articleId)).map(story -> story.profile.title());
    }

    /** The latest stories, the latest first. */
    List<Story> stories() {
        List<Story> latest = new ArrayList<>(storyById.values());
        Collections.reverse(latest);
        return latest;
    }

    List<Trending> trending() {
        return List.copyOf(trendingByScope.values());
    }

    /** Of the readers who clicked last, those with the most clicks, the busiest first; ties by id. */
    List<String> busiestReaders() {
        return clicksByReader.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(READERS_SHOWN)
                .map(Map.Entry::getKey)
                .toList();
    }

    int readersKept() {
        return clicksByReader.size();
    }

    int erasedKept() {
        return erasedMillisByReader.size();
    }

    /** The text as the page shows it: at most {@value #TITLE_CHARS_MAX} UTF-16 units, cut between characters. */
    static String shortened(String text) {
        if (text.length() <= TITLE_CHARS_MAX) {
            return text;
        }
        int end = TITLE_CHARS_MAX - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    private static <V> Map<String, V> bounded(int sizeMax) {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > sizeMax;
            }
        };
    }

    /** One of the latest stories. */
    static final class Story {
        private ArticleProfile profile;
        private final DistinctCount readers = new DistinctCount();

        private Story(ArticleProfile profile) {
            this.profile = profile;
        }

        ArticleProfile profile() {
            return profile;
        }

        /** Distinct readers whose list it entered by a push, estimated where they are many. */
        long readersReached() {
            return readers.count();
        }
    }
}
