package io.freshet.embedding;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds words that no dictionary has in the stream of tokenised text, such as "papi酱" where a tokeniser sees "papi" and
 * "酱", and joins their tokens from then on. Owned by one thread.
 *
 * <p>Two to four adjacent tokens are a word if they hold together and stand free (Matrix67 2012 on new Chinese words, after
 * Church and Hanks 1990): <em>cohesion</em>, the least over all ways to cut them in two of {@code count(whole) · tokens /
 * (count(left) · count(right))}, says that they meet far more often than by chance; <em>boundary entropy</em>, the lesser of
 * the entropies of what precedes and what follows them, says that they occur among changing neighbours, which a part of a
 * longer word does not. The edge of a sentence counts as a neighbour of its own each time.
 *
 * <p>Memory is bounded: at most so many runs of tokens are followed and of each at most {@value #NEIGHBOURS_MAX} neighbours
 * to a side; what was not seen for longest is forgotten first. Nothing survives a restart; a word that is in use is found
 * again after a few occurrences.
 */
public final class CoinedWords {
    private static final int TOKENS_MAX = 4;
    private static final int NEIGHBOURS_MAX = 16;

    private final int countMin;
    private final double cohesionMin;
    private final double entropyMin;
    private final int wordCharsMax;
    private final Map<List<String>, Run> runs;
    private double tokens;

    /** One to four adjacent tokens. */
    private static final class Run {
        private int count;
        private boolean coined;
        private final Map<String, Integer> before = new HashMap<>(4);
        private final Map<String, Integer> after = new HashMap<>(4);
        private int edgesBefore;
        private int edgesAfter;
    }

    /**
     * A finder that has seen nothing.
     *
     * @param runsMax runs of tokens that are followed, single tokens included, at least 16
     * @param countMin occurrences before a run can be a word, at least 2
     * @param cohesionMin times as often as by chance, above 0
     * @param entropyMin of the neighbours to either side, in nats, at least 0; ln 2 is two equally frequent ones
     * @param wordCharsMax longer runs are no words, at least 2
     */
    public CoinedWords(int runsMax, int countMin, double cohesionMin, double entropyMin, int wordCharsMax) {
        WordSettings.range("runsMax", runsMax, 16, 100_000_000);
        WordSettings.range("countMin", countMin, 2, Integer.MAX_VALUE);
        WordSettings.range("cohesionMin", cohesionMin, Double.MIN_VALUE, Double.MAX_VALUE);
        WordSettings.range("entropyMin", entropyMin, 0, Double.MAX_VALUE);
        WordSettings.range("wordCharsMax", wordCharsMax, 2, 1_000);
        this.countMin = countMin;
        this.cohesionMin = cohesionMin;
        this.entropyMin = entropyMin;
        this.wordCharsMax = wordCharsMax;
        this.runs = new LinkedHashMap<>(16, .75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<List<String>, Run> eldest) {
                return size() > runsMax;
            }
        };
    }

    /**
     * Learns from a stretch of text.
     *
     * @param stretch adjacent tokens, with nothing between them
     * @return the words that were found by it, their tokens put together
     */
    public List<String> learn(List<String> stretch) {
        List<List<String>> seen = new ArrayList<>();
        for (int from = 0; from < stretch.size(); from++) {
            int chars = 0;
            for (int to = from + 1; to <= Math.min(stretch.size(), from + TOKENS_MAX); to++) {
                chars += stretch.get(to - 1).length();
                if (chars > wordCharsMax && to > from + 1) {
                    break;
                }
                List<String> key = List.copyOf(stretch.subList(from, to));
                count(key, stretch, from, to);
                seen.add(key);
            }
        }
        tokens += stretch.size();
        List<String> found = new ArrayList<>();
        for (List<String> key : seen) {
            Run run = runs.get(key);
            if (key.size() > 1 && run != null && !run.coined && isWord(key, run)) {
                run.coined = true;
                found.add(String.join("", key));
            }
        }
        return found;
    }

    /** The tokens with those of every word found so far put together, the longest first, from the left. */
    public List<String> join(List<String> stretch) {
        List<String> joined = new ArrayList<>(stretch.size());
        int from = 0;
        while (from < stretch.size()) {
            int to = Math.min(stretch.size(), from + TOKENS_MAX);
            while (to > from + 1 && !isCoined(stretch.subList(from, to))) {
                to--;
            }
            joined.add(String.join("", stretch.subList(from, to)));
            from = to;
        }
        return joined;
    }

    private boolean isCoined(List<String> key) {
        Run run = runs.get(key);
        return run != null && run.coined;
    }

    private void count(List<String> key, List<String> stretch, int from, int to) {
        Run run = runs.computeIfAbsent(key, unseen -> new Run());
        run.count++;
        if (key.size() > 1) {
            if (from == 0) {
                run.edgesBefore++;
            } else {
                addNeighbour(run.before, stretch.get(from - 1));
            }
            if (to == stretch.size()) {
                run.edgesAfter++;
            } else {
                addNeighbour(run.after, stretch.get(to));
            }
        }
    }

    private static void addNeighbour(Map<String, Integer> neighbours, String neighbour) {
        if (neighbours.size() < NEIGHBOURS_MAX || neighbours.containsKey(neighbour)) {
            neighbours.merge(neighbour, 1, Integer::sum);
        }
    }

    private boolean isWord(List<String> key, Run run) {
        return run.count >= countMin
                && cohesion(key, run) >= cohesionMin
                && entropy(run.before, run.edgesBefore) >= entropyMin
                && entropy(run.after, run.edgesAfter) >= entropyMin;
    }

    private double cohesion(List<String> key, Run run) {
        double least = Double.POSITIVE_INFINITY;
        for (int cut = 1; cut < key.size(); cut++) {
            double left = timesSeen(key.subList(0, cut), run);
            double right = timesSeen(key.subList(cut, key.size()), run);
            least = Math.min(least, run.count * tokens / (left * right));
        }
        return least;
    }

    /** A part occurs as often as the whole at least, even if it was forgotten meanwhile. */
    private double timesSeen(List<String> part, Run whole) {
        Run run = runs.get(part);
        return run == null ? whole.count : Math.max(run.count, whole.count);
    }

    private static double entropy(Map<String, Integer> neighbours, int edges) {
        double total = edges;
        for (int count : neighbours.values()) {
            total += count;
        }
        double entropy = edges == 0 ? 0 : edges / total * Math.log(total);
        for (int count : neighbours.values()) {
            entropy += count / total * Math.log(total / count);
        }
        return entropy;
    }
}
