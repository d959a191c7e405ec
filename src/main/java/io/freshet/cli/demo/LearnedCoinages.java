package io.freshet.cli.demo;

import io.freshet.newsroom.CoinedWord;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which of the words that the newsroom coined the recommender has learned. It learns ordinary words that are new to it as
 * well, far more than a person can read. Safe from any thread.
 */
final class LearnedCoinages {
    /** A coined word is learned within an article or two: what was learned long before it was coined is another word. */
    private static final int ADMITTED_KEPT_MAX = 10_000;

    private final Set<String> admitted = new LinkedHashSet<>();
    private final Set<String> told = new LinkedHashSet<>();

    /** These words entered the vocabulary. */
    synchronized void admitted(List<String> words) {
        admitted.addAll(words);
        while (admitted.size() > ADMITTED_KEPT_MAX) {
            admitted.remove(admitted.iterator().next());
        }
    }

    /** Those that were learned since they were last asked for, as their articles write them. */
    synchronized List<String> newlyLearned(List<CoinedWord> coined) {
        List<String> learned = new ArrayList<>();
        for (CoinedWord word : coined) {
            for (String written : List.of(word.english(), word.chinese())) {
                if (admitted.contains(term(written)) && told.add(written)) {
                    learned.add(written);
                }
            }
        }
        return learned;
    }

    /** The word as the tokeniser writes it. */
    private static String term(String written) {
        return written.toLowerCase(Locale.ROOT);
    }
}
