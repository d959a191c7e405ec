package io.freshet.words.online;

/**
 * Where a {@link GuardedWordLearner} is in its stream, beside the words themselves.
 *
 * @param articles learned from so far, at least 0
 * @param clockMillis what time it is for idle words, in epoch milliseconds
 * @param snapshotArticles how many articles the last snapshot had seen, at most {@code articles}
 * @param snapshots how many were taken
 * @param returns how often the words went back to one
 */
public record WordLearningState(long articles, long clockMillis, long snapshotArticles, long snapshots, long returns) {

    /** Nothing was learned yet. */
    public static final WordLearningState NONE = new WordLearningState(0, 0, 0, 0, 0);

    public WordLearningState {
        if (articles < 0 || snapshotArticles < 0 || snapshotArticles > articles || snapshots < 0 || returns < 0) {
            throw new IllegalArgumentException("articles " + articles + ", at the snapshot " + snapshotArticles
                    + ", snapshots " + snapshots + ", returns " + returns);
        }
    }
}
