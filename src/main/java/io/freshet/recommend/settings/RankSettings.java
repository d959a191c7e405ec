package io.freshet.recommend.settings;

/**
 * Settings of ranking: candidate sources, the formula used at first, and the online ranker that replaces the formula.
 */
public record RankSettings(CandidateSettings candidates, FormulaSettings formula, OnlineRankerSettings online) {

    public static final RankSettings DEFAULTS =
            new RankSettings(CandidateSettings.DEFAULTS, FormulaSettings.DEFAULTS, OnlineRankerSettings.DEFAULTS);

    public RankSettings withCandidates(CandidateSettings changed) {
        return new RankSettings(changed, formula, online);
    }

    public RankSettings withOnline(OnlineRankerSettings changed) {
        return new RankSettings(candidates, formula, changed);
    }
}
