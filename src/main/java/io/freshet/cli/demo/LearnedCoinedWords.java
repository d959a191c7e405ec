package io.freshet.cli.demo;

import io.freshet.newsroom.CoinedWord;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Tracks which of the words that the simulated newsroom invents have entered the recommender's vocabulary. The
 * recommender also learns many ordinary words; those are ignored, because they are too many to print. Safe from any
 * thread.
 */
final class LearnedCoinedWords {
    /**
     * Maximum number of words remembered as admitted to the vocabulary; beyond it, the oldest is forgotten. A coined
     * word is admitted with its first articles, so recent words suffice.
     */
    private static final int ADMITTED_MAX = 10_000;

    private final Set<String> admitted = new LinkedHashSet<>();
    private final Set<String> returned = new LinkedHashSet<>();

    /** Records words that entered the vocabulary. */
    synchronized void admitted(List<String> words) {
        admitted.addAll(words);
        while (admitted.size() > ADMITTED_MAX) {
            admitted.remove(admitted.iterator().next());
        }
    }

    /**
     * Invented words in {@code coined} that the recommender has learned, spelt as in articles; leaves out words that an
     * earlier call returned. The English and the Chinese form are two words.
     */
    synchronized List<String> newlyLearned(List<CoinedWord> coined) {
        List<String> learned = new ArrayList<>();
        for (CoinedWord word : coined) {
            for (String written : List.of(word.english(), word.chinese())) {
                if (admitted.contains(term(written)) && returned.add(written)) {
                    learned.add(written);
                }
            }
        }
        return learned;
    }

    /** The word as the tokenizer spells it: in lower case. */
    private static String term(String written) {
        return written.toLowerCase(Locale.ROOT);
    }
}
