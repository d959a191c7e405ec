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
 * All live articles in memory: what every reader task proposes and ranks from. Each article has two parts that arrive
 * apart: its {@link ArticleDescription} and its {@link ItemActivity}; either may be there without the other. When an
 * article too many arrives, the first by {@link EvictionOrder} are evicted.
 *
 * <p>Threads: one thread may write while nobody reads, or any number may read. {@link #index} alone may be called by the
 * thread that writes while others read. What readers find to be near an article they may leave in {@link #neighbourhoods()}.
 *
 * <p>Every article has a slot, a small number that is used again after the article has left. Vectors lie in
 * {@link VectorTable}s by slot, what every list looks at in {@link ArticleColumns}, and the rest in a {@link CatalogueArticle}.
 * The most read and the newest are kept sorted as articles change ({@link TopSlots}), so that proposing candidates scans
 * nothing.
 */
public final class Catalogue implements ItemVectors {
    private final RecommendSettings settings;
    private final Map<String, Integer> slots = new HashMap<>();
    private final List<@Nullable CatalogueArticle> articles = new ArrayList<>();
    private int[] free = new int[16];
    private int freeCount;
    /** Grows whenever an article comes that was not held. */
    private long arrivals;
    /** What it was when the article in each slot came, {@link Long#MAX_VALUE} for a free slot. */
    private long[] arrivedAt = new long[64];

    private final ArticleColumns numbers = new ArticleColumns();
    private final StringDictionary labels = new StringDictionary();
    private final SegmentColumns segments;
    private final VectorTable content;
    private final VectorTable in;
    private final VectorTable out;
    private final NeighbourIndex inIndex;
    private final NeighbourIndex contentIndex;
    private final NeighbourCache neighbourhoods = new NeighbourCache();
    private final MostRead mostRead;
    private final NewestArticles newest;
    private final EventTime time = new EventTime();
    private final EvictedArticles evicted = new EvictedArticles();
    /** Whether an article was ever announced. */
    private boolean announcing;

    public Catalogue(RecommendSettings settings) {
        this.settings = settings;
        int dimension = settings.vectors().dimension();
        this.segments = new SegmentColumns(settings.items().segmentsMax(), labels);
        VectorTable[] vectors = VectorTable.sideBySide(dimension, 3);
        this.in = vectors[0];
        this.out = vectors[1];
        this.content = vectors[2];
        this.inIndex = new NeighbourIndex(in, settings.items().exactSearchMax(), settings.seed());
        this.contentIndex = new NeighbourIndex(content, settings.items().exactSearchMax(), settings.seed());
        this.mostRead = new MostRead(settings.candidates());
        this.newest = new NewestArticles(settings.candidates().newest());
    }

    /**
     * Takes in an article's text side, in place of an earlier one.
     *
     * @throws IllegalArgumentException if its content vector has another dimension than the catalogue
     */
    public void describe(ArticleDescription description) {
        checkDimension(description.articleId(), description.content());
        settle();
        announcing();
        int slot = slotFor(description.articleId());
        CatalogueArticle article = article(slot);
        ArticleDescription before = article.description;
        article.describe(description, labels);
        if (before != null) {
            newest.remove(slot, before, slotBound(), this::descriptionOf);
        }
        newest.add(slot, description);
        contentIndex.put(slot, description.content());
        neighbourhoods.clear(slot);
        time.hear(description.publishedAtMillis());
        copyNumbers(slot, article);
        if (before == null && article.learned && !listsUnannounced()) {
            mostRead.update(slot, slotBound(), this::clicksOf);
        }
    }

    private void copyNumbers(int slot, CatalogueArticle article) {
        long aliveUntilMillis = article.aliveUntilMillis(settings.items().aliveMillis());
        numbers.put(slot, article, aliveUntilMillis, listedFromMillis(article));
    }

    private long listedFromMillis(CatalogueArticle article) {
        if (article.description != null) {
            return article.description.publishedAtMillis();
        }
        return listsUnannounced() ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    /**
     * Takes note that articles are announced here, now or before a restart. From then on, and for good, articles that are
     * not announced are held and not listed, if {@link RecommendSettings.AnnouncedOnly#AUTO} is set.
     */
    public void announcing() {
        if (announcing) {
            return;
        }
        announcing = true;
        if (settings.items().announcedOnly() == RecommendSettings.AnnouncedOnly.AUTO) {
            for (int slot = 0; slot < slotBound(); slot++) {
                CatalogueArticle article = articles.get(slot);
                if (article != null) {
                    copyNumbers(slot, article);
                    mostRead.update(slot, slotBound(), this::clicksOf);
                }
            }
        }
    }

    /** Whether articles known from their reads alone may be listed, see {@link RecommendSettings.AnnouncedOnly}. */
    public boolean listsUnannounced() {
        return switch (settings.items().announcedOnly()) {
            case TRUE -> false;
            case FALSE -> true;
            case AUTO -> !announcing;
        };
    }

    /**
     * Takes in what was learned of an article, in place of an earlier snapshot.
     *
     * @throws IllegalArgumentException if its vectors have another dimension than the catalogue
     */
    public void learn(ItemActivity activity) {
        checkDimension(activity.articleId(), activity.in());
        settle();
        int slot = slotFor(activity.articleId());
        CatalogueArticle article = article(slot);
        article.learn(activity);
        takeFollowers(article, activity.sharedFollowers());
        numbers.putFollowers(slot, article.followerSlots);
        segments.put(slot, article.segments, article.clicks.asOfMillis());
        inIndex.put(slot, activity.in());
        out.put(slot, activity.out());
        time.hear(activity.lastClickMillis());
        copyNumbers(slot, article);
        mostRead.update(slot, slotBound(), this::clicksOf);
    }

    /**
     * Does a little of what keeps searches for neighbours fast while there are many articles: at most four insertions into
     * graphs, and nothing where there is nothing to do. The thread that writes calls it after each change, other than those
     * of the past that are only read again; others may read meanwhile. What is left undone makes searches slower and not worse.
     */
    public void index() {
        inIndex.step(size(), slotBound());
        contentIndex.step(size(), slotBound());
    }

    private void settle() {
        inIndex.settle();
        contentIndex.settle();
    }

    /** The graph of what is near what in a table, empty while there are so few articles that comparing with all is fast. */
    public Optional<NeighbourGraph> graph(VectorTable table) {
        return table == in ? inIndex.graph() : table == content ? contentIndex.graph() : Optional.empty();
    }

    /** Looks up where the followers are; most are where they were in the row before. */
    private void takeFollowers(CatalogueArticle article, DecayedRows followers) {
        DecayedRows before = article.followers;
        int size = followers.size();
        int[] slotsBefore = article.followerSlots;
        if (slotsBefore.length != size) {
            article.followerSlots = new int[size];
        }
        for (int row = 0; row < size; row++) {
            String followerId = followers.key(row);
            int slot = -1;
            if (row < slotsBefore.length && before.key(row).equals(followerId)) {
                slot = slotsBefore[row];
                slot = slot >= 0 && isStill(slot, article.followersResolvedAt) ? slot : -1;
            }
            slot = slot >= 0 ? slot : slotOf(followerId);
            article.followerSlots[row] = slot;
            if (slot >= 0) {
                // One string serves all rows that name the article: they would fill most of the memory.
                followers.shareKey(row, article(slot).articleId);
            }
        }
        article.followers = followers;
        article.followersResolvedAt = arrivals;
    }

    /**
     * Removes an article, both parts.
     *
     * @return whether it was there
     */
    public boolean withdraw(String articleId) {
        Integer slot = slots.remove(articleId);
        if (slot == null) {
            return false;
        }
        CatalogueArticle article = article(slot);
        articles.set(slot, null);
        contentIndex.clear(slot);
        contentIndex.left(size());
        inIndex.clear(slot);
        inIndex.left(size());
        out.clear(slot);
        numbers.clear(slot);
        arrivedAt[slot] = Long.MAX_VALUE;
        neighbourhoods.clear(slot);
        mostRead.remove(slot, slotBound(), this::clicksOf);
        if (article.description != null) {
            newest.remove(slot, article.description, slotBound(), this::descriptionOf);
        }
        article.release(labels);
        segments.clear(slot);
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, freeCount * 2);
        }
        free[freeCount++] = slot;
        return true;
    }

    /** How far publications and reads have come, epoch milliseconds of {@link EventTime}; 0 before the first. */
    public long latestMillis() {
        return time.millis();
    }

    /** Articles held. */
    public int size() {
        return slots.size();
    }

    public boolean contains(String articleId) {
        return slots.containsKey(articleId);
    }

    /** The text side of an article; empty if it is unknown or was never announced. */
    public Optional<ArticleDescription> description(String articleId) {
        int slot = slotOf(articleId);
        return slot < 0 ? Optional.empty() : Optional.ofNullable(article(slot).description);
    }

    /** The tags of an article; empty if it is unknown or was never announced. */
    public Optional<ArticleProfile> profile(String articleId) {
        return description(articleId).map(ArticleDescription::profile);
    }

    /** What was learned of an article; empty if it is unknown or nothing was. */
    public Optional<ItemActivity> activity(String articleId) {
        int slot = slotOf(articleId);
        if (slot < 0 || !article(slot).learned) {
            return Optional.empty();
        }
        return Optional.of(
                article(slot).activity(FloatVector.copyOf(in.copy(slot)), FloatVector.copyOf(out.copy(slot))));
    }

    /** Visits the id of every article, in no particular order. */
    public void forEachId(Consumer<String> visitor) {
        slots.keySet().forEach(visitor);
    }

    /** The slot of an article, -1 if it is not held. */
    @Override
    public int slotOf(String articleId) {
        Integer slot = slots.get(articleId);
        return slot == null ? -1 : slot;
    }

    /** The slot of a follower in an article's row, -1 if it is not held. */
    public int followerSlot(CatalogueArticle article, int row) {
        int slot = article.followerSlots[row];
        if (slot >= 0 && isStill(slot, article.followersResolvedAt)) {
            return slot;
        }
        return article.followersResolvedAt == arrivals ? -1 : slotOf(article.followers.key(row));
    }

    /** The row that counts the article in a slot, -1 for none; for one that came after the row nobody looks. */
    public int followerRow(CatalogueArticle article, int followerSlot) {
        int[] followerSlots = article.followerSlots;
        // Without a way out of the loop, so that the compiler of the JVM compares many at a time: most rows lack it.
        int others = 0;
        for (int row = 0; row < followerSlots.length; row++) {
            int difference = followerSlots[row] ^ followerSlot;
            others += (difference | -difference) >>> 31;
        }
        for (int row = 0; row < followerSlots.length && others < followerSlots.length; row++) {
            if (followerSlots[row] == followerSlot
                    && article.followers.key(row).equals(article(followerSlot).articleId)) {
                return row;
            }
        }
        return -1;
    }

    /** Grows whenever an article comes that was not held: what {@link #isStill} asks for. */
    public long arrivals() {
        return arrivals;
    }

    /** Whether a slot in use still holds the article it held when {@link #arrivals} was this. */
    public boolean isStill(int slot, long arrivalsThen) {
        return arrivedAt[slot] <= arrivalsThen;
    }

    /** All slots are below this; some of them may be free. */
    public int slotBound() {
        return articles.size();
    }

    /** What a slot in use holds. */
    public CatalogueArticle article(int slot) {
        CatalogueArticle article = articles.get(slot);
        if (article == null) {
            throw new IllegalArgumentException("slot " + slot + " is free");
        }
        return article;
    }

    /** Whether the slot holds an article that may be proposed: listed, and new or read not long ago. */
    public boolean isAlive(int slot, ListTime time) {
        return numbers.isAlive(slot, time);
    }

    /** Whether an article is held and may be proposed: listed, and new or read not long ago. */
    public boolean isAlive(String articleId, ListTime time) {
        int slot = slotOf(articleId);
        return slot >= 0 && isAlive(slot, time);
    }

    /** Whether the slot holds an article that may be named to people, see {@link #isListed(String, long)}. */
    public boolean isListed(int slot, long worldMillis) {
        return numbers.isListed(slot, worldMillis);
    }

    /**
     * Whether an article is held and may be named to people: published and not expired by the world's clock, and announced
     * unless {@link #listsUnannounced()}.
     */
    public boolean isListed(String articleId, long worldMillis) {
        int slot = slotOf(articleId);
        return slot >= 0 && isListed(slot, worldMillis);
    }

    /** Whether an article is held whose expiry has come by the world's clock, although its owner has not removed it yet. */
    public boolean hasExpired(String articleId, long worldMillis) {
        int slot = slotOf(articleId);
        return slot >= 0 && article(slot).expiresAtMillis() <= worldMillis;
    }

    /** How many articles were evicted so far because the catalogue was full. */
    public long evictions() {
        return evicted.count();
    }

    /** The next articles evicted, see {@link EvictedArticles#next}. */
    public EvictedArticles.Next evicted(long seen, int most) {
        return evicted.next(seen, most);
    }

    public ArticleColumns numbers() {
        return numbers;
    }

    public SegmentColumns segments() {
        return segments;
    }

    /** The strings that articles share: categories, sources, and segments as {@code name=value}. */
    public StringDictionary labels() {
        return labels;
    }

    /** What was found to be near each article. */
    public NeighbourCache neighbourhoods() {
        return neighbourhoods;
    }

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

    public TopSlots mostRead(HalfLife horizon) {
        return mostRead.at(horizon);
    }

    public NewestArticles newest() {
        return newest;
    }

    /** The reads that bring the article in a slot among the most read: none if it must not be listed. */
    private DecayedCounts clicksOf(int slot) {
        CatalogueArticle article = articles.get(slot);
        boolean counts = article != null && (article.description != null || listsUnannounced());
        return counts ? article.clicks : MostRead.NO_CLICKS;
    }

    private int slotFor(String articleId) {
        Integer known = slots.get(articleId);
        if (known != null) {
            return known;
        }
        if (slots.size() >= settings.items().articlesMax()) {
            makeRoom();
        }
        int slot;
        if (freeCount > 0) {
            slot = free[--freeCount];
            articles.set(slot, new CatalogueArticle(articleId));
        } else {
            slot = slotBound();
            articles.add(new CatalogueArticle(articleId));
            if (slot == arrivedAt.length) {
                arrivedAt = Arrays.copyOf(arrivedAt, slot * 2);
            }
            numbers.reserve(slot + 1);
            segments.reserve(slot + 1);
            neighbourhoods.reserve(slot + 1);
        }
        slots.put(articleId, slot);
        arrivedAt[slot] = ++arrivals;
        return slot;
    }

    /** Evicts a hundredth of all articles at once, because choosing looks at all of them. */
    private void makeRoom() {
        List<CatalogueArticle> held = new ArrayList<>(slots.size());
        for (CatalogueArticle article : articles) {
            if (article != null) {
                held.add(article);
            }
        }
        EvictionOrder order = new EvictionOrder(settings.items().articlesMax(), listsUnannounced());
        for (CatalogueArticle article : order.first(held, 1 + held.size() / 100)) {
            withdraw(article.articleId);
            evicted.add(article.articleId);
        }
    }

    private @Nullable ArticleDescription descriptionOf(int slot) {
        CatalogueArticle article = articles.get(slot);
        return article == null ? null : article.description;
    }

    private void checkDimension(String articleId, FloatVector vector) {
        int dimension = settings.vectors().dimension();
        if (!vector.isEmpty() && vector.dimension() != dimension) {
            throw new IllegalArgumentException("vector of " + articleId + " has dimension " + vector.dimension()
                    + ", the catalogue has " + dimension);
        }
    }
}
