package io.freshet.words.phrase;

import io.freshet.text.StopWords;
import io.freshet.text.StreamToken;
import io.freshet.text.TokenGap;
import io.freshet.vector.RandomStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds in the stream words that consist of several of the tokeniser's: names that no dictionary has, such as "papi酱"
 * where the tokeniser sees "papi" and "酱", and phrases. Owned by one thread.
 *
 * <p>Two to four words that touch or follow each other are one word if they hold together and stand free (Matrix67 2012 on
 * new Chinese words, after Church and Hanks 1990): <em>cohesion</em>, the least over all ways to cut them in two of
 * {@code (count(whole) - discount) · words / (count(left) · count(right))}, says that they meet far more often than by
 * chance (for two words it is the score of Mikolov et al. 2013, equation 6). It cannot exceed {@code words / count}, which
 * is small for what a small stream is full of: so parts of which {@value #TOGETHER_SHARE_MIN} of the uses are within the
 * whole hold together as well. <em>Boundary entropy</em>, the lesser of the
 * entropies of what precedes and what follows them, says that they occur among changing neighbours, which a part of a
 * longer word does not. A stop word neither begins nor ends a compound, and stands in none that is written without spaces.
 *
 * <p>Two bars: low for what looks like a name that the dictionary does not know, because it is in pieces too small to be
 * words, high for words that are words already. A compound that turns out to hold together half as well as it must, over
 * three times the occurrences it took, is given up.
 *
 * <p>Memory is bounded: {@link NgramCounts} forgets what is rare, a run longer than two words is counted only where its parts
 * came before, and neighbours are followed from a run's second occurrence on. Nothing survives a restart; what was found
 * does, as learned words.
 */
public final class PhraseDetector {
    /** Share of the uses of either part that are within the whole, {@code (count(whole) - discount) / count(part)}. */
    private static final double TOGETHER_SHARE_MIN = .8;

    private static final double GIVE_UP_SHARE = .5;
    private static final int GIVE_UP_COUNTS = 3;
    private static final int NUMBER = 1;

    private final PhraseSettings settings;
    private final CompoundLexicon known;
    private final NgramCounts counts;
    private final Map<Long, Candidate> candidates;
    private double words;

    /** The neighbours on both sides of a run that was seen more than once. */
    private record Candidate(NeighbourSketch before, NeighbourSketch after) {
        Candidate() {
            this(new NeighbourSketch(), new NeighbourSketch());
        }
    }

    /**
     * A word that was found.
     *
     * @param count how often its words were seen together
     */
    public record Found(String word, int count) {}

    /**
     * What a stretch of text told.
     *
     * @param found compounds that were not known
     * @param givenUp known compounds that hold together too little
     */
    public record Findings(List<Found> found, List<String> givenUp) {}

    /** @param known the compounds that need not be found, as they are at any time */
    public PhraseDetector(PhraseSettings settings, CompoundLexicon known) {
        this.settings = settings;
        this.known = known;
        this.counts = new NgramCounts(settings.runsMax());
        this.candidates = new LinkedHashMap<>(16, .75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, Candidate> eldest) {
                return size() > settings.candidatesMax();
            }
        };
    }

    /**
     * Learns from a sentence as the tokeniser sees it, with no compound put together.
     *
     * @param stopWords of its language
     */
    public Findings learn(List<StreamToken> sentence, StopWords stopWords) {
        for (int halvings = counts.makeRoom(); halvings > 0; halvings--) {
            words /= 2;
        }
        Runs runs = new Runs(sentence, stopWords);
        words += sentence.size();
        for (int length = 1; length <= CompoundWord.PARTS_MAX; length++) {
            for (int from = 0; from + length <= sentence.size(); from++) {
                if (runs.exists(from, length) && (length <= 2 || partsCameBefore(runs, from, length))) {
                    count(runs, from, length);
                }
            }
        }
        Map<String, Found> found = new LinkedHashMap<>();
        List<String> givenUp = new ArrayList<>();
        for (int from = 0; from < sentence.size(); from++) {
            for (int length = 2; length <= CompoundWord.PARTS_MAX && runs.exists(from, length); length++) {
                judge(runs, from, length, found, givenUp);
            }
        }
        return new Findings(List.copyOf(found.values()), givenUp);
    }

    private boolean partsCameBefore(Runs runs, int from, int length) {
        return counts.count(runs.key(from, length - 1)) > 1 && counts.count(runs.key(from + 1, length - 1)) > 1;
    }

    private void count(Runs runs, int from, int length) {
        long key = runs.key(from, length);
        int before = runs.before(from);
        int after = runs.after(from + length);
        int count = counts.add(key, before << 16 | after);
        if (length > 1 && count > 1) {
            Candidate candidate = candidates.computeIfAbsent(key, unseen -> new Candidate());
            if (count == 2) {
                int first = counts.note(key);
                candidate.before.add(first >>> 16);
                candidate.after.add(first & 0xffff);
            }
            candidate.before.add(before);
            candidate.after.add(after);
        }
    }

    private void judge(Runs runs, int from, int length, Map<String, Found> found, List<String> givenUp) {
        long key = runs.key(from, length);
        int count = counts.count(key);
        if (count < settings.name().countMin() || !runs.canBeWord(from, length)) {
            return;
        }
        PhraseSettings.Rule rule = runs.isName(from, length) ? settings.name() : settings.phrase();
        if (count < rule.countMin() || runs.chars(from, length) > rule.charsMax()) {
            return;
        }
        double cohesion = cohesion(runs, from, length, count - rule.discount(), rule.cohesionMin());
        String word = runs.word(from, length);
        if (known.knows(word)) {
            if (cohesion < GIVE_UP_SHARE * rule.cohesionMin() && count >= GIVE_UP_COUNTS * rule.countMin()) {
                givenUp.add(word);
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

    private double cohesion(Runs runs, int from, int length, int count, double cohesionMin) {
        double least = Double.POSITIVE_INFINITY;
        for (int cut = 1; cut < length; cut++) {
            double left = Math.max(1, counts.count(runs.key(from, cut)));
            double right = Math.max(1, counts.count(runs.key(from + cut, length - cut)));
            double lift = count * words / (left * right);
            boolean together = count >= TOGETHER_SHARE_MIN * Math.max(left, right);
            least = Math.min(least, together ? Math.max(lift, cohesionMin) : lift);
        }
        return least;
    }

    /** The runs of one sentence, by their first word and their length in words. */
    private static final class Runs {
        private final List<StreamToken> sentence;
        private final StopWords stopWords;
        /** Keys of the runs of one to four words from each place; 0 if the words do not follow each other. */
        private final long[] keys;

        Runs(List<StreamToken> sentence, StopWords stopWords) {
            this.sentence = sentence;
            this.stopWords = stopWords;
            this.keys = new long[sentence.size() * CompoundWord.PARTS_MAX];
            for (int from = 0; from < sentence.size(); from++) {
                long key = 1;
                int to = Math.min(sentence.size(), from + CompoundWord.PARTS_MAX);
                for (int last = from; last < to; last++) {
                    TokenGap joint =
                            last == from ? TokenGap.APART : sentence.get(last).joint();
                    if (last > from && joint != TokenGap.SPACED && joint != TokenGap.ADJACENT) {
                        break;
                    }
                    int tie = joint == TokenGap.ADJACENT ? 2 : joint == TokenGap.SPACED ? 1 : 0;
                    key = RandomStream.mix(key + tie) + hash(sentence.get(last).term());
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

        /** The neighbour before a place, in 16 bits. */
        int before(int place) {
            return neighbour(place - 1, sentence.get(place).joint());
        }

        /** The neighbour after a run that ends before a place. */
        int after(int place) {
            return place == sentence.size()
                    ? NeighbourSketch.EDGE
                    : neighbour(place, sentence.get(place).joint());
        }

        /** All numbers are one neighbour: what only ever follows a number is a measure. */
        private int neighbour(int place, TokenGap joint) {
            return switch (joint) {
                case APART -> NeighbourSketch.EDGE;
                case NUMBER -> NUMBER;
                case SPACED, ADJACENT ->
                    2 + (int) Math.floorMod(hash(sentence.get(place).term()), 0xfffeL);
            };
        }

        /** Stop words stand at most between spaces, and the parts as {@link CompoundWord#written} will write them. */
        boolean canBeWord(int from, int length) {
            for (int index = from; index < from + length; index++) {
                StreamToken word = sentence.get(index);
                boolean inside = index > from && index < from + length - 1 && word.joint() == TokenGap.SPACED;
                if (word.term().contains(CompoundWord.JOINT)
                        || (index > from && touches(index) != (word.joint() == TokenGap.ADJACENT))
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

        /** Whether nothing stands between the words and one of them is too small to be a word or is of another script. */
        boolean isName(int from, int length) {
            boolean small = false;
            for (int index = from; index < from + length; index++) {
                String term = sentence.get(index).term();
                boolean chinese = CompoundWord.isWrittenWithoutSpaces(term.codePointAt(0));
                small |= !chinese || term.codePointCount(0, term.length()) == 1;
                if (index > from && sentence.get(index).joint() != TokenGap.ADJACENT) {
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
                word.append(CompoundWord.JOINT).append(sentence.get(index).term());
            }
            return word.toString();
        }

        /** 64 bits, FNV-1a over the characters (Fowler, Noll and Vo 1991). */
        private static long hash(String term) {
            long hash = 0xcbf29ce484222325L;
            for (int index = 0; index < term.length(); index++) {
                hash = (hash ^ term.charAt(index)) * 0x100000001b3L;
            }
            return hash;
        }
    }
}
