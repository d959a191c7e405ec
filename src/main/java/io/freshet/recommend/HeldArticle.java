package io.freshet.recommend;

import io.freshet.event.Article;
import io.freshet.vector.FloatVector;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the {@link Catalogue} holds of one article besides its vectors. Written by the catalogue alone. */
final class HeldArticle {
    final String articleId;
    /** What {@link SeenArticles} of its readers hold. */
    final int seenHash;

    @Nullable
    ArticleDescription description;

    int[] titleShingles = {};
    /** The description's keywords as readers' likings of them are kept, in small letters; every list looks them up. */
    String[] keywordLabels = {};

    DecayedCounts clicks = new DecayedCounts(Horizons.READS);
    DecayedCounts exposures = new DecayedCounts(Horizons.EXPOSURES);
    DecayedCounts hides = new DecayedCounts(Horizons.EXPOSURES);
    DecayedRows followers = new DecayedRows(Horizons.FOLLOWERS, 1);
    DecayedRows segments = new DecayedRows(Horizons.SEGMENTS, 1);
    /** Where the followers were when their row arrived, -1 for unknown; checked before use. */
    int[] followerSlots = {};
    /** What {@link Catalogue#arrivals} was then. */
    long followersResolvedAt;

    /** As {@link Labels} numbers them. */
    int categoryLabel = Labels.NONE;

    int sourceLabel = Labels.NONE;

    long lastClickMillis;
    long knownSinceMillis;
    boolean learned;

    HeldArticle(String articleId) {
        this.articleId = articleId;
        this.seenHash = SeenArticles.hash(articleId);
    }

    /** Takes over its text side, in place of an earlier one. */
    void describe(ArticleDescription now, Labels labels) {
        description = now;
        titleShingles = TitleShingles.of(now.title());
        keywordLabels = now.keywords().stream()
                .map(keyword -> keyword.text().toLowerCase(Locale.ROOT))
                .toArray(String[]::new);
        int categoryBefore = categoryLabel;
        int sourceBefore = sourceLabel;
        categoryLabel = labels.hold(now.categoryName());
        sourceLabel = labels.hold(now.source());
        labels.release(categoryBefore);
        labels.release(sourceBefore);
    }

    /** Takes over what was learned, except followers, which have to be looked up first. */
    void learn(ItemActivity activity) {
        if (!learned) {
            knownSinceMillis = activity.lastClickMillis();
            learned = true;
        }
        clicks = activity.sharedClicks();
        exposures = activity.sharedExposures();
        hides = activity.sharedHides();
        segments = activity.sharedSegments();
        lastClickMillis = activity.lastClickMillis();
    }

    /** It leaves. */
    void release(Labels labels) {
        labels.release(categoryLabel);
        labels.release(sourceLabel);
    }

    /** What was learned of it, with these vectors. */
    ItemActivity activity(FloatVector in, FloatVector out) {
        return new ItemActivity(articleId, clicks, lastClickMillis, exposures, hides, followers, segments, in, out);
    }

    long publishedAtMillis() {
        return description == null ? knownSinceMillis : description.publishedAtMillis();
    }

    long expiresAtMillis() {
        return description == null ? Article.NEVER : description.expiresAtMillis();
    }

    @Nullable
    String category() {
        return description == null ? null : description.categoryName();
    }

    double reads() {
        return clicks.sum(Horizons.READS.indexOf(Horizon.EVER));
    }

    /** Event time until which it may be proposed, that moment excluded, where one that nobody reads may be for so long. */
    long aliveUntilMillis(long unreadMillis) {
        return Math.max(lastClickMillis, publishedAtMillis()) + unreadMillis;
    }
}
