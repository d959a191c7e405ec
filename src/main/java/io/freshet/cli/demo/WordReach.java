package io.freshet.cli.demo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Counts the readers on whose list a headline with a new word appears within eight seconds after the word was learned.
 * Times are wall-clock milliseconds. For one thread.
 */
final class WordReach {
    /** Time for which a word is observed after the recommender learned it, milliseconds. */
    static final long OBSERVED_MILLIS = 8_000;

    private final Map<String, Observed> observed = new LinkedHashMap<>();

    /**
     * Result for one word: how many readers had a headline with the word on their list, and one such headline.
     *
     * @param readers number of readers with such a headline on their list
     * @param title one such headline
     */
    record ReachedWord(String word, int readers, String title) {}

    private static final class Observed {
        final long learnedMillis;
        final Set<String> readers = new HashSet<>();
        String title = "";

        Observed(long learnedMillis) {
            this.learnedMillis = learnedMillis;
        }
    }

    /** Starts to observe a word that the recommender has learned. */
    void learned(String word, long nowMillis) {
        observed.putIfAbsent(word, new Observed(nowMillis));
    }

    /**
     * Counts {@code userId} among the readers reached by each observed word in {@code titles}, the headlines on the
     * reader's list.
     */
    void listed(String userId, Stream<String> titles) {
        if (observed.isEmpty()) {
            return;
        }
        List<String> listed = titles.toList();
        observed.forEach((word, reach) -> {
            String term = word.toLowerCase(Locale.ROOT);
            listed.stream()
                    .filter(title -> title.toLowerCase(Locale.ROOT).contains(term))
                    .findFirst()
                    .ifPresent(title -> {
                        reach.readers.add(userId);
                        reach.title = title;
                    });
        });
    }

    /** Ends the observation of words whose time is over; returns those that reached a reader. */
    List<ReachedWord> removeCompleted(long nowMillis) {
        List<ReachedWord> completed = new ArrayList<>();
        Iterator<Map.Entry<String, Observed>> entries = observed.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<String, Observed> entry = entries.next();
            if (nowMillis - entry.getValue().learnedMillis >= OBSERVED_MILLIS) {
                entries.remove();
                if (!entry.getValue().readers.isEmpty()) {
                    completed.add(new ReachedWord(
                            entry.getKey(), entry.getValue().readers.size(), entry.getValue().title));
                }
            }
        }
        return completed;
    }
}
