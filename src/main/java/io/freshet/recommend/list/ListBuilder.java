package io.freshet.recommend.list;

import io.freshet.event.RecommendedArticle;
import io.freshet.recommend.catalogue.ArticleColumns;
import io.freshet.recommend.catalogue.CatalogueArticle;
import io.freshet.recommend.catalogue.StringDictionary;
import io.freshet.recommend.catalogue.TitleShingles;
import io.freshet.recommend.rank.Candidates;
import io.freshet.recommend.settings.RecommendSettings;
import io.freshet.vector.SeededHash;
import io.freshet.vector.VectorMath;
import io.freshet.vector.VectorTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * From scored candidates to the lines of a list: best first, one article of each story, each category and source counting
 * a little less with every line it already has, and now and then a last line for a new article. Holds scratch memory: one
 * for each thread.
 *
 * <p>The score of a line is what it was chosen by, after diversity, so scores fall from line to line.
 */
public final class ListBuilder {
    private static final float TAKEN = Float.NEGATIVE_INFINITY;

    private final RecommendSettings settings;
    private final RecommendSettings.Lists lists;
    private final Reasons reasons;
    private float[] remaining = new float[0];
    /** By candidate, as {@link ArticleColumns} gives them. */
    private int[] categories = new int[0];

    private int[] sources = new int[0];

    public ListBuilder(RecommendSettings settings) {
        this.settings = settings;
        this.lists = settings.lists();
        this.reasons = new Reasons(settings);
    }

    /** The lines, at most as many as the settings say; {@code scores} are by candidate and stay as they are. */
    public List<RecommendedArticle> build(Candidates candidates, float[] scores) {
        if (remaining.length < candidates.size()) {
            remaining = new float[candidates.size() * 2];
            categories = new int[candidates.size() * 2];
            sources = new int[candidates.size() * 2];
        }
        ArticleColumns numbers = candidates.catalogue().numbers();
        // Diversity multiplies, which lowers only what is not negative: count from the lowest score.
        float lowest = 0;
        for (int index = 0; index < candidates.size(); index++) {
            lowest = Math.min(lowest, scores[index]);
        }
        for (int index = 0; index < candidates.size(); index++) {
            remaining[index] = scores[index] - lowest;
            categories[index] = numbers.category(candidates.slot(index));
            sources[index] = numbers.source(candidates.slot(index));
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
                lower(categories, categories[best], (float) lists.categoryDecay(), candidates.size());
                lower(sources, sources[best], (float) lists.sourceDecay(), candidates.size());
            }
        }
        if (count > 1 && count == lists.size()) {
            explored = explore(candidates, chosen, count - 1);
            if (explored >= 0) {
                chosen[count - 1] = explored;
                chosenScores[count - 1] = Math.min(scores[explored], chosenScores[count - 2]);
            }
        }
        List<RecommendedArticle> lines = new ArrayList<>(count);
        for (int line = 0; line < count; line++) {
            lines.add(new RecommendedArticle(
                    candidates.articleId(chosen[line]),
                    chosenScores[line],
                    reasons.of(candidates, chosen[line], chosen[line] == explored)));
        }
        return lines;
    }

    /** The best candidate left, at equal scores the newest; -1 if none is left. */
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

    /** Breaks ties: the newer article first, then by article id. */
    private static boolean isBefore(Candidates candidates, int index, int other) {
        ArticleColumns numbers = candidates.catalogue().numbers();
        int newer = Long.compare(
                numbers.publishedAtMillis(candidates.slot(other)), numbers.publishedAtMillis(candidates.slot(index)));
        return newer < 0 || (newer == 0 && candidates.articleId(index).compareTo(candidates.articleId(other)) < 0);
    }

    /** Lowers what is left of one category or source. */
    private void lower(int[] labels, int label, float decay, int count) {
        if (label == StringDictionary.NONE) {
            return;
        }
        for (int index = 0; index < count; index++) {
            if (labels[index] == label && remaining[index] != TAKEN) {
                remaining[index] *= decay;
            }
        }
    }

    private boolean repeatsStory(Candidates candidates, int index, int[] chosen, int count) {
        for (int line = 0; line < count; line++) {
            if (isSameStory(candidates, index, chosen[line])) {
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
        if (byContent && content.cosine(leftSlot, rightSlot) < lists.duplicateCosine()) {
            // Most pairs end here, and the letters of their titles need not be looked at.
            return false;
        }
        return TitleShingles.agree(
                candidates.entry(left).titleShingles,
                candidates.entry(right).titleShingles,
                byContent ? lists.duplicateTitle() : 1);
    }

    /** A new article for the last line, in the share of lists that get one; -1 for none. */
    private int explore(Candidates candidates, int[] chosen, int othersCount) {
        SplittableRandom random =
                SeededHash.random(settings.seed(), candidates.reader().userId, candidates.nowMillis());
        if (random.nextDouble() >= lists.explorationShare()) {
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
        long publishedAtMillis = candidates.catalogue().numbers().publishedAtMillis(candidates.slot(index));
        if (candidates.nowMillis() - publishedAtMillis > lists.explorationHours() * 3_600_000L) {
            return false;
        }
        CatalogueArticle entry = candidates.entry(index);
        return entry.description != null && entry.reads() < lists.explorationReads();
    }

    private static double similarityToReader(Candidates candidates, int index) {
        float[] slow = candidates.reader().slow;
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
