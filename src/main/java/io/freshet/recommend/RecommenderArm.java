package io.freshet.recommend;

import io.freshet.event.Click;
import io.freshet.event.Impression;
import io.freshet.event.Recommendations;
import io.freshet.event.Trigger;
import io.freshet.recommend.catalogue.Catalogue;
import io.freshet.recommend.decay.ListTime;
import io.freshet.recommend.rank.OnlineRanker;
import io.freshet.recommend.reader.ReaderState;
import io.freshet.recommend.settings.RecommendSettings;
import java.util.Collection;

/**
 * Recommender of one side of an experiment ({@link Variant}), with its own ranker that learns online. Owned by one
 * thread.
 */
public final class RecommenderArm {
    private final Variant variant;
    private final OnlineRanker ranker;
    private final Recommender recommender;

    RecommenderArm(Variant variant, RecommendSettings settings) {
        this.variant = variant;
        this.ranker = new OnlineRanker(settings);
        this.recommender = new Recommender(settings, ranker);
    }

    public Variant variant() {
        return variant;
    }

    public OnlineRanker ranker() {
        return ranker;
    }

    /**
     * Trains the ranker on a click; skips hides, articles read before, and readers outside the training sample.
     *
     * @param reader state before the click
     * @param sampleRatio fraction of the configured training sample of readers to use, 0 to 1; a ranker that is not in
     *     use yet trains on the whole sample
     */
    void train(ReaderState reader, Click click, Catalogue articles, double sampleRatio, long wallClockMillis) {
        double ratio = ranker.isInUse() ? sampleRatio : 1;
        if (click.kind().isRead() && !reader.hasRead(click.articleId()) && ranker.trainsOn(click.userId(), ratio)) {
            recommender.trainOnRead(reader, articles, click, wallClockMillis);
        }
    }

    /**
     * Records an impression, so that the ranker learns from the reads that follow. Ignores impressions of readers
     * outside the training sample.
     *
     * @param reader state before the impression
     * @param sampleRatio fraction of the configured training sample to use, 0 to 1
     */
    void observe(
            ReaderState reader, Impression impression, Catalogue articles, double sampleRatio, long wallClockMillis) {
        if (ranker.trainsOn(impression.userId(), sampleRatio)) {
            recommender.observeImpression(reader, articles, impression, wallClockMillis);
        }
    }

    void forget(String userId) {
        ranker.forget(userId);
    }

    /** Whether at least one of the new articles would enter the reader's list; see {@link Recommender#wouldEnter}. */
    public boolean wouldEnter(ReaderState reader, Catalogue articles, ListTime time, Collection<String> newArticleIds) {
        return recommender.wouldEnter(reader, articles, time, newArticleIds);
    }

    /** Makes the reader's next list, with an id derived from the reader's last list. */
    public Recommendations recommend(ReaderState reader, Catalogue articles, ListTime time, Trigger trigger) {
        String id = RecommendationIds.next(reader, time.eventMillis(), trigger);
        return recommender.recommend(reader, articles, time, trigger, id);
    }
}
