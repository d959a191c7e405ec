package io.freshet.recommend;

/** Scores without learning: shares of followers, share of current reads, and content for articles with few reads. */
public final class FormulaRanker implements Ranker {
    public FormulaRanker(RecommendSettings.Formula weights) {}

    @Override
    public void score(Candidates candidates, float[] scores) {
        throw new UnsupportedOperationException();
    }
}
