package io.freshet.recommend.settings;

/**
 * Settings of candidate retrieval: how many articles each source, such as the most-read or the newest, proposes for a
 * list. With two and a half times as many, a list takes about twice the time for .0011 more HR@10 and a lower MRR@10 on
 * one portal, and for nothing on an article-sharing log.
 *
 * @param nearestContent articles nearest by content to each of the last two reads; default 20
 * @param neighbourMinutes maximum time for which nearest neighbours are cached, minutes; less for young articles;
 *     default 60
 */
public record CandidateSettings(
        MostRead mostRead, Followers followers, int nearestContent, Newest newest, int neighbourMinutes) {

    public static final CandidateSettings DEFAULTS =
            new CandidateSettings(new MostRead(40, 25), new Followers(40, .25), 20, new Newest(10, 3), 60);

    /**
     * How many of the most-read articles become candidates, at each of two half-lives of the read counts.
     *
     * @param fiveMinutes candidates at a half-life of five minutes; default 40
     * @param halfHour candidates at a half-life of half an hour; default 25
     */
    public record MostRead(int fiveMinutes, int halfHour) {
        public MostRead {
            SettingRange.atLeast("candidates.fiveMinutes", fiveMinutes, 0);
            SettingRange.atLeast("candidates.halfHour", halfHour, 0);
        }
    }

    /**
     * How many candidates come from the articles that readers most often read directly after one of this reader's last
     * five reads. Counts decay at a half-life of one hour.
     *
     * @param count number of candidates; default 40
     * @param decay factor per read in the sum of the counts after these reads: each read weighs {@code decay} times as
     *     much as the next later one; default .25
     */
    public record Followers(int count, double decay) {
        public Followers {
            SettingRange.atLeast("candidates.followers", count, 0);
            SettingRange.share("candidates.followersDecay", decay);
        }
    }

    /**
     * How many of the newest articles become candidates: {@code count} overall, and {@code count} in each of the
     * reader's strongest {@code categories}.
     *
     * @param count newest articles overall and of each category; default 10
     * @param categories number of the reader's strongest categories; default 3
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
