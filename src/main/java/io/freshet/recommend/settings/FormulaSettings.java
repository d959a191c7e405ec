package io.freshet.recommend.settings;

/**
 * Weights of the fixed formula that ranks articles until the online ranker has trained enough.
 *
 * @param popularity weight of an article's share of the reads of the most-read articles, at a half-life of five
 *     minutes; default 1
 * @param dislike weight of the penalty for similarity to articles that the reader hid; default .5
 * @param servedDecay factor for each time the article was shown to the reader without a click; default .8
 */
public record FormulaSettings(
        Followers followers, double popularity, Content content, double dislike, double servedDecay) {

    public static final FormulaSettings DEFAULTS =
            new FormulaSettings(new Followers(new LastRead(1, 1, .5), .25, .25, 3), 1, new Content(.3, 5), .5, .8);

    /**
     * Weights of the formula for how often readers went on from this reader's last two articles to the candidate.
     *
     * @param lastRead weights of the share after the last read, at three half-lives
     * @param ever weight of the share after the last read, without decay; default .25
     * @param previous weight of the share after the read before the last, at a half-life of one hour; default .25
     * @param smoothing number of reads added to the denominator of each share; default 3
     */
    public record Followers(LastRead lastRead, double ever, double previous, double smoothing) {
        public Followers {
            SettingRange.atLeast("formula.ever", ever, 0);
            SettingRange.atLeast("formula.previous", previous, 0);
            SettingRange.above("formula.smoothing", smoothing, 0);
        }
    }

    /**
     * Weights, by half-life of the counts, for how often readers went on from the reader's last article to the
     * candidate.
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
     * Weight in the formula of the content similarity between candidate and reader: {@code weight} for a candidate
     * without reads, half of it at {@code reads} reads.
     *
     * @param weight weight for an article without reads; default .3
     * @param reads reads of the article, decayed at a half-life of one day, at which the weight is halved; default 5
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
