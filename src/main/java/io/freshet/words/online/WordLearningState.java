package io.freshet.words.online;

/**
 * Progress of a {@link GuardedWordLearner}, stored beside its words.
 *
 * @param articles number of articles learned from, at least 0
 * @param clockMillis time of the {@link StreamClock}, epoch milliseconds
 * @param snapshotArticles value of {@code articles} at the last snapshot or rollback
 * @param snapshots number of snapshots taken
 * @param rollbacks number of rollbacks
 */
public record WordLearningState(
        long articles, long clockMillis, long snapshotArticles, long snapshots, long rollbacks) {

    /** The state before the first article. */
    public static final WordLearningState NONE = new WordLearningState(0, 0, 0, 0, 0);

    public WordLearningState {
        if (articles < 0 || snapshotArticles < 0 || snapshotArticles > articles || snapshots < 0 || rollbacks < 0) {
            throw new IllegalArgumentException(
                    "invalid state of word learning: articles " + articles + ", articles at the snapshot "
                            + snapshotArticles + ", snapshots " + snapshots + ", rollbacks " + rollbacks);
        }
    }
}
