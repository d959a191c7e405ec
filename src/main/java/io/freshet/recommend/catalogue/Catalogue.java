package io.freshet.recommend.catalogue;

import io.freshet.event.ArticleProfile;
import io.freshet.recommend.decay.DecayedCounts;
import io.freshet.recommend.decay.DecayedRows;
import io.freshet.recommend.decay.EventTime;
import io.freshet.recommend.decay.HalfLife;
import io.freshet.recommend.decay.ListTime;
import io.freshet.recommend.item.ArticleDescription;
import io.freshet.recommend.item.ItemActivity;
import io.freshet.recommend.item.ItemVectors;
import io.freshet.recommend.settings.CatalogueSettings;
import io.freshet.recommend.settings.RecommendSettings;
import io.freshet.vector.FloatVector;
import io.freshet.vector.VectorTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * In-memory catalogue of all articles, from which every reader task proposes and ranks candidates. Each article has two
 * parts that arrive independently, its {@link ArticleDescription} and its {@link ItemActivity}; either may be missing.
 * A full catalogue evicts articles in {@link EvictionOrder}.
 *
 * <p>Threads: either one writer or any number of concurrent readers. Only {@link #index} may be called by the writing
 * thread while others read. Readers may put search results into {@link #neighbourCache()}.
 *
 * <p>Every article has a slot, a small integer that is reused after the article was removed. Vectors are stored in
 * {@link VectorTable}s by slot, the numbers that every list reads in {@link ArticleColumns}, and the rest in a
 * {@link CatalogueArticle}. The most-read and the newest articles are kept sorted incrementally ({@link TopSlots}), so
 * proposing candidates scans nothing.
 */
public final class Catalogue implements ItemVectors {
    private final RecommendSettings settings;
    private final Map<String, Integer> slots = new HashMap<>();
    private final List<@Nullable CatalogueArticle> articles = new ArrayList<>();
    private int[] free = new int[16];
    private int freeCount;
    /** Number of articles added so far. */
    private long generation;
    /** By slot: the generation at which its article was added, {@link Long#MAX_VALUE} for a free slot. */
    private long[] addedAt = new long[64];

    private final ArticleColumns columns = new ArticleColumns();
    private final StringDictionary strings = new StringDictionary();
    private final SegmentColumns segments;
    private final VectorTable content;
    private final VectorTable in;
    private final VectorTable out;
    private final NeighbourIndex inIndex;
    private final NeighbourIndex contentIndex;
    private final NeighbourCache neighbourCache = new NeighbourCache();
    private final MostRead mostRead;
    private final NewestArticles newest;
    private final EventTime time = new EventTime();
    private final EvictedArticles evicted = new EvictedArticles();
    /** Whether any article was ever announced. */
    private boolean hasAnnouncements;

    public Catalogue(RecommendSettings settings) {
        this.settings = settings;
        int dimension = settings.vectors().dimension();
        this.segments = new SegmentColumns(settings.items().segmentsMax(), strings);
        VectorTable[] vectors = VectorTable.sideBySide(dimension, 3);
        this.in = vectors[0];
        this.out = vectors[1];
        this.content = vectors[2];
        this.inIndex = new NeighbourIndex(in, settings.catalogue().exactSearchMax(), settings.seed());
        this.contentIndex = new NeighbourIndex(content, settings.catalogue().exactSearchMax(), settings.seed());
        this.mostRead = new MostRead(settings.ranking().candidates().mostRead());
        this.newest =
                new NewestArticles(settings.ranking().candidates().newest().count());
    }

    /**
     * Adds or replaces the description of an article.
     *
     * @throws IllegalArgumentException if the content vector does not have the dimension of the catalogue
     */
    public void putDescription(ArticleDescription description) {
        checkDimension(description.articleId(), description.content());
        settle();
        markAnnounced();
        int slot = slotFor(description.articleId());
        CatalogueArticle article = article(slot);
        ArticleDescription before = article.description();
        article.describe(description, strings);
        if (before != null) {
            newest.remove(slot, before, slotBound(), this::descriptionOf);
        }
        newest.add(slot, description);
        contentIndex.put(slot, description.content());
        neighbourCache.clear(slot);
        time.observe(description.publishedAtMillis());
        updateColumns(slot, article);
        if (before == null && article.hasActivity() && !listsUnannounced()) {
            mostRead.update(slot, slotBound(), this::clicksOf);
        }
    }

    private void updateColumns(int slot, CatalogueArticle article) {
        long aliveUntilMillis = article.aliveUntilMillis(settings.catalogue().aliveMillis());
        columns.put(slot, article, aliveUntilMillis, listedFromMillis(article));
    }

    private long listedFromMillis(CatalogueArticle article) {
        ArticleDescription description = article.description();
        if (description != null) {
            return description.publishedAtMillis();
        }
        return listsUnannounced() ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    /**
     * Switches the catalogue to listing announced articles only, if {@link CatalogueSettings.AnnouncedOnly#AUTO} is
     * set. Unannounced articles are kept but not listed.
     */
    public void markAnnounced() {
        if (hasAnnouncements) {
            return;
        }
        hasAnnouncements = true;
        if (settings.catalogue().announcedOnly() == CatalogueSettings.AnnouncedOnly.AUTO) {
            for (int slot = 0; slot < slotBound(); slot++) {
                CatalogueArticle article = articles.get(slot);
                if (article != null) {
                    updateColumns(slot, article);
                    mostRead.update(slot, slotBound(), this::clicksOf);
                }
            }
        }
    }

    /** Whether unannounced articles may be listed, see {@link CatalogueSettings.AnnouncedOnly}. */
    public boolean listsUnannounced() {
        return switch (settings.catalogue().announcedOnly()) {
            case TRUE -> false;
            case FALSE -> true;
            case AUTO -> !hasAnnouncements;
        };
    }

    /**
     * Adds or replaces the activity of an article.
     *
     * @throws IllegalArgumentException if the item vectors do not have the dimension of the catalogue
     */
    public void putActivity(ItemActivity activity) {
        checkDimension(activity.articleId(), activity.in());
        settle();
        int slot = slotFor(activity.articleId());
        CatalogueArticle article = article(slot);
        article.learn(activity);
        resolveFollowers(article, activity.sharedFollowers());
        columns.putFollowers(slot, article.followerSlots());
        segments.put(slot, article.segments(), article.clicks().asOfMillis());
        inIndex.put(slot, activity.in());
        out.put(slot, activity.out());
        time.observe(activity.lastClickMillis());
        updateColumns(slot, article);
        mostRead.update(slot, slotBound(), this::clicksOf);
    }

    /**
     * Runs a small step of indexing for nearest-neighbour search: at most six insertions into the neighbour graphs. The
     * writing thread calls this after each new change, but not while it restores old records; other threads may read
     * concurrently. A backlog makes searches slower but not less accurate.
     */
    public void index() {
        inIndex.step(size(), slotBound());
        contentIndex.step(size(), slotBound());
    }

    private void settle() {
        inIndex.settle();
        contentIndex.settle();
    }

    /** Whether a table has a neighbour graph; false while there are few enough articles for exhaustive search. */
    public boolean isIndexed(VectorTable table) {
        return graph(table).isPresent();
    }

    /** Neighbour graph of a table, empty unless {@link #isIndexed}. */
    Optional<NeighbourGraph> graph(VectorTable table) {
        return table == in ? inIndex.graph() : table == content ? contentIndex.graph() : Optional.empty();
    }

    /**
     * Replaces the followers of an article and resolves their slots. Most followers are in the same row as before, and
     * their slots are reused.
     */
    private void resolveFollowers(CatalogueArticle article, DecayedRows followers) {
        DecayedRows before = article.followers();
        int size = followers.size();
        int[] slotsBefore = article.followerSlots();
        int[] resolved = slotsBefore.length == size ? slotsBefore : new int[size];
        for (int row = 0; row < size; row++) {
            String followerId = followers.key(row);
            int slot = -1;
            if (row < slotsBefore.length && before.key(row).equals(followerId)) {
                slot = slotsBefore[row];
                slot = slot >= 0 && isUnchangedSince(slot, article.followersResolvedAt()) ? slot : -1;
            }
            slot = slot >= 0 ? slot : slotOf(followerId);
            resolved[row] = slot;
            if (slot >= 0) {
                // Follower ids would take most of the memory if each row had a string of its own.
                followers.internKey(row, article(slot).articleId());
            }
        }
        article.setFollowers(followers, resolved, generation);
    }

    /**
     * Removes an article from the catalogue: its description, its activity and its vectors.
     *
     * @return whether the catalogue contained the article
     */
    public boolean withdraw(String articleId) {
        Integer slot = slots.remove(articleId);
        if (slot == null) {
            return false;
        }
        CatalogueArticle article = article(slot);
        articles.set(slot, null);
        contentIndex.clear(slot);
        contentIndex.dropIfSmall(size());
        inIndex.clear(slot);
        inIndex.dropIfSmall(size());
        out.clear(slot);
        columns.clear(slot);
        addedAt[slot] = Long.MAX_VALUE;
        neighbourCache.clear(slot);
        mostRead.remove(slot, slotBound(), this::clicksOf);
        ArticleDescription description = article.description();
        if (description != null) {
            newest.remove(slot, description, slotBound(), this::descriptionOf);
        }
        article.release(strings);
        segments.clear(slot);
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, freeCount * 2);
        }
        free[freeCount++] = slot;
        return true;
    }

    /**
     * Current event time, derived from publications and reads, epoch milliseconds; 0 before the first event. See
     * {@link EventTime}.
     */
    public long latestMillis() {
        return time.millis();
    }

    /** Number of articles. */
    public int size() {
        return slots.size();
    }

    public boolean contains(String articleId) {
        return slots.containsKey(articleId);
    }

    /** Description of an article; empty if the article is unknown or was never announced. */
    public Optional<ArticleDescription> description(String articleId) {
        int slot = slotOf(articleId);
        return slot < 0 ? Optional.empty() : Optional.ofNullable(article(slot).description());
    }

    /** Profile of an article; empty if the article is unknown or was never announced. */
    public Optional<ArticleProfile> profile(String articleId) {
        return description(articleId).map(ArticleDescription::profile);
    }

    /** Activity of an article; empty if the article is unknown or has none. */
    public Optional<ItemActivity> activity(String articleId) {
        int slot = slotOf(articleId);
        if (slot < 0 || !article(slot).hasActivity()) {
            return Optional.empty();
        }
        return Optional.of(
                article(slot).activity(FloatVector.copyOf(in.copy(slot)), FloatVector.copyOf(out.copy(slot))));
    }

    /** Visits the id of every article, in no particular order. */
    public void forEachId(Consumer<String> visitor) {
        slots.keySet().forEach(visitor);
    }

    /** Slot of an article, -1 if the catalogue does not contain it. */
    @Override
    public int slotOf(String articleId) {
        Integer slot = slots.get(articleId);
        return slot == null ? -1 : slot;
    }

    /**
     * Current slot of the follower in a row of {@link CatalogueArticle#followers()}, -1 if the catalogue does not
     * contain the follower.
     */
    public int followerSlot(CatalogueArticle article, int row) {
        int slot = article.followerSlots()[row];
        if (slot >= 0 && isUnchangedSince(slot, article.followersResolvedAt())) {
            return slot;
        }
        return article.followersResolvedAt() == generation
                ? -1
                : slotOf(article.followers().key(row));
    }

    /**
     * Row in {@link CatalogueArticle#followers()} of the article in {@code followerSlot}, -1 if that article is not a
     * follower. A follower added to the catalogue after the follower slots were resolved is not found.
     */
    public int followerRow(CatalogueArticle article, int followerSlot) {
        int[] followerSlots = article.followerSlots();
        // No early exit, so that the JIT vectorises the loop: most rows do not contain the follower.
        int others = 0;
        for (int row = 0; row < followerSlots.length; row++) {
            int difference = followerSlots[row] ^ followerSlot;
            others += (difference | -difference) >>> 31;
        }
        for (int row = 0; row < followerSlots.length && others < followerSlots.length; row++) {
            if (followerSlots[row] == followerSlot
                    && article.followers().key(row).equals(article(followerSlot).articleId())) {
                return row;
            }
        }
        return -1;
    }

    /** Number of articles added so far; identifies a state of the slots for {@link #isUnchangedSince}. */
    public long generation() {
        return generation;
    }

    /** Whether a slot contains the same article as at an earlier {@link #generation()}; false for a free slot. */
    public boolean isUnchangedSince(int slot, long earlierGeneration) {
        return addedAt[slot] <= earlierGeneration;
    }

    /** Exclusive upper bound of all slots; some slots below it may be free. */
    public int slotBound() {
        return articles.size();
    }

    /**
     * Entry of the article in a slot.
     *
     * @throws IllegalArgumentException if the slot is free
     */
    public CatalogueArticle article(int slot) {
        CatalogueArticle article = articles.get(slot);
        if (article == null) {
            throw new IllegalArgumentException("slot " + slot + " is free");
        }
        return article;
    }

    /** Whether the article in a slot may be a candidate: listed, and recently published or read. */
    public boolean isAlive(int slot, ListTime time) {
        return columns.isAlive(slot, time);
    }

    /** Whether the catalogue contains an article that may be a candidate: listed, and recently published or read. */
    public boolean isAlive(String articleId, ListTime time) {
        int slot = slotOf(articleId);
        return slot >= 0 && isAlive(slot, time);
    }

    /** Whether the article in a slot may be shown to readers, see {@link #isListed(String, long)}. */
    public boolean isListed(int slot, long wallClockMillis) {
        return columns.isListed(slot, wallClockMillis);
    }

    /**
     * Whether the catalogue contains an article that may be shown to readers: published and not expired by the wall
     * clock, and announced unless {@link #listsUnannounced()}.
     */
    public boolean isListed(String articleId, long wallClockMillis) {
        int slot = slotOf(articleId);
        return slot >= 0 && isListed(slot, wallClockMillis);
    }

    /**
     * Whether the catalogue still contains an article that has expired by the wall clock. The task that owns the
     * article removes it some time after the expiry.
     */
    public boolean hasExpired(String articleId, long wallClockMillis) {
        int slot = slotOf(articleId);
        return slot >= 0 && article(slot).expiresAtMillis() <= wallClockMillis;
    }

    /** Number of articles evicted so far because the catalogue was full. */
    public long evictions() {
        return evicted.count();
    }

    /** Returns the articles evicted after a position of the eviction log, see {@link EvictedArticles#next}. */
    public EvictedArticles.Batch evictedSince(long seen, int limit) {
        return evicted.next(seen, limit);
    }

    /** Counts, times and codes of every article, by slot. */
    public ArticleColumns columns() {
        return columns;
    }

    /** Decayed reads of every article per reader segment, by slot. */
    public SegmentColumns segments() {
        return segments;
    }

    /** Codes of the strings that articles share: categories, sources, and segments as {@code name=value}. */
    public StringDictionary strings() {
        return strings;
    }

    /** Cache of the nearest articles by content of each article. */
    public NeighbourCache neighbourCache() {
        return neighbourCache;
    }

    /** Content vectors by slot. */
    public VectorTable content() {
        return content;
    }

    @Override
    public VectorTable in() {
        return in;
    }

    @Override
    public VectorTable out() {
        return out;
    }

    /**
     * Slots of the most-read articles, by reads decayed at a half-life.
     *
     * @throws IllegalArgumentException if no list is kept at this half-life
     */
    public TopSlots mostRead(HalfLife halfLife) {
        return mostRead.at(halfLife);
    }

    /** Newest articles, overall and by category. */
    public NewestArticles newest() {
        return newest;
    }

    /** Reads by which the article in a slot enters the most-read lists; no reads if the article must not be listed. */
    private DecayedCounts clicksOf(int slot) {
        CatalogueArticle article = articles.get(slot);
        boolean counts = article != null && (article.description() != null || listsUnannounced());
        return counts ? article.clicks() : MostRead.NO_CLICKS;
    }

    private int slotFor(String articleId) {
        Integer known = slots.get(articleId);
        if (known != null) {
            return known;
        }
        if (slots.size() >= settings.catalogue().articlesMax()) {
            evict();
        }
        int slot;
        if (freeCount > 0) {
            slot = free[--freeCount];
            articles.set(slot, new CatalogueArticle(articleId));
        } else {
            slot = slotBound();
            articles.add(new CatalogueArticle(articleId));
            if (slot == addedAt.length) {
                addedAt = Arrays.copyOf(addedAt, slot * 2);
            }
            columns.reserve(slot + 1);
            segments.reserve(slot + 1);
            neighbourCache.reserve(slot + 1);
        }
        slots.put(articleId, slot);
        addedAt[slot] = ++generation;
        return slot;
    }

    /** Evicts one percent of all articles at once, because choosing them scans the whole catalogue. */
    private void evict() {
        List<CatalogueArticle> all = new ArrayList<>(slots.size());
        for (CatalogueArticle article : articles) {
            if (article != null) {
                all.add(article);
            }
        }
        EvictionOrder order = new EvictionOrder(settings.catalogue().articlesMax(), listsUnannounced());
        for (CatalogueArticle article : order.first(all, 1 + all.size() / 100)) {
            withdraw(article.articleId());
            evicted.add(article.articleId());
        }
    }

    private @Nullable ArticleDescription descriptionOf(int slot) {
        CatalogueArticle article = articles.get(slot);
        return article == null ? null : article.description();
    }

    private void checkDimension(String articleId, FloatVector vector) {
        int dimension = settings.vectors().dimension();
        if (!vector.isEmpty() && vector.dimension() != dimension) {
            throw new IllegalArgumentException(
                    "vector of " + articleId + " has dimension " + vector.dimension() + ", expected " + dimension);
        }
    }
}
