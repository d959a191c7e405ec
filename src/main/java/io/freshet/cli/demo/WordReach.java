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

/** How many readers' lists hold a headline with a new word, some seconds after it was learned. Times are of the wall clock. For one thread. */
final class WordReach {
    /** How long a word is watched, in milliseconds. */
    static final long WATCHED_MILLIS = 8_000;

    private final Map<String, Watched> watched = new LinkedHashMap<>();

    /**
     * Where a word got to.
     *
     * @param readers whose lists hold a headline with it
     * @param title one such headline, empty if there is none
     */
    record Reached(String word, int readers, String title) {}

    private static final class Watched {
        final long learnedMillis;
        final Set<String> readers = new HashSet<>();
        String title = "";

        Watched(long learnedMillis) {
            this.learnedMillis = learnedMillis;
        }
    }

    /** Watches a new word. */
    void learned(String word, long nowMillis) {
        watched.putIfAbsent(word, new Watched(nowMillis));
    }

    /** A reader's list of these headlines is out. */
    void listed(String userId, Stream<String> titles) {
        if (watched.isEmpty()) {
            return;
        }
        List<String> listed = titles.toList();
        watched.forEach((word, reach) -> {
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

    /** Those whose time of watching is over and that reached somebody; they are watched no more. */
    List<Reached> settle(long nowMillis) {
        List<Reached> settled = new ArrayList<>();
        Iterator<Map.Entry<String, Watched>> entries = watched.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<String, Watched> entry = entries.next();
            if (nowMillis - entry.getValue().learnedMillis >= WATCHED_MILLIS) {
                entries.remove();
                if (!entry.getValue().readers.isEmpty()) {
                    settled.add(
                            new Reached(entry.getKey(), entry.getValue().readers.size(), entry.getValue().title));
                }
            }
        }
        return settled;
    }
}
