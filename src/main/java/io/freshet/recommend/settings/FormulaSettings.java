package io.freshet.recommend.settings;

/**
 * Weights of the formula that ranks until the ranker has trained enough.
 *
 * @param popularity of the share of all reads at a half-life of five minutes; default 1
 * @param dislike taken off for similarity to what the reader hid; default .5
 * @param servedDecay factor for each time the article was shown to the reader without a click; default .8
 */
public record FormulaSettings(
        Followers followers, double popularity, Content content, double dislike, double servedDecay) {

    public static final FormulaSettings DEFAULTS =
            new FormulaSettings(new Followers(new LastRead(1, 1, .5), .25, .25, 3), 1, new Content(.3, 5), .5, .8);

    /**
     * Shares of followers.
     *
     * @param lastRead of the last read, at half-lives
     * @param ever of the last read, over all time; default .25
     * @param previous of the read before the last, at a half-life of one hour; default .25
     * @param smoothing transitions added to the total that a share is taken of; default 3
     */
    public record Followers(LastRead lastRead, double ever, double previous, double smoothing) {
        public Followers {
            SettingRange.atLeast("formula.ever", ever, 0);
            SettingRange.atLeast("formula.previous", previous, 0);
            SettingRange.above("formula.smoothing", smoothing, 0);
        }
    }

    /**
     * Weights of followers of the last read by half-life.
     *
     * @param halfHour default 1
     * @param hour default 1
     * @param sixHours default .5
     */
    public record LastRead(double halfHour, double hour, double sixHours) {
        public LastRead {
            SettingRange.atLeast("formula.halfHour", halfHour, 0);
            SettingRange.atLeast("formula.hour", hour, 0);
            SettingRange.atLeast("formula.sixHours", sixHours, 0);
        }
    }

    /**
     * Similarity of content.
     *
     * @param weight for an article without reads; default .3
     * @param reads decayed reads at which the weight halves; default 5
     */
    public record Content(double weight, double reads) {
        public Content {
            SettingRange.atLeast("formula.content", weight, 0);
            SettingRange.above("formula.contentReads", reads, 0);
        }
    }

    public FormulaSettings {
        SettingRange.atLeast("formula.popularity", popularity, 0);
        SettingRange.atLeast("formula.dislike", dislike, 0);
        SettingRange.share("formula.servedDecay", servedDecay);
    }
}
