package io.freshet.words.train;

import io.freshet.words.Vocabulary;
import io.freshet.words.VocabularyBuilder;
import io.freshet.words.phrase.CompoundWord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Phrases of a corpus: pairs of words that follow each other far more often than by chance, such as "new york". Joins
 * a phrase in a sentence to one word, "new_york". Immutable and thread-safe.
 *
 * <p>A pair ab is a phrase if {@code (count(ab) - discount) · words / (count(a) count(b))} exceeds a threshold (Mikolov
 * et al. 2013, equation 6, scaled by the length of the corpus as in word2phrase). The discount, which is the minimum
 * count of a word, excludes pairs of rare words. Sentences are joined from the left, and a word belongs to at most one
 * phrase. A second pass over a joined corpus finds longer phrases.
 */
public final class CorpusPhrases {
    /** Default score above which a pair of words is a phrase, as in word2phrase. */
    public static final double THRESHOLD = 100;

    private static final int BIGRAM_SLOTS_MAX = 1 << 24;

    private final Vocabulary vocabulary;
    private final Set<Long> pairs;

    private CorpusPhrases(Vocabulary vocabulary, Set<Long> pairs) {
        this.vocabulary = vocabulary;
        this.pairs = pairs;
    }

    /**
     * Finds the phrases of a corpus in one pass: pairs of words, each used {@code minCount} times or more, that score
     * above {@code threshold}.
     *
     * @param minCount minimum count of a word in a phrase, at least 1
     * @param threshold above 0; a higher threshold finds fewer phrases
     */
    public static CorpusPhrases find(SentenceSource corpus, int minCount, double threshold) throws IOException {
        VocabularyBuilder words = new VocabularyBuilder();
        BigramCounts bigrams = new BigramCounts(BIGRAM_SLOTS_MAX);
        try (Stream<List<String>> sentences = corpus.open()) {
            for (Iterator<List<String>> iterator = sentences.iterator(); iterator.hasNext(); ) {
                int previous = -1;
                for (String word : iterator.next()) {
                    int number = words.add(word);
                    if (previous >= 0) {
                        bigrams.add(previous, number);
                    }
                    previous = number;
                }
            }
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
        Vocabulary vocabulary = words.build(minCount, Vocabulary.WORDS_MAX);
        int[] indices = words.indicesByNumber(vocabulary);
        Set<Long> pairs = new HashSet<>();
        bigrams.forEach((first, second, count) -> {
            int a = indices[first];
            int b = indices[second];
            if (a >= 0 && b >= 0 && score(vocabulary, a, b, count - minCount) > threshold) {
                pairs.add(key(a, b));
            }
        });
        return new CorpusPhrases(vocabulary, pairs);
    }

    private static double score(Vocabulary vocabulary, int first, int second, int count) {
        return count * (double) vocabulary.corpusWords() / vocabulary.count(first) / vocabulary.count(second);
    }

    private static long key(int first, int second) {
        return ((long) first << 32) | second;
    }

    /** Number of phrases. */
    public int size() {
        return pairs.size();
    }

    /** Copy of a sentence in which the two words of each phrase are joined to one word, such as "new_york". */
    public List<String> join(List<String> sentence) {
        List<String> joined = new ArrayList<>(sentence.size());
        int previous = -1;
        for (String word : sentence) {
            int index = vocabulary.indexOf(word);
            if (previous >= 0 && index >= 0 && pairs.contains(key(previous, index))) {
                joined.set(joined.size() - 1, joined.get(joined.size() - 1) + CompoundWord.SEPARATOR + word);
                previous = -1;
            } else {
                joined.add(word);
                previous = index;
            }
        }
        return joined;
    }

    /** Returns a view of a corpus with its phrases joined. */
    public SentenceSource join(SentenceSource corpus) {
        return () -> corpus.open().map(this::join);
    }
}
