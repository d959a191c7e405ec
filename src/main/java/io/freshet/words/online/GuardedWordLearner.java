package io.freshet.words.online;

import io.freshet.text.StreamToken;
import io.freshet.words.LearnedWordStore;
import io.freshet.words.WordModel;
import java.util.List;

/**
 * A {@link WordLearner} that takes snapshots of the learned words and rolls back to the last one when the vectors drift
 * too far. Takes a snapshot at intervals while the vector space is healthy. Snapshots and rollbacks can also be
 * requested. Owned by one thread.
 *
 * <p>Before the first snapshot, a rollback removes all learned words.
 */
public final class GuardedWordLearner {
    private final WordModel base;
    private final WordSettings settings;
    private final WordSnapshots snapshots;
    private final SnapshotListener watcher;
    private WordLearner learner;
    private WordLearningState state;

    /** Receives notifications of snapshots and rollbacks, on the learner's thread. */
    public interface SnapshotListener {
        /** Called after a snapshot. */
        void snapshotTaken();

        /** Called after a rollback to the last snapshot. */
        void rolledBack();
    }

    /**
     * Creates a learner that continues from stored words, their stored snapshot and the last state of an earlier
     * learner.
     *
     * @param words store of the learned words
     * @param snapshot store of the snapshot
     * @param state last {@link #state()}; {@link WordLearningState#NONE} at first
     * @throws IllegalArgumentException if the stores' words have another dimension than the base model
     */
    public GuardedWordLearner(
            WordModel base,
            LearnedWordStore words,
            SnapshotWordStore snapshot,
            WordLearningState state,
            WordSettings settings,
            SnapshotListener watcher) {
        this.base = base;
        this.settings = settings;
        this.snapshots = new WordSnapshots(words, snapshot);
        this.watcher = watcher;
        this.state = state;
        this.learner = learner();
    }

    private WordLearner learner() {
        return state.articles() == 0
                ? new WordLearner(base, snapshots, settings)
                : new WordLearner(base, snapshots, settings, state.clockMillis());
    }

    /**
     * Learns from one article, then rolls back if the vectors have drifted too far, or takes a snapshot if one is due.
     * See {@link WordLearner#learn}.
     *
     * @param sentences sentences of the article from the tokeniser, compounds not joined
     * @param language BCP 47 tag, whose stop words limit compounds
     * @param nowMillis event time of the article, epoch milliseconds
     * @param position position of the article in its input, which seeds the random choices
     * @return the changes by learning or, after a rollback, the changes by the rollback only
     */
    public WordUpdates learn(List<List<StreamToken>> sentences, String language, long nowMillis, long position) {
        WordUpdates updates = learner.learn(sentences, language, nowMillis, position);
        state = new WordLearningState(
                state.articles() + 1,
                learner.clockMillis(),
                state.snapshotArticles(),
                state.snapshots(),
                state.rollbacks());
        double drift = learner.drift();
        DriftSettings limits = settings.drift();
        if (drift < limits.rollBackBelow()) {
            return rollBack();
        }
        if (drift >= limits.healthyMin() && state.articles() - state.snapshotArticles() >= limits.snapshotArticles()) {
            snapshot();
        }
        return updates;
    }

    /** Takes a snapshot of the current words, to which {@link #rollBack()} returns. */
    public void snapshot() {
        snapshots.snapshot();
        state = new WordLearningState(
                state.articles(), state.clockMillis(), state.articles(), state.snapshots() + 1, state.rollbacks());
        watcher.snapshotTaken();
    }

    /**
     * Restores the words of the last snapshot and removes the words learned since.
     *
     * @return all words that the rollback changed or removed
     */
    public WordUpdates rollBack() {
        WordUpdates updates = snapshots.rollBack();
        state = new WordLearningState(
                state.articles(), state.clockMillis(), state.articles(), state.snapshots(), state.rollbacks() + 1);
        learner = learner();
        watcher.rolledBack();
        return updates;
    }

    /** Progress of the learner, to store and to continue from after a restart. */
    public WordLearningState state() {
        return state;
    }

    /** Mean cosine between base and current vectors, 1 without drift; see {@link WordLearner#drift()}. */
    public double drift() {
        return learner.drift();
    }

    /** Number of learned words that the base model does not have, compounds included. */
    public int learnedWords() {
        return learner.learnedWords();
    }

    /** Number of learned compounds that the base model does not have. */
    public int learnedCompounds() {
        return learner.learnedCompounds();
    }
}
