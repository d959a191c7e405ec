package io.freshet.words.online;

import io.freshet.text.StreamToken;
import io.freshet.words.LearnedWordStore;
import io.freshet.words.WordModel;
import java.util.List;

/**
 * A {@link WordLearner} that can go back: it takes a snapshot now and then while the base model's space is well, and when
 * that is being lost takes back what was learned since. Both can be asked for as well. Owned by one thread.
 *
 * <p>Before the first snapshot it goes back to the base model without learned words.
 */
public final class GuardedWordLearner {
    private final WordModel base;
    private final WordSettings settings;
    private final WordSnapshots history;
    private final Watcher watcher;
    private WordLearner learner;
    private WordLearningState state;

    /** Follows snapshots and rollbacks of the words. */
    public interface Watcher {
        /** A snapshot was taken. */
        void snapshotTaken();

        /** The words went back to the last snapshot. */
        void rolledBack();

        /** Nobody. */
        Watcher NONE = new Watcher() {
            @Override
            public void snapshotTaken() {}

            @Override
            public void rolledBack() {}
        };
    }

    /**
     * Goes on from what the stores hold.
     *
     * @param state that was last told of, {@link WordLearningState#NONE} at first
     * @throws IllegalArgumentException if the stores' words have another dimension than the base model
     */
    public GuardedWordLearner(
            WordModel base,
            LearnedWordStore words,
            SnapshotWordStore earlier,
            WordLearningState state,
            WordSettings settings,
            Watcher watcher) {
        this.base = base;
        this.settings = settings;
        this.history = new WordSnapshots(words, earlier);
        this.watcher = watcher;
        this.state = state;
        this.learner = learner();
    }

    private WordLearner learner() {
        return state.articles() == 0
                ? new WordLearner(base, history, settings)
                : new WordLearner(base, history, settings, state.clockMillis());
    }

    /**
     * Learns from one article, as {@link WordLearner#learn} does, then takes a snapshot or goes back if it is time.
     *
     * @return what became of the words, whichever it was
     */
    public WordUpdates learn(List<List<StreamToken>> sentences, String language, long nowMillis, long position) {
        WordUpdates updates = learner.learn(sentences, language, nowMillis, position);
        state = new WordLearningState(
                state.articles() + 1,
                learner.clockMillis(),
                state.snapshotArticles(),
                state.snapshots(),
                state.returns());
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

    /** Makes the words as they are now what {@link #rollBack()} goes back to. */
    public void snapshot() {
        history.snapshot();
        state = new WordLearningState(
                state.articles(), state.clockMillis(), state.articles(), state.snapshots() + 1, state.returns());
        watcher.snapshotTaken();
    }

    /**
     * Takes back what was learned since the last snapshot.
     *
     * @return every word that changed by that
     */
    public WordUpdates rollBack() {
        WordUpdates updates = history.rollBack();
        state = new WordLearningState(
                state.articles(), state.clockMillis(), state.articles(), state.snapshots(), state.returns() + 1);
        learner = learner();
        watcher.rolledBack();
        return updates;
    }

    /** The present state, to be stored and resumed from. */
    public WordLearningState state() {
        return state;
    }

    /** As {@link WordLearner#drift()}. */
    public double drift() {
        return learner.drift();
    }

    /** As {@link WordLearner#learnedWords()}. */
    public int learnedWords() {
        return learner.learnedWords();
    }

    /** As {@link WordLearner#learnedCompounds()}. */
    public int learnedCompounds() {
        return learner.learnedCompounds();
    }
}
