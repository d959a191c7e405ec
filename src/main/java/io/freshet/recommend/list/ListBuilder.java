package io.freshet.recommend.list;

import io.freshet.event.RecommendedArticle;
import io.freshet.recommend.catalogue.ArticleColumns;
import io.freshet.recommend.catalogue.CatalogueArticle;
import io.freshet.recommend.catalogue.StringDictionary;
import io.freshet.recommend.catalogue.TitleShingles;
import io.freshet.recommend.rank.Candidates;
import io.freshet.recommend.settings.ListSettings;
import io.freshet.recommend.settings.RecommendSettings;
import io.freshet.vector.SeededHash;
import io.freshet.vector.VectorMath;
import io.freshet.vector.VectorTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Builds the items of a recommendation list from scored candidates, best first. A list has one article per story, a
 * diversity penalty for every earlier item of the same category or source, and in a share of the lists exploration of a
 * new article in the last item. Holds scratch memory: use one instance per thread.
 *
 * <p>The score of an item includes the diversity penalty, so no score is higher than the one before it.
 */
public final class ListBuilder {
    private static final float TAKEN = Float.NEGATIVE_INFINITY;

    private final RecommendSettings settings;
    private final ListSettings lists;
    private final Reasons reasons;
    /**
     * Score of each candidate, shifted to be at least 0 and lowered by diversity penalties; {@link #TAKEN} once chosen
     * or skipped.
     */
    private float[] remaining = new float[0];
    /** Code of each candidate's category in the catalogue's {@link StringDictionary}, indexed by candidate. */
    private int[] categories = new int[0];

    /** Code of each candidate's publishing source in the catalogue's {@link StringDictionary}, indexed by candidate. */
    private int[] sources = new int[0];

    public ListBuilder(RecommendSettings settings) {
        this.settings = settings;
        this.lists = settings.lists();
        this.reasons = new Reasons(settings);
    }

    /**
     * Builds the items of a list from scored candidates, best first, at most the configured number.
     *
     * @param scores scores by candidate; not modified
     */
    public List<RecommendedArticle> build(Candidates candidates, float[] scores) {
        if (remaining.length < candidates.size()) {
            remaining = new float[candidates.size() * 2];
            categories = new int[candidates.size() * 2];
            sources = new int[candidates.size() * 2];
        }
        ArticleColumns columns = candidates.catalogue().columns();
        // The penalty is a factor, which lowers only positive scores: shift scores by the lowest.
        float lowest = 0;
        for (int index = 0; index < candidates.size(); index++) {
            lowest = Math.min(lowest, scores[index]);
        }
        for (int index = 0; index < candidates.size(); index++) {
            remaining[index] = scores[index] - lowest;
            categories[index] = columns.category(candidates.slot(index));
            sources[index] = columns.source(candidates.slot(index));
        }
        int[] chosen = new int[Math.min(lists.size(), candidates.size())];
        float[] chosenScores = new float[chosen.length];
        int explored = -1;
        int count = 0;
        while (count < chosen.length) {
            int best = best(candidates);
            if (best < 0) {
                break;
            }
            float score = remaining[best];
            remaining[best] = TAKEN;
            if (!repeatsStory(candidates, best, chosen, count)) {
                chosen[count] = best;
                chosenScores[count++] = score + lowest;
                penalise(categories, categories[best], (float) lists.diversity().categoryDecay(), candidates.size());
                penalise(sources, sources[best], (float) lists.diversity().sourceDecay(), candidates.size());
            }
        }
        if (count > 1 && count == lists.size()) {
            explored = explore(candidates, chosen, count - 1);
            if (explored >= 0) {
                chosen[count - 1] = explored;
                chosenScores[count - 1] = Math.min(scores[explored], chosenScores[count - 2]);
            }
        }
        List<RecommendedArticle> items = new ArrayList<>(count);
        for (int position = 0; position < count; position++) {
            items.add(new RecommendedArticle(
                    candidates.articleId(chosen[position]),
                    chosenScores[position],
                    reasons.of(candidates, chosen[position], chosen[position] == explored)));
        }
        return items;
    }

    /**
     * Index of the remaining candidate with the highest score; ties are broken by {@link #isBefore}; -1 if none
     * remains.
     */
    private int best(Candidates candidates) {
        int best = -1;
        float highest = TAKEN;
        for (int index = 0; index < candidates.size(); index++) {
            float score = remaining[index];
            if (score > highest || (score == highest && best >= 0 && isBefore(candidates, index, best))) {
                best = index;
                highest = score;
            }
        }
        return best;
    }

    /**
     * Whether the candidate {@code index} precedes {@code other} at equal scores: the newer article first, then by
     * article id.
     */
    private static boolean isBefore(Candidates candidates, int index, int other) {
        ArticleColumns columns = candidates.catalogue().columns();
        int newer = Long.compare(
                columns.publishedAtMillis(candidates.slot(other)), columns.publishedAtMillis(candidates.slot(index)));
        return newer < 0 || (newer == 0 && candidates.articleId(index).compareTo(candidates.articleId(other)) < 0);
    }

    /**
     * Multiplies the scores of the remaining candidates of one category or source by {@code decay}. These are the
     * candidates with an index below {@code count} whose element in {@code codes} is {@code code}.
     */
    private void penalise(int[] codes, int code, float decay, int count) {
        if (code == StringDictionary.NONE) {
            return;
        }
        for (int index = 0; index < count; index++) {
            if (codes[index] == code && remaining[index] != TAKEN) {
                remaining[index] *= decay;
            }
        }
    }

    private boolean repeatsStory(Candidates candidates, int index, int[] chosen, int count) {
        for (int position = 0; position < count; position++) {
            if (isSameStory(candidates, index, chosen[position])) {
                return true;
            }
        }
        return false;
    }

    private boolean isSameStory(Candidates candidates, int left, int right) {
        VectorTable content = candidates.catalogue().content();
        int leftSlot = candidates.slot(left);
        int rightSlot = candidates.slot(right);
        boolean byContent = content.has(leftSlot) && content.has(rightSlot);
        if (byContent
                && content.cosine(leftSlot, rightSlot) < lists.duplicates().cosine()) {
            // The usual case; avoids comparing the titles.
            return false;
        }
        return TitleShingles.agree(
                candidates.article(left).titleShingles(),
                candidates.article(right).titleShingles(),
                byContent ? lists.duplicates().title() : 1);
    }

    /**
     * Returns the candidate that replaces the list's last item for exploration: the new article closest to the reader's
     * interests, with some randomness; -1 for none.
     *
     * @param chosen indices of the chosen candidates, of which the first {@code othersCount} stay on the list
     * @return index of the candidate; -1 if this list is not drawn for exploration or no new article is left
     */
    private int explore(Candidates candidates, int[] chosen, int othersCount) {
        SplittableRandom random =
                SeededHash.random(settings.seed(), candidates.reader().userId(), candidates.nowMillis());
        if (random.nextDouble() >= lists.exploration().share()) {
            return -1;
        }
        int[] others = Arrays.copyOf(chosen, othersCount);
        int best = -1;
        double bestKey = Double.NEGATIVE_INFINITY;
        for (int index = 0; index < candidates.size(); index++) {
            if (!isNew(candidates, index)
                    || isAmong(others, index)
                    || repeatsStory(candidates, index, others, othersCount)) {
                continue;
            }
            double key = similarityToReader(candidates, index) + .1 * random.nextDouble();
            if (key > bestKey) {
                best = index;
                bestKey = key;
            }
        }
        return best;
    }

    private boolean isNew(Candidates candidates, int index) {
        long publishedAtMillis = candidates.catalogue().columns().publishedAtMillis(candidates.slot(index));
        if (candidates.nowMillis() - publishedAtMillis > lists.exploration().hours() * 3_600_000L) {
            return false;
        }
        CatalogueArticle article = candidates.article(index);
        return article.description() != null
                && article.reads() < lists.exploration().reads();
    }

    private static double similarityToReader(Candidates candidates, int index) {
        float[] slow = candidates.reader().slow();
        VectorTable content = candidates.catalogue().content();
        return slow.length == content.dimension()
                ? content.cosine(candidates.slot(index), slow, 0, VectorMath.norm(slow))
                : 0;
    }

    private static boolean isAmong(int[] others, int index) {
        for (int other : others) {
            if (other == index) {
                return true;
            }
        }
        return false;
    }
}
