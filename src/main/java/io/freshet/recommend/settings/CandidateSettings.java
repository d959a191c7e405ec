package io.freshet.recommend.settings;

/**
 * Number of candidates proposed by each source. With two and a half times as many, a list takes about twice the time for .0011 more HR@10 and a
 * lower MRR@10 on one portal, and for nothing on an article-sharing log.
 *
 * @param nearestContent nearest by content to each of the last two reads; default 20
 * @param neighbourMinutes minutes for which nearest neighbours are cached at most; less for young articles; default 60
 */
public record CandidateSettings(
        MostRead mostRead, Followers followers, int nearestContent, Newest newest, int neighbourMinutes) {

    public static final CandidateSettings DEFAULTS =
            new CandidateSettings(new MostRead(40, 25), new Followers(40, .25), 20, new Newest(10, 3), 60);

    /**
     * Most read articles.
     *
     * @param fiveMinutes at a half-life of five minutes; default 40
     * @param halfHour at a half-life of half an hour; default 25
     */
    public record MostRead(int fiveMinutes, int halfHour) {
        public MostRead {
            SettingRange.atLeast("candidates.fiveMinutes", fiveMinutes, 0);
            SettingRange.atLeast("candidates.halfHour", halfHour, 0);
        }
    }

    /**
     * Strongest followers of the last five reads at a half-life of one hour.
     *
     * @param count default 40
     * @param decay weight of a read relative to the next later one; default .25
     */
    public record Followers(int count, double decay) {
        public Followers {
            SettingRange.atLeast("candidates.followers", count, 0);
            SettingRange.share("candidates.followersDecay", decay);
        }
    }

    /**
     * Newest articles, overall and of the reader's strongest categories.
     *
     * @param count of all articles, and of each category; default 10
     * @param categories strongest categories; default 3
     */
    public record Newest(int count, int categories) {
        public Newest {
            SettingRange.atLeast("candidates.newest", count, 0);
            SettingRange.atLeast("candidates.newestCategories", categories, 0);
        }
    }

    public CandidateSettings {
        SettingRange.atLeast("candidates.nearestContent", nearestContent, 0);
        SettingRange.atLeast("candidates.neighbourMinutes", neighbourMinutes, 0);
    }

    public CandidateSettings withMostRead(MostRead changed) {
        return new CandidateSettings(changed, followers, nearestContent, newest, neighbourMinutes);
    }

    public CandidateSettings withFollowers(Followers changed) {
        return new CandidateSettings(mostRead, changed, nearestContent, newest, neighbourMinutes);
    }

    public CandidateSettings withNearestContent(int changed) {
        return new CandidateSettings(mostRead, followers, changed, newest, neighbourMinutes);
    }

    public CandidateSettings withNewest(Newest changed) {
        return new CandidateSettings(mostRead, followers, nearestContent, changed, neighbourMinutes);
    }
}
