package io.freshet.recommend.catalogue;

import io.freshet.event.Article;
import io.freshet.recommend.decay.DecayedCounts;
import io.freshet.recommend.decay.DecayedRows;
import io.freshet.recommend.decay.HalfLife;
import io.freshet.recommend.decay.HalfLives;
import io.freshet.recommend.item.ArticleDescription;
import io.freshet.recommend.item.ItemActivity;
import io.freshet.vector.FloatVector;
import io.freshet.vector.SeededHash;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the {@link Catalogue} holds of one article besides its vectors. Written by the catalogue alone. */
public final class CatalogueArticle {
    public final String articleId;
    /** Its id as readers' seen articles hold it. */
    public final int seenHash;

    @Nullable
    public ArticleDescription description;

    public int[] titleShingles = {};
    /** The description's keywords as readers' likings of them are kept, in small letters; every list looks them up. */
    public String[] keywordLabels = {};

    public DecayedCounts clicks = new DecayedCounts(HalfLives.READS);
    public DecayedCounts exposures = new DecayedCounts(HalfLives.EXPOSURES);
    DecayedCounts hides = new DecayedCounts(HalfLives.EXPOSURES);
    public DecayedRows followers = new DecayedRows(HalfLives.FOLLOWERS, 1);
    public DecayedRows segments = new DecayedRows(HalfLives.SEGMENTS, 1);
    /** Where the followers were when their row arrived, -1 for unknown; checked before use. */
    public int[] followerSlots = {};
    /** What {@link Catalogue#arrivals} was then. */
    long followersResolvedAt;

    /** As {@link StringDictionary} numbers them. */
    int categoryLabel = StringDictionary.NONE;

    int sourceLabel = StringDictionary.NONE;

    public long lastClickMillis;
    long knownSinceMillis;
    boolean learned;

    CatalogueArticle(String articleId) {
        this.articleId = articleId;
        this.seenHash = SeededHash.hash32(articleId);
    }

    /** Takes over its text side, in place of an earlier one. */
    void describe(ArticleDescription now, StringDictionary labels) {
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
    void release(StringDictionary labels) {
        labels.release(categoryLabel);
        labels.release(sourceLabel);
    }

    /** What was learned of it, with these vectors. */
    ItemActivity activity(FloatVector in, FloatVector out) {
        return new ItemActivity(articleId, clicks, lastClickMillis, exposures, hides, followers, segments, in, out);
    }

    public long publishedAtMillis() {
        return description == null ? knownSinceMillis : description.publishedAtMillis();
    }

    long expiresAtMillis() {
        return description == null ? Article.NEVER : description.expiresAtMillis();
    }

    @Nullable
    public String category() {
        return description == null ? null : description.categoryName();
    }

    public double reads() {
        return clicks.sum(HalfLives.READS.indexOf(HalfLife.EVER));
    }

    /** Event time until which it may be proposed, that moment excluded, where one that nobody reads may be for so long. */
    long aliveUntilMillis(long unreadMillis) {
        return Math.max(lastClickMillis, publishedAtMillis()) + unreadMillis;
    }
}
