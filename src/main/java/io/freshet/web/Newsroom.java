package io.freshet.web;

import io.freshet.event.ArticleProfile;
import io.freshet.event.Click;
import io.freshet.event.Recommendations;
import io.freshet.event.Trending;
import io.freshet.event.Trigger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the page shows beside one reader's list: the latest stories and how many readers each was pushed to, the most-read
 * lists, and which readers are about. Everything is bounded. Not safe for several threads: {@link Feed} guards it.
 */
final class Newsroom {
    static final int STORIES_MAX = 40;
    static final int READERS_MAX = 1_000;
    static final int READERS_SHOWN = 12;
    static final int SCOPES_MAX = 200;
    private static final int TITLES_MAX = 20_000;
    private static final int PUSHED_READERS_MAX = 100_000;

    private final Map<String, Story> storyById = bounded(STORIES_MAX);
    private final Map<String, String> titleById = bounded(TITLES_MAX);
    private final Map<String, Integer> clicksByReader = bounded(READERS_MAX);
    private final Map<String, Trending> trendingByScope = new TreeMap<>();

    /** Takes a story in as the latest, or corrects it where it stands, and says whether it is new. */
    boolean understood(ArticleProfile profile) {
        titleById.put(profile.articleId(), profile.title());
        Story known = storyById.get(profile.articleId());
        if (known != null) {
            known.profile = profile;
            return false;
        }
        storyById.put(profile.articleId(), new Story(profile));
        return true;
    }

    /** Counts a click of a reader; the readers who clicked last are kept. */
    void clicked(Click click) {
        int clicks = clicksByReader.getOrDefault(click.userId(), 0);
        clicksByReader.remove(click.userId());
        clicksByReader.put(click.userId(), clicks + 1);
    }

    /** Counts the reader for every latest story that a push brought into the list. */
    void listMade(Recommendations list) {
        if (list.trigger() != Trigger.ARTICLE) {
            return;
        }
        for (String articleId : list.articleIds()) {
            Story story = storyById.get(articleId);
            if (story != null && story.readers.size() < PUSHED_READERS_MAX) {
                story.readers.add(list.userId());
            }
        }
    }

    /** Keeps the list in place of the last of its scope, and says whether there was room for it. */
    boolean trendingChanged(Trending trending) {
        if (trendingByScope.size() >= SCOPES_MAX && !trendingByScope.containsKey(trending.scope())) {
            return false;
        }
        trendingByScope.put(trending.scope(), trending);
        return true;
    }

    Optional<String> title(String articleId) {
        return Optional.ofNullable(titleById.get(articleId));
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
        private final Set<String> readers = new HashSet<>();

        private Story(ArticleProfile profile) {
            this.profile = profile;
        }

        ArticleProfile profile() {
            return profile;
        }

        /** Distinct readers whose list it entered by a push. */
        int readersReached() {
            return readers.size();
        }
    }
}
