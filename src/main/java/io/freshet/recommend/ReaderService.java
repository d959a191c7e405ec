package io.freshet.recommend;

import io.freshet.event.Click;
import io.freshet.event.Impression;
import io.freshet.event.Recommendations;
import io.freshet.event.Trigger;
import io.freshet.recommend.catalogue.Catalogue;
import io.freshet.recommend.decay.ListTime;
import io.freshet.recommend.item.ItemSignal;
import io.freshet.recommend.reader.ClickOutcome;
import io.freshet.recommend.reader.ReaderLearner;
import io.freshet.recommend.reader.ReaderSnapshot;
import io.freshet.recommend.reader.ReaderState;
import io.freshet.recommend.settings.RecommendSettings;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Updates readers' states by their clicks and impressions, and makes their recommendation lists. The rankers learn from
 * an event, and a click evaluates the reader's lists, on the state before the event; then the event updates the state.
 * The caller loads and stores the state. Owned by one thread.
 *
 * <p>The parameter {@code sampleRatio} is the fraction of the configured training sample to train on, 0 to 1; lower
 * under load.
 */
public final class ReaderService {
    private final RecommendSettings settings;
    private final ReaderLearner learner;
    private final RecommenderArms arms;

    /**
     * Creates a service with untrained rankers.
     *
     * @param experiment treatment to test beside {@code settings}; empty for none
     * @param hits receives the evaluation of each list by the reader's next read
     */
    public ReaderService(RecommendSettings settings, Optional<Experiment> experiment, HitListener hits) {
        this.settings = settings;
        this.learner = new ReaderLearner(settings);
        this.arms = new RecommenderArms(settings, experiment, hits);
    }

    /** The recommenders in use: the control and, during an experiment, the treatment. */
    public List<RecommenderArm> arms() {
        return arms.all();
    }

    /** Creates the state of a reader without history. */
    public ReaderState newReader(String userId) {
        return new ReaderState(userId, settings.readers());
    }

    /** Restores the state of a reader from its stored form. */
    public ReaderState reader(ReaderSnapshot stored) {
        return new ReaderState(stored, settings.readers());
    }

    /**
     * Applies a click: checks whether the reader's lists contained the article, trains the rankers, then updates the
     * reader's state. Ignores a duplicate event and a click above the reader's limit of clicks per minute.
     */
    public ClickOutcome click(
            ReaderState reader, Click click, Catalogue articles, double sampleRatio, long wallClockMillis) {
        return learner.apply(
                reader, click, articles, () -> arms.learn(reader, click, articles, sampleRatio, wallClockMillis));
    }

    /** Whether a click is part of the reader's state already; see {@link ReaderLearner#hasApplied}. */
    public boolean hasApplied(ReaderState reader, Click click) {
        return learner.hasApplied(reader, click);
    }

    /**
     * Recreates the outcome of a click applied earlier (effect and messages) from the reader's state, which stays
     * unchanged; see {@link ReaderLearner#outcomeOfApplied}.
     */
    public ClickOutcome outcomeOfApplied(ReaderState reader, Click click) {
        return learner.outcomeOfApplied(reader, click);
    }

    /**
     * Records the articles shown to a reader, and returns messages that count the impressions in the articles' states.
     * The impression also updates the reader's state and is kept for training the rankers.
     *
     * @return one message for each article shown, to send to the task that owns the article
     */
    public List<ItemSignal> impression(
            ReaderState reader, Impression impression, Catalogue articles, double sampleRatio, long wallClockMillis) {
        arms.observe(reader, impression, articles, sampleRatio, wallClockMillis);
        return learner.apply(reader, impression);
    }

    /**
     * Makes the reader's next recommendation list, which records {@code trigger} as its cause. The list becomes the
     * current one when the caller passes it to {@link ReaderState#setCurrentList}.
     */
    public Recommendations recommend(ReaderState reader, Catalogue articles, ListTime time, Trigger trigger) {
        return arms.of(reader.userId()).recommend(reader, articles, time, trigger);
    }

    /** Whether a shadow experiment is running, in which the treatment makes lists that readers do not see. */
    public boolean makesShadowLists() {
        return arms.makesShadowLists();
    }

    /**
     * Makes the treatment's list for a reader of a shadow experiment and keeps the list, to be evaluated by the
     * reader's next read. The reader does not see the list.
     *
     * @throws IllegalStateException if no experiment is running
     */
    public Recommendations shadow(ReaderState reader, Catalogue articles, ListTime time) {
        return arms.shadow(reader, articles, time);
    }

    /** Whether at least one of the new articles would enter the reader's list; see {@link Recommender#wouldEnter}. */
    public boolean wouldEnter(ReaderState reader, Catalogue articles, ListTime time, Collection<String> newArticleIds) {
        return arms.of(reader.userId()).wouldEnter(reader, articles, time, newArticleIds);
    }

    /**
     * Deletes a reader's data held in memory: the impressions kept for training and the list of a shadow experiment.
     */
    public void forget(String userId) {
        arms.forget(userId);
    }

    /**
     * Rebuilds the state of an erased reader from the reads after the erasure; empty if there are none. These are the
     * reads in the erased state {@code before} with an event time after {@code erasedAtMillis}. Clicks after an erasure
     * may be processed before it. See {@link ReaderLearner#rebuildAfterErasure}.
     */
    public Optional<ReaderState> erase(ReaderSnapshot before, long erasedAtMillis, Catalogue articles) {
        return learner.rebuildAfterErasure(before, erasedAtMillis, articles);
    }
}
