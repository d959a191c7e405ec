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

/**
 * Entry of the {@link Catalogue} for one article: its description and its decayed counts, without its vectors. Written
 * by the catalogue alone, under its threading rules; callers must not modify returned counts and arrays, which are not
 * copied.
 */
public final class CatalogueArticle {
    private final String articleId;
    private final int seenHash;

    @Nullable
    private ArticleDescription description;

    private int[] titleShingles = {};
    private String[] keywordLabels = {};

    private DecayedCounts clicks = new DecayedCounts(HalfLives.READS);
    private DecayedCounts impressions = new DecayedCounts(HalfLives.IMPRESSIONS);
    private DecayedCounts hides = new DecayedCounts(HalfLives.IMPRESSIONS);
    private DecayedRows followers = new DecayedRows(HalfLives.FOLLOWERS, 1);
    private DecayedRows segments = new DecayedRows(HalfLives.SEGMENTS, 1);
    private int[] followerSlots = {};
    private long followersResolvedAt;

    private int categoryCode = StringDictionary.NONE;
    private int sourceCode = StringDictionary.NONE;

    private long lastReadMillis;
    /**
     * Time of the latest read in the first activity received, epoch milliseconds; replaces the publication time of an
     * unannounced article.
     */
    private long firstReadMillis;

    private boolean hasActivity;

    CatalogueArticle(String articleId) {
        this.articleId = articleId;
        this.seenHash = SeededHash.hash32(articleId);
    }

    /**
     * Replaces the description and the values derived from it: title bigrams, lower-case keywords, and codes of
     * category and source in {@code strings}.
     */
    void describe(ArticleDescription newDescription, StringDictionary strings) {
        description = newDescription;
        titleShingles = TitleShingles.of(newDescription.title());
        keywordLabels = newDescription.keywords().stream()
                .map(keyword -> keyword.text().toLowerCase(Locale.ROOT))
                .toArray(String[]::new);
        int categoryBefore = categoryCode;
        int sourceBefore = sourceCode;
        categoryCode = strings.acquire(newDescription.categoryName());
        sourceCode = strings.acquire(newDescription.source());
        strings.release(categoryBefore);
        strings.release(sourceBefore);
    }

    /**
     * Replaces the article's counts (reads, impressions, hides, reads by segment) by those of {@code activity}; keeps
     * the followers. The catalogue resolves the slots of the followers and then calls {@link #setFollowers}.
     */
    void learn(ItemActivity activity) {
        if (!hasActivity) {
            firstReadMillis = activity.lastReadMillis();
            hasActivity = true;
        }
        clicks = activity.sharedClicks();
        impressions = activity.sharedImpressions();
        hides = activity.sharedHides();
        segments = activity.sharedSegments();
        lastReadMillis = activity.lastReadMillis();
    }

    /**
     * Replaces the followers (articles that this article's readers read next) and the slots of the followers.
     *
     * @param slots slot of each row's follower, -1 if unknown
     * @param generation value of {@link Catalogue#generation()} when the slots were looked up
     */
    void setFollowers(DecayedRows rows, int[] slots, long generation) {
        followers = rows;
        followerSlots = slots;
        followersResolvedAt = generation;
    }

    /**
     * Releases this article's references to the codes of its category and source; call when the article is removed from
     * the catalogue.
     */
    void release(StringDictionary strings) {
        strings.release(categoryCode);
        strings.release(sourceCode);
    }

    /**
     * Returns a snapshot of the article's activity: its own counts and followers, with the item vectors {@code in} and
     * {@code out}.
     */
    ItemActivity activity(FloatVector in, FloatVector out) {
        return new ItemActivity(
                articleId,
                new ItemActivity.EventCounts(clicks, lastReadMillis, impressions, hides),
                followers,
                segments,
                in,
                out);
    }

    public String articleId() {
        return articleId;
    }

    /** Hash of the article id, in the form in which a reader's {@code SeenArticles} stores it. */
    public int seenHash() {
        return seenHash;
    }

    /** Description of the article; null if the article was never announced by a publisher. */
    @Nullable
    public ArticleDescription description() {
        return description;
    }

    /**
     * Distinct character bigrams of the title as sorted numbers, see {@link TitleShingles}; empty if the article was
     * never announced.
     */
    public int[] titleShingles() {
        return titleShingles;
    }

    /**
     * Keywords of the article in lower case, strongest first; empty if the article was never announced. A reader's
     * affinities have their keywords in the same form.
     */
    public String[] keywordLabels() {
        return keywordLabels;
    }

    /** Decayed number of reads of the article at each half-life of {@link HalfLives#READS}. */
    public DecayedCounts clicks() {
        return clicks;
    }

    /** Decayed number of impressions of the article at each half-life of {@link HalfLives#IMPRESSIONS}. */
    public DecayedCounts impressions() {
        return impressions;
    }

    /**
     * Articles that this article's readers read next, one row of decayed counts per article, at the half-lives
     * {@link HalfLives#FOLLOWERS}.
     */
    public DecayedRows followers() {
        return followers;
    }

    /**
     * Decayed number of reads of the article by segment of the reader, keyed {@code name=value}, at the half-life of
     * {@link HalfLives#SEGMENTS}.
     */
    public DecayedRows segments() {
        return segments;
    }

    /**
     * Slots of the articles read next, one per row of {@link #followers()}; -1 for an article that the catalogue did
     * not contain at the look-up. Looked up at {@link #followersResolvedAt()}; a slot may since hold another article,
     * see {@link Catalogue#followerSlot}.
     */
    public int[] followerSlots() {
        return followerSlots;
    }

    /** Value of {@link Catalogue#generation()} when the {@link #followerSlots()} were looked up. */
    long followersResolvedAt() {
        return followersResolvedAt;
    }

    /**
     * Code of the article's category in the catalogue's {@link StringDictionary}; {@link StringDictionary#NONE} without
     * a category.
     */
    int categoryCode() {
        return categoryCode;
    }

    /**
     * Code of the article's source (publisher) in the catalogue's {@link StringDictionary};
     * {@link StringDictionary#NONE} without a source.
     */
    int sourceCode() {
        return sourceCode;
    }

    /** Whether any {@link ItemActivity} of the article was received. */
    boolean hasActivity() {
        return hasActivity;
    }

    /** Time of the latest read, epoch milliseconds; 0 before the first read. */
    public long lastReadMillis() {
        return lastReadMillis;
    }

    /**
     * Publication time, epoch milliseconds; for an unannounced article, time of the latest read in the first activity
     * received.
     */
    public long publishedAtMillis() {
        return description == null ? firstReadMillis : description.publishedAtMillis();
    }

    /** Expiry, epoch milliseconds; {@link Article#NEVER} if the article does not expire. */
    long expiresAtMillis() {
        return description == null ? Article.NEVER : description.expiresAtMillis();
    }

    /** Name of the category, null while unknown. */
    @Nullable
    public String category() {
        return description == null ? null : description.categoryName();
    }

    /** Number of all reads of the article so far, not decayed. */
    public double reads() {
        return clicks.sum(HalfLives.READS.indexOf(HalfLife.INFINITE));
    }

    /**
     * Event time from which the article is no longer a candidate, epoch milliseconds: {@code unreadMillis} after its
     * last read or its publication, whichever is later.
     */
    long aliveUntilMillis(long unreadMillis) {
        return Math.max(lastReadMillis, publishedAtMillis()) + unreadMillis;
    }
}
