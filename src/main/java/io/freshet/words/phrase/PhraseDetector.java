package io.freshet.words.phrase;

import io.freshet.collection.BoundedMap;
import io.freshet.text.StopWords;
import io.freshet.text.StreamToken;
import io.freshet.text.TokenGap;
import io.freshet.vector.RandomStream;
import io.freshet.vector.SeededHash;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Detects compounds in the stream of articles: phrases such as "new york", and names that the tokeniser splits, such as
 * "papi酱". Owned by one thread.
 *
 * <p>An n-gram of two to four tokens is a compound if it has high cohesion and high boundary entropy (Matrix67 2012 on
 * new Chinese words, after Church and Hanks 1990). <em>Cohesion</em> is the ratio of the observed count to the expected
 * count of two independent parts, {@code (count(whole) - discount) · words / (count(left) · count(right))}, the minimum
 * over all splits in two (for two words the score of Mikolov et al. 2013, equation 6). The ratio cannot exceed
 * {@code words / count}, which is low for a frequent name in a small stream; an n-gram with {@value #WITHIN_SHARE_MIN}
 * of the uses of each part is therefore cohesive, too. <em>Boundary entropy</em> is the lower of the entropies of the
 * words before and after the n-gram: it is low for a part of a longer compound. A stop word neither begins nor ends a
 * compound, and occurs inside only if the compound is written with spaces.
 *
 * <p>There are two sets of thresholds: low ones for an n-gram that looks like a name unknown to the dictionary, because
 * its pieces are too small to be words, and high ones for an n-gram of proper words. A known compound is rejected if,
 * after three times the required occurrences, its cohesion is below half the threshold.
 *
 * <p>Memory is bounded: {@link NgramCounts} evicts rare n-grams, an n-gram of three or four words is counted only if
 * its parts occurred before, and neighbours are counted from the second occurrence on. Counts do not survive a restart;
 * detected compounds do, as learned words.
 */
public final class PhraseDetector {
    /**
     * Smallest share of each part's uses within an n-gram that makes the n-gram cohesive. The share is
     * {@code (count(whole) - discount) / count(part)}.
     */
    private static final double WITHIN_SHARE_MIN = .8;

    private static final double REJECT_COHESION_SHARE = .5;
    private static final int REJECT_COUNT_FACTOR = 3;
    /** Hash that stands for every number as the neighbour of an n-gram. */
    private static final int NUMBER = 1;

    private final PhraseSettings settings;
    private final CompoundLexicon known;
    private final NgramCounts counts;
    private final Map<Long, Candidate> candidates;
    private double words;

    /** Counts of the words before and after an n-gram that has occurred more than once. */
    private record Candidate(NeighbourSketch before, NeighbourSketch after) {
        Candidate() {
            this(new NeighbourSketch(), new NeighbourSketch());
        }
    }

    /**
     * A detected compound and how often it occurred.
     *
     * @param word in the format of {@link CompoundWord}
     * @param count occurrences of the n-gram
     */
    public record Found(String word, int count) {}

    /**
     * Result of counting one sentence: newly detected compounds, and known compounds that no longer qualify.
     *
     * @param found compounds detected, none of them known
     * @param rejected known compounds whose cohesion is too low
     */
    public record Findings(List<Found> found, List<String> rejected) {}

    /**
     * Creates a detector without counts, which detects only compounds that are not in {@code known}.
     *
     * @param known the known compounds, which the caller keeps up to date
     */
    public PhraseDetector(PhraseSettings settings, CompoundLexicon known) {
        this.settings = settings;
        this.known = known;
        this.counts = new NgramCounts(settings.ngramSlots());
        this.candidates = BoundedMap.evictingLeastRecentlyUsed(settings.candidatesMax());
    }

    /**
     * Counts the n-grams of a sentence; returns the new compounds among them, and known compounds that no longer
     * qualify.
     *
     * @param sentence tokens from the tokeniser, compounds not joined
     * @param stopWords stop words of the sentence's language
     */
    public Findings learn(List<StreamToken> sentence, StopWords stopWords) {
        for (int halvings = counts.makeRoom(); halvings > 0; halvings--) {
            words /= 2;
        }
        Ngrams ngrams = new Ngrams(sentence, stopWords);
        words += sentence.size();
        for (int length = 1; length <= CompoundWord.PARTS_MAX; length++) {
            for (int from = 0; from + length <= sentence.size(); from++) {
                if (ngrams.exists(from, length) && (length <= 2 || partsOccurredBefore(ngrams, from, length))) {
                    count(ngrams, from, length);
                }
            }
        }
        Map<String, Found> found = new LinkedHashMap<>();
        List<String> rejected = new ArrayList<>();
        for (int from = 0; from < sentence.size(); from++) {
            for (int length = 2; length <= CompoundWord.PARTS_MAX && ngrams.exists(from, length); length++) {
                check(ngrams, from, length, found, rejected);
            }
        }
        return new Findings(List.copyOf(found.values()), rejected);
    }

    private boolean partsOccurredBefore(Ngrams ngrams, int from, int length) {
        return counts.count(ngrams.key(from, length - 1)) > 1 && counts.count(ngrams.key(from + 1, length - 1)) > 1;
    }

    private void count(Ngrams ngrams, int from, int length) {
        long key = ngrams.key(from, length);
        int before = ngrams.before(from);
        int after = ngrams.after(from + length);
        int count = counts.add(key, before << 16 | after);
        if (length > 1 && count > 1) {
            Candidate candidate = candidates.computeIfAbsent(key, unseen -> new Candidate());
            if (count == 2) {
                int first = counts.firstNeighbours(key);
                candidate.before.add(first >>> 16);
                candidate.after.add(first & 0xffff);
            }
            candidate.before.add(before);
            candidate.after.add(after);
        }
    }

    private void check(Ngrams ngrams, int from, int length, Map<String, Found> found, List<String> rejected) {
        long key = ngrams.key(from, length);
        int count = counts.count(key);
        if (count < settings.name().countMin() || !ngrams.canBeCompound(from, length)) {
            return;
        }
        PhraseSettings.Rule rule = ngrams.isName(from, length) ? settings.name() : settings.phrase();
        if (count < rule.countMin() || ngrams.chars(from, length) > rule.charsMax()) {
            return;
        }
        double cohesion = cohesion(ngrams, from, length, count - rule.discount(), rule.cohesionMin());
        String word = ngrams.word(from, length);
        if (known.knows(word)) {
            if (cohesion < REJECT_COHESION_SHARE * rule.cohesionMin()
                    && count >= REJECT_COUNT_FACTOR * rule.countMin()) {
                rejected.add(word);
            }
            return;
        }
        Candidate candidate = candidates.get(key);
        if (cohesion >= rule.cohesionMin()
                && candidate != null
                && candidate.before.entropy() >= rule.entropyMin()
                && candidate.after.entropy() >= rule.entropyMin()) {
            found.put(word, new Found(word, count));
        }
    }

    private double cohesion(Ngrams ngrams, int from, int length, int count, double cohesionMin) {
        double minimum = Double.POSITIVE_INFINITY;
        for (int split = 1; split < length; split++) {
            double left = Math.max(1, counts.count(ngrams.key(from, split)));
            double right = Math.max(1, counts.count(ngrams.key(from + split, length - split)));
            double lift = count * words / (left * right);
            boolean within = count >= WITHIN_SHARE_MIN * Math.max(left, right);
            minimum = Math.min(minimum, within ? Math.max(lift, cohesionMin) : lift);
        }
        return minimum;
    }

    /** The n-grams of one sentence, each addressed by the position of its first word and its length in words. */
    private static final class Ngrams {
        private final List<StreamToken> sentence;
        private final StopWords stopWords;
        /**
         * Hash of each n-gram, at {@code 4 * position + length - 1}; 0 if punctuation, a number or the end of the
         * sentence interrupts the n-gram.
         */
        private final long[] keys;

        Ngrams(List<StreamToken> sentence, StopWords stopWords) {
            this.sentence = sentence;
            this.stopWords = stopWords;
            this.keys = new long[sentence.size() * CompoundWord.PARTS_MAX];
            for (int from = 0; from < sentence.size(); from++) {
                long key = 1;
                int to = Math.min(sentence.size(), from + CompoundWord.PARTS_MAX);
                for (int last = from; last < to; last++) {
                    TokenGap gap =
                            last == from ? TokenGap.APART : sentence.get(last).gap();
                    if (last > from && gap != TokenGap.SPACED && gap != TokenGap.ADJACENT) {
                        break;
                    }
                    int gapCode = gap == TokenGap.ADJACENT ? 2 : gap == TokenGap.SPACED ? 1 : 0;
                    key = RandomStream.mix(key + gapCode)
                            + SeededHash.fnv1a(sentence.get(last).term());
                    keys[from * CompoundWord.PARTS_MAX + last - from] = key;
                }
            }
        }

        boolean exists(int from, int length) {
            return from + length <= sentence.size() && key(from, length) != 0;
        }

        long key(int from, int length) {
            return keys[from * CompoundWord.PARTS_MAX + length - 1];
        }

        /** 16-bit hash of the neighbour before an n-gram whose first word is at {@code position}. */
        int before(int position) {
            return neighbour(position - 1, sentence.get(position).gap());
        }

        /** 16-bit hash of the neighbour after an n-gram whose last word is at {@code position - 1}. */
        int after(int position) {
            return position == sentence.size()
                    ? NeighbourSketch.EDGE
                    : neighbour(position, sentence.get(position).gap());
        }

        /**
         * 16-bit hash of an n-gram's neighbour: the word at {@code position}, or the punctuation or number in {@code
         * gap}. All numbers share one hash, so that a unit of measure, which only follows numbers, has low entropy.
         */
        private int neighbour(int position, TokenGap gap) {
            return switch (gap) {
                case APART -> NeighbourSketch.EDGE;
                case NUMBER -> NUMBER;
                case SPACED, ADJACENT ->
                    2
                            + (int) Math.floorMod(
                                    SeededHash.fnv1a(sentence.get(position).term()), 0xfffeL);
            };
        }

        /**
         * Whether an n-gram may be a compound: it neither begins nor ends with a stop word, and
         * {@link CompoundWord#written} reproduces its text. A stop word inside must follow a space; a hyphen counts as
         * a space.
         */
        boolean canBeCompound(int from, int length) {
            for (int index = from; index < from + length; index++) {
                StreamToken word = sentence.get(index);
                boolean inside = index > from && index < from + length - 1 && word.gap() == TokenGap.SPACED;
                if (word.term().contains(CompoundWord.SEPARATOR)
                        || (index > from && touches(index) != (word.gap() == TokenGap.ADJACENT))
                        || (!inside && stopWords.contains(word.term()))) {
                    return false;
                }
            }
            return true;
        }

        private boolean touches(int index) {
            String left = sentence.get(index - 1).term();
            return CompoundWord.isWrittenWithoutSpaces(left.codePointBefore(left.length()))
                    || CompoundWord.isWrittenWithoutSpaces(
                            sentence.get(index).term().codePointAt(0));
        }

        /**
         * Whether an n-gram looks like a name that the tokeniser has split. Such an n-gram has no spaces between its
         * words, and at least one of them is a single character or is neither Chinese nor Japanese.
         */
        boolean isName(int from, int length) {
            boolean small = false;
            for (int index = from; index < from + length; index++) {
                String term = sentence.get(index).term();
                boolean chinese = CompoundWord.isWrittenWithoutSpaces(term.codePointAt(0));
                small |= !chinese || term.codePointCount(0, term.length()) == 1;
                if (index > from && sentence.get(index).gap() != TokenGap.ADJACENT) {
                    return false;
                }
            }
            return small;
        }

        int chars(int from, int length) {
            int chars = 0;
            for (int index = from; index < from + length; index++) {
                chars += sentence.get(index).term().length();
            }
            return chars;
        }

        String word(int from, int length) {
            StringBuilder word = new StringBuilder(sentence.get(from).term());
            for (int index = from + 1; index < from + length; index++) {
                word.append(CompoundWord.SEPARATOR).append(sentence.get(index).term());
            }
            return word.toString();
        }
    }
}
