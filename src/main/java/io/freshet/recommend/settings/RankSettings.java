package io.freshet.recommend.settings;

/** Settings of ranking: candidates, the formula and the online ranker. */
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
