package io.freshet.recommend.settings;

/**
 * Settings of the state kept for each reader: memory, interests, sessions and the limit of clicks per minute.
 *
 * @param servedMax articles shown and not clicked that are remembered; default 100
 * @param recentEventsMax event ids remembered to find duplicates; default 64
 * @param clicksPerMinuteMax clicks of a reader in a minute that count; default 60, five times the most of any reader in
 *     a portal's week
 */
public record ReaderSettings(
        Memory memory,
        Interests interests,
        Sessions sessions,
        int servedMax,
        int recentEventsMax,
        int clicksPerMinuteMax) {

    public static final ReaderSettings DEFAULTS =
            new ReaderSettings(Memory.DEFAULTS, Interests.DEFAULTS, Sessions.DEFAULTS, 100, 64, 60);

    /**
     * Maximum numbers of articles remembered for each reader: latest reads ({@code readsMax}), latest hides
     * ({@code hiddenMax}), and older reads and hides together ({@code seenMax}).
     *
     * @param readsMax reads with their times; default 50
     * @param seenMax older articles, read or hidden, that stay off the reader's lists, 4 bytes each; default 2,000
     * @param hiddenMax hides; default 100
     */
    public record Memory(int readsMax, int seenMax, int hiddenMax) {
        public static final Memory DEFAULTS = new Memory(50, 2_000, 100);

        public Memory {
            SettingRange.atLeast("readers.readsMax", readsMax, 1);
            SettingRange.atLeast("readers.seenMax", seenMax, 0);
            SettingRange.atLeast("readers.hiddenMax", hiddenMax, 1);
        }
    }

    /**
     * How fast a reader's short-term and long-term interests decay with each read, and how many categories and keywords
     * are remembered.
     *
     * @param fastDecay decay of the short-term interest vector per read; default .6
     * @param slowDecay decay of the long-term interest vector and of the affinities per read; default .98
     * @param categoriesMax categories remembered; default 16
     * @param keywordsMax keywords remembered; default 32
     */
    public record Interests(double fastDecay, double slowDecay, int categoriesMax, int keywordsMax) {
        public static final Interests DEFAULTS = new Interests(.6, .98, 16, 32);

        public Interests {
            SettingRange.share("readers.fastDecay", fastDecay);
            SettingRange.share("readers.slowDecay", slowDecay);
            SettingRange.atLeast("readers.categoriesMax", categoriesMax, 1);
            SettingRange.atLeast("readers.keywordsMax", keywordsMax, 1);
        }
    }

    /**
     * Pause that ends a reader's session, and how many articles of earlier sessions count as read before a new
     * session's first article.
     *
     * @param gapMinutes pause after which a new session starts; default 30
     * @param newSessionContextMax reads of earlier sessions that are the context of a session's first read; default 3
     */
    public record Sessions(int gapMinutes, int newSessionContextMax) {
        public static final Sessions DEFAULTS = new Sessions(30, 3);

        public Sessions {
            SettingRange.atLeast("readers.sessionGapMinutes", gapMinutes, 1);
            SettingRange.atLeast("readers.newSessionContextMax", newSessionContextMax, 0);
        }

        /** Pause after which a reader's next read starts a new session, milliseconds. */
        public long gapMillis() {
            return gapMinutes * 60_000L;
        }
    }

    public ReaderSettings {
        SettingRange.atLeast("readers.servedMax", servedMax, 1);
        SettingRange.atLeast("readers.recentEventsMax", recentEventsMax, 1);
        SettingRange.atLeast("readers.clicksPerMinuteMax", clicksPerMinuteMax, 1);
    }
}
