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
 * In-memory catalogue of articles, from which every stream task that serves readers selects and ranks recommendation
 * candidates. Each article has two parts that arrive independently, its {@link ArticleDescription} and its
 * {@link ItemActivity}; either may be missing. A full catalogue evicts articles in {@link EvictionOrder}.
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
    /** Number of articles ever added, including those removed since. */
    private long generation;
    /**
     * Value of {@link #generation} after the article of each slot was added, indexed by slot; {@link Long#MAX_VALUE}
     * for a free slot.
     */
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
    /** Whether publishers have announced any article so far; false if articles are known only from reads. */
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
     * Adds or replaces the description of an announced article, such as its title, category and content vector.
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
     * Records that publishers announce articles; under {@link CatalogueSettings.AnnouncedOnly#AUTO}, only announced
     * articles are listed from then on. Unannounced articles are kept.
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

    /**
     * Whether articles without an announcement, known only from reads, may be shown to readers, see
     * {@link CatalogueSettings.AnnouncedOnly}.
     */
    public boolean listsUnannounced() {
        return switch (settings.catalogue().announcedOnly()) {
            case TRUE -> false;
            case FALSE -> true;
            case AUTO -> !hasAnnouncements;
        };
    }

    /**
     * Adds or replaces the activity of an article: everything learned from its readers, such as counts and item
     * vectors.
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
        time.observe(activity.lastReadMillis());
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

    /**
     * Whether {@code table}, one of the catalogue's vector tables, has a neighbour graph; false while the catalogue is
     * small enough for exhaustive search. Always false for {@link #out()}.
     */
    public boolean isIndexed(VectorTable table) {
        return graph(table).isPresent();
    }

    /**
     * Neighbour graph of {@code table}, one of the catalogue's vector tables; empty if the table has none, see
     * {@link #isIndexed}.
     */
    Optional<NeighbourGraph> graph(VectorTable table) {
        return table == in ? inIndex.graph() : table == content ? contentIndex.graph() : Optional.empty();
    }

    /**
     * Replaces the followers of an article (the articles that its readers read next) and looks up their slots. Most
     * followers are in the same row as before, and their slots are reused.
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
     * Removes an article with its description, activity and vectors from the catalogue; returns whether the catalogue
     * contained the article.
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
     * Current event time according to publications and reads, epoch milliseconds; 0 before the first event. Not simply
     * the latest of these times, because single outliers are ignored, see {@link EventTime}.
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

    /**
     * Description of an article, such as its title and category; empty if the article is unknown or was never announced
     * by a publisher.
     */
    public Optional<ArticleDescription> description(String articleId) {
        int slot = slotOf(articleId);
        return slot < 0 ? Optional.empty() : Optional.ofNullable(article(slot).description());
    }

    /**
     * Profile of an article (title, category, keywords); empty if the article is unknown or was never announced by a
     * publisher.
     */
    public Optional<ArticleProfile> profile(String articleId) {
        return description(articleId).map(ArticleDescription::profile);
    }

    /**
     * Snapshot of everything learned from an article's readers; empty if the article is unknown or has no activity yet.
     */
    public Optional<ItemActivity> activity(String articleId) {
        int slot = slotOf(articleId);
        if (slot < 0 || !article(slot).hasActivity()) {
            return Optional.empty();
        }
        return Optional.of(
                article(slot).activity(FloatVector.copyOf(in.copy(slot)), FloatVector.copyOf(out.copy(slot))));
    }

    /** Calls {@code visitor} with the id of every article, in no particular order. */
    public void forEachId(Consumer<String> visitor) {
        slots.keySet().forEach(visitor);
    }

    /**
     * Slot of an article, its index in all tables of the catalogue; -1 if the catalogue does not contain the article.
     */
    @Override
    public int slotOf(String articleId) {
        Integer slot = slots.get(articleId);
        return slot == null ? -1 : slot;
    }

    /**
     * Current slot of an article read next after {@code article}, given its row in
     * {@link CatalogueArticle#followers()}; -1 if the catalogue does not contain it.
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
     * Row of {@link CatalogueArticle#followers()} that counts how often the article in {@code followerSlot} was read
     * next after {@code article}; -1 if there is none. A follower added to the catalogue after the follower slots were
     * resolved is not found.
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

    /**
     * Number of articles ever added, including those removed since. Pass an earlier value to {@link #isUnchangedSince}
     * to find out whether a slot was reused.
     */
    public long generation() {
        return generation;
    }

    /**
     * Whether a slot still has the article that it had when {@link #generation()} was {@code earlierGeneration}; false
     * for a free slot.
     */
    public boolean isUnchangedSince(int slot, long earlierGeneration) {
        return addedAt[slot] <= earlierGeneration;
    }

    /** Exclusive upper bound of all slots, the indices of articles; some slots below the bound may be free. */
    public int slotBound() {
        return articles.size();
    }

    /**
     * Catalogue entry of the article in a slot; a live view, not a copy.
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

    /**
     * Whether the article in a slot may become a candidate at this time: {@linkplain #isListed(int, long) allowed on
     * lists}, and recently published or read.
     */
    public boolean isAlive(int slot, ListTime time) {
        return columns.isAlive(slot, time);
    }

    /**
     * Whether an article may become a candidate at this time: in the catalogue, {@linkplain #isListed(String, long)
     * allowed on lists}, and recently published or read.
     */
    public boolean isAlive(String articleId, ListTime time) {
        int slot = slotOf(articleId);
        return slot >= 0 && isAlive(slot, time);
    }

    /** Whether the article in a slot may be shown to readers, see {@link #isListed(String, long)}. */
    public boolean isListed(int slot, long wallClockMillis) {
        return columns.isListed(slot, wallClockMillis);
    }

    /**
     * Whether an article may be shown to readers at this time: in the catalogue, published, not expired, and announced
     * by a publisher unless {@link #listsUnannounced()}.
     */
    public boolean isListed(String articleId, long wallClockMillis) {
        int slot = slotOf(articleId);
        return slot >= 0 && isListed(slot, wallClockMillis);
    }

    /**
     * Whether an article is still in the catalogue although its expiry has passed by the wall clock. The task that owns
     * the article removes it some time after the expiry.
     */
    public boolean hasExpired(String articleId, long wallClockMillis) {
        int slot = slotOf(articleId);
        return slot >= 0 && article(slot).expiresAtMillis() <= wallClockMillis;
    }

    /** Number of articles evicted so far because the catalogue was full. */
    public long evictions() {
        return evicted.count();
    }

    /**
     * Returns at most {@code limit} articles evicted after position {@code seen} of the eviction log, see
     * {@link EvictedArticles#next}.
     */
    public EvictedArticles.Batch evictedSince(long seen, int limit) {
        return evicted.next(seen, limit);
    }

    /**
     * Counts, times, category codes and source codes of all articles in columns, indexed by slot, the article's index
     * in this catalogue; a live view.
     */
    public ArticleColumns columns() {
        return columns;
    }

    /**
     * Decayed reads of all articles by segment of their readers, such as device or region, indexed by slot; a live
     * view.
     */
    public SegmentColumns segments() {
        return segments;
    }

    /**
     * Dictionary of integer codes for strings that articles share: categories, sources, and reader segments as
     * {@code name=value}.
     */
    public StringDictionary strings() {
        return strings;
    }

    /** Cache that maps each article to the articles with the most similar content vectors. */
    public NeighbourCache neighbourCache() {
        return neighbourCache;
    }

    /** Content vectors, computed from the text of the articles, indexed by slot; a live view. */
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
     * Slots of the most-read articles by reads decayed at this half-life, most read first; a live view.
     *
     * @throws IllegalArgumentException if no list is kept at this half-life
     */
    public TopSlots mostRead(HalfLife halfLife) {
        return mostRead.at(halfLife);
    }

    /** Slots of the newest announced articles, newest first, overall and by category; a live view. */
    public NewestArticles newest() {
        return newest;
    }

    /**
     * Decayed reads by which the most-read lists rank the article in a slot; no reads for a free slot or an article
     * that must not be listed.
     */
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
