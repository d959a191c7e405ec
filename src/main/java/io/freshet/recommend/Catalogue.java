package io.freshet.recommend;

import io.freshet.event.Article;
import io.freshet.event.ArticleProfile;
import io.freshet.vector.FloatVector;
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
 * article too many arrives, those longest without a read leave.
 *
 * <p>Not safe for concurrent use: one thread may write while nobody reads, or any number may read. What readers find to be
 * near an article they may leave in {@link #neighbourhoods()}.
 *
 * <p>Every article has a slot, a small number that is used again after the article has left. Vectors lie in
 * {@link VectorTable}s by slot, what every list looks at in {@link ArticleNumbers}, and everything in an entry. The most
 * read and the newest are kept sorted as articles change ({@link TopSlots}), so that proposing candidates scans nothing.
 */
public final class Catalogue {
    /** Categories whose newest articles are kept apart. */
    private static final int CATEGORIES_MAX = 1_000;

    private final RecommendSettings settings;
    private final Map<String, Integer> slots = new HashMap<>();
    private final List<@Nullable Entry> entries = new ArrayList<>();
    private int[] free = new int[16];
    private int freeCount;
    /** Grows whenever an article comes that was not held. */
    private long arrivals;
    /** What it was when the article in each slot came, {@link Long#MAX_VALUE} for a free slot. */
    private long[] arrivedAt = new long[64];

    private final ArticleNumbers numbers = new ArticleNumbers();
    private final Labels labels = new Labels();
    private final SegmentNumbers segments;
    private final VectorTable content;
    private final VectorTable in;
    private final VectorTable out;
    private @Nullable NeighbourGraph inGraph;
    private @Nullable NeighbourGraph contentGraph;
    private final Neighbourhoods neighbourhoods = new Neighbourhoods();
    private final MostRead mostRead;
    private final TopSlots newest;
    private final Map<String, TopSlots> newestByCategory = new HashMap<>();
    private final EventTime time = new EventTime();

    /** What is held of one article besides its vectors. */
    static final class Entry {
        final String articleId;

        @Nullable
        ArticleDescription description;

        int[] titleShingles = {};
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

        Entry(String articleId) {
            this.articleId = articleId;
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

        long lastActiveMillis() {
            return Math.max(lastClickMillis, publishedAtMillis());
        }
    }

    public Catalogue(RecommendSettings settings) {
        this.settings = settings;
        int dimension = settings.vectors().dimension();
        this.segments = new SegmentNumbers(settings.items().segmentsMax(), labels);
        VectorTable[] vectors = VectorTable.sideBySide(dimension, 3);
        this.in = vectors[0];
        this.out = vectors[1];
        this.content = vectors[2];
        this.mostRead = new MostRead(settings.candidates());
        this.newest = new TopSlots(settings.candidates().newest());
    }

    /**
     * Takes in an article's text side, in place of an earlier one.
     *
     * @throws IllegalArgumentException if its content vector has another dimension than the catalogue
     */
    public void describe(ArticleDescription description) {
        checkDimension(description.articleId(), description.content());
        int slot = slotFor(description.articleId());
        Entry entry = entry(slot);
        removeFromNewest(slot, entry.category());
        entry.description = description;
        time.hear(description.publishedAtMillis());
        entry.titleShingles = TitleShingles.of(description.title());
        newest.set(slot, (double) description.publishedAtMillis());
        String category = entry.category();
        if (category != null && (newestByCategory.size() < CATEGORIES_MAX || newestByCategory.containsKey(category))) {
            newestByCategory
                    .computeIfAbsent(
                            category, name -> new TopSlots(settings.candidates().newest()))
                    .set(slot, (double) description.publishedAtMillis());
        }
        if (description.content().isEmpty()) {
            clear(content, contentGraph, slot);
        } else {
            put(content, contentGraph, slot, description.content());
        }
        neighbourhoods.clear(slot);
        int categoryBefore = entry.categoryLabel;
        int sourceBefore = entry.sourceLabel;
        entry.categoryLabel = labels.hold(category);
        entry.sourceLabel = labels.hold(description.source());
        labels.release(categoryBefore);
        labels.release(sourceBefore);
        copyNumbers(slot, entry);
    }

    private void copyNumbers(int slot, Entry entry) {
        long readableUntilMillis = entry.lastActiveMillis() + settings.items().aliveMillis();
        numbers.put(slot, entry, Math.min(entry.expiresAtMillis(), readableUntilMillis));
    }

    /**
     * Takes in what was learned of an article, in place of an earlier snapshot.
     *
     * @throws IllegalArgumentException if its vectors have another dimension than the catalogue
     */
    public void learn(ItemActivity activity) {
        checkDimension(activity.articleId(), activity.in());
        int slot = slotFor(activity.articleId());
        Entry entry = entry(slot);
        if (!entry.learned) {
            entry.knownSinceMillis = activity.lastClickMillis();
            entry.learned = true;
        }
        entry.clicks = activity.sharedClicks();
        entry.exposures = activity.sharedExposures();
        entry.hides = activity.sharedHides();
        takeFollowers(entry, activity.sharedFollowers());
        numbers.putFollowers(slot, entry.followerSlots);
        entry.segments = activity.sharedSegments();
        segments.put(slot, entry.segments, entry.clicks.asOfMillis());
        entry.lastClickMillis = activity.lastClickMillis();
        time.hear(activity.lastClickMillis());
        put(in, inGraph, slot, activity.in());
        out.put(slot, activity.out());
        copyNumbers(slot, entry);
        mostRead.update(slot, entries.size(), this::clicksOf);
    }

    private static void put(VectorTable table, @Nullable NeighbourGraph graph, int slot, FloatVector vector) {
        if (vector.dot(vector) == 0) {
            clear(table, graph, slot);
            return;
        }
        if (graph != null) {
            graph.moving(slot, table.turnTo(slot, vector));
        }
        table.put(slot, vector);
    }

    private static void clear(VectorTable table, @Nullable NeighbourGraph graph, int slot) {
        if (graph != null) {
            graph.leaving(slot);
        }
        table.clear(slot);
    }

    /**
     * Does a little of what keeps searches for neighbours fast while there are many articles: less than a millisecond of
     * work, and nothing where there is nothing to do. To be called as often as articles change, save for those of the
     * past that are only read again; what is left undone makes searches slower and not worse.
     */
    public void index() {
        if (inGraph == null || contentGraph == null) {
            if (size() <= settings.items().exactSearchMax()) {
                return;
            }
            inGraph = graphOf(in);
            contentGraph = graphOf(content);
        }
        inGraph.step();
        contentGraph.step();
    }

    private NeighbourGraph graphOf(VectorTable table) {
        NeighbourGraph graph = new NeighbourGraph(table, settings.seed());
        for (int slot = 0; slot < entries.size(); slot++) {
            if (table.has(slot)) {
                graph.moving(slot, 0);
            }
        }
        return graph;
    }

    /** The graph of what is near what in a table, empty while there are so few articles that comparing with all is fast. */
    Optional<NeighbourGraph> graph(VectorTable table) {
        return Optional.ofNullable(table == in ? inGraph : table == content ? contentGraph : null);
    }

    /** Looks up where the followers are; most are where they were in the row before. */
    private void takeFollowers(Entry entry, DecayedRows followers) {
        DecayedRows before = entry.followers;
        int size = followers.size();
        int[] slotsBefore = entry.followerSlots;
        if (slotsBefore.length != size) {
            entry.followerSlots = new int[size];
        }
        for (int row = 0; row < size; row++) {
            String followerId = followers.key(row);
            int slot = -1;
            if (row < slotsBefore.length && before.key(row).equals(followerId)) {
                slot = slotsBefore[row];
                slot = slot >= 0 && isStill(slot, entry.followersResolvedAt) ? slot : -1;
            }
            slot = slot >= 0 ? slot : slotOf(followerId);
            entry.followerSlots[row] = slot;
            if (slot >= 0) {
                // One string serves all rows that name the article: they would fill most of the memory.
                followers.shareKey(row, entry(slot).articleId);
            }
        }
        entry.followers = followers;
        entry.followersResolvedAt = arrivals;
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
        Entry entry = entry(slot);
        entries.set(slot, null);
        clear(content, contentGraph, slot);
        clear(in, inGraph, slot);
        out.clear(slot);
        if (inGraph != null && size() < settings.items().exactSearchMax() / 2) {
            inGraph = null;
            contentGraph = null;
        }
        numbers.clear(slot);
        arrivedAt[slot] = Long.MAX_VALUE;
        neighbourhoods.clear(slot);
        mostRead.remove(slot, entries.size(), this::clicksOf);
        removeFromNewest(slot, entry.category());
        labels.release(entry.categoryLabel);
        labels.release(entry.sourceLabel);
        segments.clear(slot);
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, freeCount * 2);
        }
        free[freeCount++] = slot;
        return true;
    }

    /** Removes the articles whose expiry has come, and gives their ids in ascending order. */
    public List<String> expire(long nowMillis) {
        List<String> expired = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry != null && entry.expiresAtMillis() <= nowMillis) {
                expired.add(entry.articleId);
            }
        }
        expired.sort(null);
        expired.forEach(this::withdraw);
        return expired;
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
        return slot < 0 ? Optional.empty() : Optional.ofNullable(entry(slot).description);
    }

    /** The tags of an article; empty if it is unknown or was never announced. */
    public Optional<ArticleProfile> profile(String articleId) {
        return description(articleId)
                .map(description -> new ArticleProfile(
                        articleId,
                        description.title(),
                        description.language(),
                        description.category(),
                        description.keywords(),
                        description.publishedAtMillis()));
    }

    /** What was learned of an article; empty if it is unknown or nothing was. */
    public Optional<ItemActivity> activity(String articleId) {
        int slot = slotOf(articleId);
        if (slot < 0 || !entry(slot).learned) {
            return Optional.empty();
        }
        Entry entry = entry(slot);
        return Optional.of(new ItemActivity(
                articleId,
                entry.clicks,
                entry.lastClickMillis,
                entry.exposures,
                entry.hides,
                entry.followers,
                entry.segments,
                FloatVector.copyOf(in.copy(slot)),
                FloatVector.copyOf(out.copy(slot))));
    }

    /** Visits the id of every article, in no particular order. */
    public void forEachId(Consumer<String> visitor) {
        slots.keySet().forEach(visitor);
    }

    /** The slot of an article, -1 if it is not held. */
    int slotOf(String articleId) {
        Integer slot = slots.get(articleId);
        return slot == null ? -1 : slot;
    }

    /** The slot of a follower in an entry's row, -1 if it is not held. */
    int followerSlot(Entry entry, int row) {
        int slot = entry.followerSlots[row];
        if (slot >= 0 && isStill(slot, entry.followersResolvedAt)) {
            return slot;
        }
        return entry.followersResolvedAt == arrivals ? -1 : slotOf(entry.followers.key(row));
    }

    /** The row that counts the article in a slot, -1 for none; for one that came after the row nobody looks. */
    int followerRow(Entry entry, int followerSlot) {
        int[] followerSlots = entry.followerSlots;
        // Without a way out of the loop, so that the compiler of the JVM compares many at a time: most rows lack it.
        int others = 0;
        for (int row = 0; row < followerSlots.length; row++) {
            int difference = followerSlots[row] ^ followerSlot;
            others += (difference | -difference) >>> 31;
        }
        for (int row = 0; row < followerSlots.length && others < followerSlots.length; row++) {
            if (followerSlots[row] == followerSlot && entry.followers.key(row).equals(entry(followerSlot).articleId)) {
                return row;
            }
        }
        return -1;
    }

    /** Grows whenever an article comes that was not held: what {@link #isStill} asks for. */
    long arrivals() {
        return arrivals;
    }

    /** Whether a slot in use still holds the article it held when {@link #arrivals} was this. */
    boolean isStill(int slot, long arrivalsThen) {
        return arrivedAt[slot] <= arrivalsThen;
    }

    /** All slots are below this; some of them may be free. */
    int slotBound() {
        return entries.size();
    }

    /** What a slot in use holds. */
    Entry entry(int slot) {
        Entry entry = entries.get(slot);
        if (entry == null) {
            throw new IllegalArgumentException("slot " + slot + " is free");
        }
        return entry;
    }

    /** Whether the slot holds an article that may be proposed: not expired, and new or read not long ago. */
    boolean isAlive(int slot, long nowMillis) {
        return numbers.isAlive(slot, nowMillis);
    }

    /** Whether an article is held and may be proposed: not expired, and new or read not long ago. */
    public boolean isAlive(String articleId, long nowMillis) {
        int slot = slotOf(articleId);
        return slot >= 0 && isAlive(slot, nowMillis);
    }

    ArticleNumbers numbers() {
        return numbers;
    }

    SegmentNumbers segments() {
        return segments;
    }

    /** The strings that articles share: categories, sources, and segments as {@code name=value}. */
    Labels labels() {
        return labels;
    }

    /** What was found to be near each article. */
    Neighbourhoods neighbourhoods() {
        return neighbourhoods;
    }

    VectorTable content() {
        return content;
    }

    VectorTable in() {
        return in;
    }

    VectorTable out() {
        return out;
    }

    TopSlots mostRead(Horizon horizon) {
        return mostRead.at(horizon);
    }

    TopSlots newest() {
        return newest;
    }

    Optional<TopSlots> newest(String category) {
        return Optional.ofNullable(newestByCategory.get(category));
    }

    private DecayedCounts clicksOf(int slot) {
        Entry entry = entries.get(slot);
        return entry == null ? MostRead.NO_CLICKS : entry.clicks;
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
            entries.set(slot, new Entry(articleId));
        } else {
            slot = entries.size();
            entries.add(new Entry(articleId));
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

    /** Removes the hundredth of all articles that was longest without a read, at once because finding them is a scan. */
    private void makeRoom() {
        List<Entry> held = new ArrayList<>(slots.size());
        for (Entry entry : entries) {
            if (entry != null) {
                held.add(entry);
            }
        }
        held.sort((left, right) -> {
            int order = Long.compare(left.lastActiveMillis(), right.lastActiveMillis());
            return order != 0 ? order : left.articleId.compareTo(right.articleId);
        });
        held.subList(0, 1 + held.size() / 100).forEach(entry -> withdraw(entry.articleId));
    }

    private void removeFromNewest(int slot, @Nullable String category) {
        newest.remove(slot);
        if (newest.wantsRefill()) {
            newest.refill(entries.size(), other -> newestKey(other, null));
        }
        TopSlots ofCategory = category == null ? null : newestByCategory.get(category);
        if (category != null && ofCategory != null) {
            ofCategory.remove(slot);
            if (ofCategory.wantsRefill()) {
                ofCategory.refill(entries.size(), other -> newestKey(other, category));
            }
            if (ofCategory.size() == 0) {
                newestByCategory.remove(category);
            }
        }
    }

    private double newestKey(int slot, @Nullable String category) {
        Entry entry = entries.get(slot);
        boolean listed = entry != null
                && entry.description != null
                && (category == null || category.equals(entry.description.categoryName()));
        return listed && entry != null ? (double) entry.publishedAtMillis() : Double.NEGATIVE_INFINITY;
    }

    private void checkDimension(String articleId, FloatVector vector) {
        int dimension = settings.vectors().dimension();
        if (!vector.isEmpty() && vector.dimension() != dimension) {
            throw new IllegalArgumentException("vector of " + articleId + " has dimension " + vector.dimension()
                    + ", the catalogue has " + dimension);
        }
    }
}
