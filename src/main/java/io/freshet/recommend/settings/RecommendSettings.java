package io.freshet.recommend.settings;

/**
 * Every number of the recommender that may be set, by what it steers. {@link #defaults()} are the documented values.
 *
 * @param seed of everything drawn at random
 */
public record RecommendSettings(
        long seed,
        Vectors vectors,
        Items items,
        Readers readers,
        Candidates candidates,
        Formula formula,
        OnlineRankerSettings ranking,
        Lists lists,
        Push push,
        TrendingLists trending) {

    /** Reads before the present one that count as its context, at most. */
    public static final int CONTEXT_MAX = 5;

    public static RecommendSettings defaults() {
        return new RecommendSettings(
                42,
                Vectors.defaults(),
                Items.defaults(),
                Readers.defaults(),
                Candidates.defaults(),
                Formula.defaults(),
                OnlineRankerSettings.defaults(),
                Lists.defaults(),
                Push.defaults(),
                TrendingLists.defaults());
    }

    /** These settings with vectors of another dimension, which must be that of the word vectors. */
    public RecommendSettings withDimension(int dimension) {
        Vectors changed = new Vectors(
                dimension,
                vectors.learningRate(),
                vectors.negatives(),
                vectors.recentReads(),
                vectors.startLength(),
                vectors.followedMax());
        return new RecommendSettings(
                seed, changed, items, readers, candidates, formula, ranking, lists, push, trending);
    }

    /** These settings with other candidates. */
    public RecommendSettings withCandidates(Candidates changed) {
        return new RecommendSettings(seed, vectors, items, readers, changed, formula, ranking, lists, push, trending);
    }

    /** These settings with another way from scores to a list. */
    public RecommendSettings withLists(Lists changed) {
        return new RecommendSettings(
                seed, vectors, items, readers, candidates, formula, ranking, changed, push, trending);
    }

    /** These settings with another way of learning to rank. */
    public RecommendSettings withRanking(OnlineRankerSettings changed) {
        return new RecommendSettings(
                seed, vectors, items, readers, candidates, formula, changed, lists, push, trending);
    }

    /**
     * The learning of item vectors.
     *
     * @param dimension of article vectors; default 100
     * @param learningRate of skip-gram, constant; default .05
     * @param negatives drawn for every pair; default 10
     * @param recentReads how many recent reads the negatives are drawn from; default 2,000
     * @param startLength length of an item's vectors at the start, in the direction of its content; default 2
     * @param followedMax reads before the present one whose owners are told of it, so that their input vectors learn;
     *     from 1 to {@link #CONTEXT_MAX}; default 1, because each is a message, a write and a snapshot
     *     more for every click
     */
    public record Vectors(
            int dimension, double learningRate, int negatives, int recentReads, double startLength, int followedMax) {
        public Vectors {
            atLeast("vectors.dimension", dimension, 1);
            above("vectors.learningRate", learningRate, 0);
            atLeast("vectors.negatives", negatives, 0);
            atLeast("vectors.recentReads", recentReads, 1);
            above("vectors.startLength", startLength, 0);
            atLeast("vectors.followedMax", followedMax, 1);
            if (followedMax > CONTEXT_MAX) {
                throw new IllegalArgumentException(
                        "vectors.followedMax is " + followedMax + ", expected at most " + CONTEXT_MAX);
            }
        }

        public static Vectors defaults() {
            return new Vectors(100, .05, 10, 2_000, 2, 1);
        }
    }

    /** Whether only articles that were announced are listed. What others are read counts for when they are announced. */
    public enum AnnouncedOnly {
        /** Yes, from the first announcement on, and for good. */
        AUTO,
        /** Yes. */
        TRUE,
        /** No: an article is listed once it was read, announced or not. */
        FALSE
    }

    /**
     * The state of an article.
     *
     * @param followersMax followers kept for an article; default 100
     * @param segmentsMax segment values counted for an article; default 32
     * @param aliveHours an article is a candidate for so long after its last read, or after its publication; default 36
     * @param articlesMax articles in the catalogue; beyond it articles are evicted; default
     *     200,000
     * @param exactSearchMax articles among which neighbours are found by comparing with all of them; with more a graph is
     *     searched, see {@code RATIONALE.md}; default 10,000
     * @param announcedOnly whether articles known from their reads alone are listed; default {@link AnnouncedOnly#AUTO}
     */
    public record Items(
            int followersMax,
            int segmentsMax,
            int aliveHours,
            int articlesMax,
            int exactSearchMax,
            AnnouncedOnly announcedOnly) {
        public Items {
            atLeast("items.followersMax", followersMax, 1);
            atLeast("items.segmentsMax", segmentsMax, 1);
            atLeast("items.aliveHours", aliveHours, 1);
            atLeast("items.articlesMax", articlesMax, 1);
            atLeast("items.exactSearchMax", exactSearchMax, 0);
        }

        public static Items defaults() {
            return new Items(100, 32, 36, 200_000, 10_000, AnnouncedOnly.AUTO);
        }

        /** {@link #aliveHours()} in milliseconds. */
        public long aliveMillis() {
            return aliveHours * 3_600_000L;
        }
    }

    /**
     * The state of a reader.
     *
     * @param readsMax reads remembered; default 50
     * @param sessionGapMinutes a longer pause starts a new session; default 30
     * @param fastDecay of the fast vector per read; default .6
     * @param slowDecay of the slow vector and the affinities per read; default .98
     * @param categoriesMax categories remembered; default 16
     * @param keywordsMax keywords remembered; default 32
     * @param hiddenMax hides remembered; default 100
     * @param servedMax articles shown and not clicked that are remembered; default 100
     * @param seenMax articles read or hidden before those remembered that do not come back, 4 bytes each; default 2,000
     * @param recentEventsMax event ids remembered for telling repeats; default 64
     * @param newSessionContextMax reads of earlier sessions that count as context of a session's first read; default 3
     * @param clicksPerMinuteMax clicks of one reader in a minute that count, five times the most that any reader of a
     *     portal's week made; default 60
     */
    public record Readers(
            int readsMax,
            int sessionGapMinutes,
            double fastDecay,
            double slowDecay,
            int categoriesMax,
            int keywordsMax,
            int hiddenMax,
            int servedMax,
            int seenMax,
            int recentEventsMax,
            int newSessionContextMax,
            int clicksPerMinuteMax) {
        public Readers {
            atLeast("readers.readsMax", readsMax, 1);
            atLeast("readers.sessionGapMinutes", sessionGapMinutes, 1);
            share("readers.fastDecay", fastDecay);
            share("readers.slowDecay", slowDecay);
            atLeast("readers.categoriesMax", categoriesMax, 1);
            atLeast("readers.keywordsMax", keywordsMax, 1);
            atLeast("readers.hiddenMax", hiddenMax, 1);
            atLeast("readers.servedMax", servedMax, 1);
            atLeast("readers.seenMax", seenMax, 0);
            atLeast("readers.recentEventsMax", recentEventsMax, 1);
            atLeast("readers.newSessionContextMax", newSessionContextMax, 0);
            atLeast("readers.clicksPerMinuteMax", clicksPerMinuteMax, 1);
        }

        public static Readers defaults() {
            return new Readers(50, 30, .6, .98, 16, 32, 100, 100, 2_000, 64, 3, 60);
        }

        /** {@link #sessionGapMinutes()} in milliseconds. */
        public long sessionGapMillis() {
            return sessionGapMinutes * 60_000L;
        }
    }

    /**
     * How many articles each source proposes. Two and a half times as many take about twice the time for .0011 in HR@10 and
     * a lower MRR@10 on one portal and the same on an article-sharing log.
     *
     * @param fiveMinutes most read at that half-life; default 40
     * @param halfHour default 25
     * @param followers strongest followers of the last five reads at one hour; default 40
     * @param followersDecay weight of each read before the last, from one to the next; default .25
     * @param nearestContent nearest by content to each of the last two reads; default 20
     * @param newest latest of each of the reader's strongest categories, and as many of all; default 10
     * @param newestCategories strongest categories asked; default 3
     * @param neighbourMinutes for how long neighbours once found are used again at most; those of a young article
     *     for less; default 60
     */
    public record Candidates(
            int fiveMinutes,
            int halfHour,
            int followers,
            double followersDecay,
            int nearestContent,
            int newest,
            int newestCategories,
            int neighbourMinutes) {
        public Candidates {
            atLeast("candidates.fiveMinutes", fiveMinutes, 0);
            atLeast("candidates.halfHour", halfHour, 0);
            atLeast("candidates.followers", followers, 0);
            share("candidates.followersDecay", followersDecay);
            atLeast("candidates.nearestContent", nearestContent, 0);
            atLeast("candidates.newest", newest, 0);
            atLeast("candidates.newestCategories", newestCategories, 0);
            atLeast("candidates.neighbourMinutes", neighbourMinutes, 0);
        }

        public static Candidates defaults() {
            return new Candidates(40, 25, 40, .25, 20, 10, 3, 60);
        }
    }

    /**
     * The weights of the formula that ranks until the ranker has learned.
     *
     * @param halfHour of the followers of the last read at that half-life; default 1
     * @param hour default 1
     * @param sixHours default .5
     * @param ever default .25
     * @param previous of the followers at one hour of the read before the last; default .25
     * @param smoothing added to the number of transitions a share is taken of; default 3
     * @param popularity of the share of all reads at five minutes; default 1
     * @param content of the similarity to what the reader reads, for an article without reads; default .3
     * @param contentReads decayed reads at which the content weighs half of that; default 5
     * @param aversion taken off per similarity to what the reader hid; default .5
     * @param servedDecay factor for each time the reader was shown the article and left it; default .8
     */
    public record Formula(
            double halfHour,
            double hour,
            double sixHours,
            double ever,
            double previous,
            double smoothing,
            double popularity,
            double content,
            double contentReads,
            double aversion,
            double servedDecay) {
        public Formula {
            atLeast("formula.halfHour", halfHour, 0);
            atLeast("formula.hour", hour, 0);
            atLeast("formula.sixHours", sixHours, 0);
            atLeast("formula.ever", ever, 0);
            atLeast("formula.previous", previous, 0);
            above("formula.smoothing", smoothing, 0);
            atLeast("formula.popularity", popularity, 0);
            atLeast("formula.content", content, 0);
            above("formula.contentReads", contentReads, 0);
            atLeast("formula.aversion", aversion, 0);
            share("formula.servedDecay", servedDecay);
        }

        public static Formula defaults() {
            return new Formula(1, 1, .5, .25, .25, 3, 1, .3, 5, .5, .8);
        }
    }

    /**
     * From scores to a list.
     *
     * @param size lines of a list; default 10
     * @param duplicateCosine content at least this similar tells the same story if the titles agree too; default .9
     * @param duplicateTitle share of common title words (Jaccard) from which titles agree; default .5
     * @param categoryDecay factor for each line above of the same category; default .97
     * @param sourceDecay factor for each line above of the same source; default .97
     * @param explorationShare of lists whose last line is kept for a new article; default .2
     * @param explorationHours an article is new for so long after its publication; default 6
     * @param explorationReads and only while it was read fewer times than this; default 5
     * @param reasonsMax reasons of a line; default 3
     * @param materialChange a new list counts as changed if an article entered among so many first lines; default 5
     */
    public record Lists(
            int size,
            double duplicateCosine,
            double duplicateTitle,
            double categoryDecay,
            double sourceDecay,
            double explorationShare,
            int explorationHours,
            int explorationReads,
            int reasonsMax,
            int materialChange) {
        public Lists {
            atLeast("lists.size", size, 1);
            share("lists.duplicateCosine", duplicateCosine);
            share("lists.duplicateTitle", duplicateTitle);
            share("lists.categoryDecay", categoryDecay);
            share("lists.sourceDecay", sourceDecay);
            share("lists.explorationShare", explorationShare);
            atLeast("lists.explorationHours", explorationHours, 0);
            atLeast("lists.explorationReads", explorationReads, 0);
            atLeast("lists.reasonsMax", reasonsMax, 0);
            atLeast("lists.materialChange", materialChange, 1);
        }

        public static Lists defaults() {
            return new Lists(10, .9, .5, .97, .97, .2, 6, 5, 3, 5);
        }

        /** These settings with lists that mix neither categories nor sources. */
        public Lists withoutMixing() {
            return new Lists(
                    size,
                    duplicateCosine,
                    duplicateTitle,
                    1,
                    1,
                    explorationShare,
                    explorationHours,
                    explorationReads,
                    reasonsMax,
                    materialChange);
        }

        /** These settings with lists that try out no new articles. */
        public Lists withoutExploration() {
            return new Lists(
                    size,
                    duplicateCosine,
                    duplicateTitle,
                    categoryDecay,
                    sourceDecay,
                    0,
                    explorationHours,
                    explorationReads,
                    reasonsMax,
                    materialChange);
        }
    }

    /**
     * Lists that change without a click.
     *
     * @param activeReadersMax recently active readers a task remembers; default 10,000
     * @param activeMinutes a reader is active for so long after the last click; default 30
     * @param intervalSeconds least time between two pushes to one reader; default 30
     * @param readersPerArticleMax readers told of one new article at once, most similar first; default 200
     * @param similarityMin least similarity of a new article to what a reader reads; default .3
     */
    public record Push(
            int activeReadersMax,
            int activeMinutes,
            int intervalSeconds,
            int readersPerArticleMax,
            double similarityMin) {
        public Push {
            atLeast("push.activeReadersMax", activeReadersMax, 1);
            atLeast("push.activeMinutes", activeMinutes, 1);
            atLeast("push.intervalSeconds", intervalSeconds, 0);
            atLeast("push.readersPerArticleMax", readersPerArticleMax, 0);
            share("push.similarityMin", similarityMin);
        }

        public static Push defaults() {
            return new Push(10_000, 30, 30, 200, .3);
        }
    }

    /**
     * The most-read and related lists.
     *
     * @param size lines of a most-read list; default 20
     * @param articlesMax articles counted, the least read leaves first; default 50,000
     * @param relatedSize lines of a related list; default 10
     */
    public record TrendingLists(int size, int articlesMax, int relatedSize) {
        public TrendingLists {
            atLeast("trending.size", size, 1);
            atLeast("trending.articlesMax", articlesMax, 1);
            atLeast("trending.relatedSize", relatedSize, 1);
        }

        public static TrendingLists defaults() {
            return new TrendingLists(20, 50_000, 10);
        }
    }

    private static void atLeast(String name, double value, double minimum) {
        if (!(value >= minimum && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " is " + value + ", expected at least " + minimum);
        }
    }

    private static void above(String name, double value, double bound) {
        if (!(value > bound && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " is " + value + ", expected above " + bound);
        }
    }

    private static void share(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " is " + value + ", expected 0 to 1");
        }
    }
}
