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
 * Pairs of words that follow each other far more often than by chance, such as "new york", found in a corpus and joined to
 * one word "new_york". Immutable, safe from any thread.
 *
 * <p>A pair ab is a phrase if {@code (count(ab) - discount) · words / (count(a) count(b))} is above a threshold (Mikolov et
 * al. 2013, equation 6, scaled by the length of the corpus as in word2phrase); the discount, which is the least count of a
 * word, keeps pairs of rare words out. Sentences are joined from the left, and a word belongs to one phrase at most.
 * Finding phrases again in a corpus that is joined already gives longer ones.
 */
public final class CorpusPhrases {
    /** The default of word2phrase. */
    public static final double THRESHOLD = 100;

    private static final int BIGRAM_PLACES_MAX = 1 << 24;

    private final Vocabulary vocabulary;
    private final Set<Long> pairs;

    private CorpusPhrases(Vocabulary vocabulary, Set<Long> pairs) {
        this.vocabulary = vocabulary;
        this.pairs = pairs;
    }

    /**
     * Finds the phrases of a corpus, which is read once.
     *
     * @param minCount rarer words are in no phrase, at least 1
     * @param threshold above 0; a higher one finds fewer
     */
    public static CorpusPhrases find(SentenceSource corpus, int minCount, double threshold) throws IOException {
        VocabularyBuilder words = new VocabularyBuilder();
        BigramCounts bigrams = new BigramCounts(BIGRAM_PLACES_MAX);
        try (Stream<List<String>> sentences = corpus.open()) {
            for (Iterator<List<String>> iterator = sentences.iterator(); iterator.hasNext(); ) {
                int before = -1;
                for (String word : iterator.next()) {
                    int number = words.add(word);
                    if (before >= 0) {
                        bigrams.add(before, number);
                    }
                    before = number;
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
        return count * (double) vocabulary.runningWords() / vocabulary.count(first) / vocabulary.count(second);
    }

    private static long key(int first, int second) {
        return ((long) first << 32) | second;
    }

    /** How many pairs are phrases. */
    public int size() {
        return pairs.size();
    }

    /** The sentence with its phrases joined. */
    public List<String> join(List<String> sentence) {
        List<String> joined = new ArrayList<>(sentence.size());
        int before = -1;
        for (String word : sentence) {
            int index = vocabulary.indexOf(word);
            if (before >= 0 && index >= 0 && pairs.contains(key(before, index))) {
                joined.set(joined.size() - 1, joined.get(joined.size() - 1) + CompoundWord.JOINT + word);
                before = -1;
            } else {
                joined.add(word);
                before = index;
            }
        }
        return joined;
    }

    /** The corpus with its phrases joined. */
    public SentenceSource join(SentenceSource corpus) {
        return () -> corpus.open().map(this::join);
    }
}
