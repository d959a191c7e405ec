package io.freshet.recommend.settings;

/**
 * Settings of pushes: new lists sent to recently active readers because an article appeared or was withdrawn, not
 * because the reader clicked.
 *
 * @param activeReadersMax recently active readers that a task remembers; default 10,000
 * @param activeMinutes minutes after the last click in which a reader is active; default 30
 * @param similarityMin minimum similarity of a new article to a reader's interests; default .3
 * @param readersPerArticleMax readers that a new article is pushed to, most similar first; default 200
 * @param intervalSeconds minimum time between two pushes to a reader; default 30
 */
public record PushSettings(
        int activeReadersMax, int activeMinutes, double similarityMin, int readersPerArticleMax, int intervalSeconds) {

    public static final PushSettings DEFAULTS = new PushSettings(10_000, 30, .3, 200, 30);

    public PushSettings {
        SettingRange.atLeast("push.activeReadersMax", activeReadersMax, 1);
        SettingRange.atLeast("push.activeMinutes", activeMinutes, 1);
        SettingRange.share("push.similarityMin", similarityMin);
        SettingRange.atLeast("push.readersPerArticleMax", readersPerArticleMax, 0);
        SettingRange.atLeast("push.intervalSeconds", intervalSeconds, 0);
    }

    public PushSettings withActiveReadersMax(int changed) {
        return new PushSettings(changed, activeMinutes, similarityMin, readersPerArticleMax, intervalSeconds);
    }
}
