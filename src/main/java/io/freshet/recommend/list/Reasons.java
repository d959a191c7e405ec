package io.freshet.recommend.list;

import io.freshet.event.Keyword;
import io.freshet.event.Reason;
import io.freshet.event.Trending;
import io.freshet.recommend.catalogue.CatalogueArticle;
import io.freshet.recommend.catalogue.TopSlots;
import io.freshet.recommend.decay.HalfLife;
import io.freshet.recommend.item.ArticleDescription;
import io.freshet.recommend.rank.Candidates;
import io.freshet.recommend.rank.FormulaRanker;
import io.freshet.recommend.reader.Affinities;
import io.freshet.recommend.reader.ReaderSnapshot;
import io.freshet.recommend.settings.RecommendSettings;
import io.freshet.vector.VectorTable;
import java.util.ArrayList;
import java.util.List;

/**
 * Derives the reasons that explain to a reader why an article is on the list, such as shared keywords. The weights of
 * {@link FormulaRanker} order the reasons, whichever ranker scored the candidate. Stateless.
 */
final class Reasons {
    /** Minimum cosine of content vectors at which an article resembles another. */
    private static final double RESEMBLES_COSINE_MIN = .5;
    /** Number of most-read articles, at a half-life of five minutes, that count as trending. */
    private static final int TRENDING_SIZE = 20;
    /** Maximum number of keywords in one reason. */
    private static final int KEYWORDS_MAX = 3;
    /** Number of a reader's strongest categories that count as the reader's interests. */
    private static final int CATEGORIES_MAX = 3;

    private final RecommendSettings settings;
    private final FormulaRanker formula;

    Reasons(RecommendSettings settings) {
        this.settings = settings;
        this.formula = new FormulaRanker(settings.ranking().formula());
    }

    private record WeightedReason(double weight, Reason reason) {}

    /**
     * Reasons to recommend the candidate at {@code index}, strongest first, at most the configured number; never empty
     * unless that number is 0.
     *
     * @param explored whether the candidate is on the list for exploration
     */
    List<Reason> of(Candidates candidates, int index, boolean explored) {
        List<WeightedReason> weighted = new ArrayList<>(6);
        if (explored) {
            add(weighted, Double.POSITIVE_INFINITY, new Reason.Exploration());
        }
        addReadersWentOn(candidates, index, weighted);
        addTrending(candidates, index, weighted);
        addResembles(candidates, index, weighted);
        addSharedKeywords(candidates, index, weighted);
        addNewInCategory(candidates, index, weighted);
        if (weighted.isEmpty()) {
            // Cold start of the reader or of the articles: every item is exploration.
            add(weighted, 0, new Reason.Exploration());
        }
        List<Reason> reasons = new ArrayList<>(weighted.size());
        for (WeightedReason each : weighted.subList(0, Math.min(settings.lists().reasonsMax(), weighted.size()))) {
            reasons.add(each.reason());
        }
        return reasons;
    }

    /** Inserts a reason into {@code weighted}, which is sorted by descending weight, after reasons of equal weight. */
    private static void add(List<WeightedReason> weighted, double weight, Reason reason) {
        int position = weighted.size();
        while (position > 0 && weighted.get(position - 1).weight() < weight) {
            position--;
        }
        weighted.add(position, new WeightedReason(weight, reason));
    }

    private void addReadersWentOn(Candidates candidates, int index, List<WeightedReason> weighted) {
        List<ReaderSnapshot.PastRead> reads = candidates.reader().reads();
        boolean fromLast = candidates.followers(index, HalfLife.INFINITE) > 0 && mayName(candidates, 0);
        boolean fromPrevious = candidates.previousFollowers(index) > 0 && mayName(candidates, 1);
        double weight = formula.followers(candidates, index);
        if (fromLast) {
            add(weighted, weight, new Reason.ReadersWentOn(reads.get(0).articleId()));
        } else if (fromPrevious) {
            add(weighted, weight, new Reason.ReadersWentOn(reads.get(1).articleId()));
        }
    }

    /**
     * Whether a reason may name one of the reader's last articles, which must still be allowed on lists; {@code rank}
     * is 0 for the latest read.
     */
    private static boolean mayName(Candidates candidates, int rank) {
        int slot = candidates.contextSlots()[rank];
        return slot >= 0
                && candidates.catalogue().isListed(slot, candidates.time().wallClockMillis());
    }

    private void addTrending(Candidates candidates, int index, List<WeightedReason> weighted) {
        TopSlots top = candidates.catalogue().mostRead(HalfLife.FIVE_MINUTES);
        for (int rank = 0; rank < Math.min(TRENDING_SIZE, top.size()); rank++) {
            if (top.slot(rank) == candidates.slot(index)) {
                add(weighted, formula.popularity(candidates, index), new Reason.Trending(Trending.ALL));
                return;
            }
        }
    }

    private void addResembles(Candidates candidates, int index, List<WeightedReason> weighted) {
        VectorTable content = candidates.catalogue().content();
        int[] context = candidates.contextSlots();
        int nearest = -1;
        float highest = 0;
        for (int rank = 0; rank < context.length; rank++) {
            float cosine = !mayName(candidates, rank) ? 0 : content.cosine(candidates.slot(index), context[rank]);
            if (cosine > highest) {
                nearest = rank;
                highest = cosine;
            }
        }
        if (nearest >= 0 && highest >= RESEMBLES_COSINE_MIN) {
            String articleId = candidates.reader().reads().get(nearest).articleId();
            add(weighted, settings.ranking().formula().content().weight() * highest, new Reason.Resembles(articleId));
        }
    }

    private void addSharedKeywords(Candidates candidates, int index, List<WeightedReason> weighted) {
        CatalogueArticle article = candidates.article(index);
        ArticleDescription description = article.description();
        Affinities affinities = candidates.reader().keywords();
        if (description == null || affinities.size() == 0) {
            return;
        }
        List<String> shared = new ArrayList<>(KEYWORDS_MAX);
        double weight = 0;
        String[] labels = article.keywordLabels();
        for (int at = 0; at < labels.length && shared.size() < KEYWORDS_MAX; at++) {
            double affinity = affinities.weight(labels[at]);
            if (affinity > 0) {
                Keyword keyword = description.keywords().get(at);
                shared.add(keyword.text());
                weight += keyword.weight() * Math.min(1, affinity);
            }
        }
        if (!shared.isEmpty()) {
            add(
                    weighted,
                    settings.ranking().formula().content().weight() * weight / KEYWORDS_MAX,
                    new Reason.SharedKeywords(shared));
        }
    }

    private void addNewInCategory(Candidates candidates, int index, List<WeightedReason> weighted) {
        CatalogueArticle article = candidates.article(index);
        String category = article.category();
        long ageMillis = candidates.nowMillis() - article.publishedAtMillis();
        if (category == null || ageMillis > settings.lists().exploration().hours() * 3_600_000L) {
            return;
        }
        Affinities affinities = candidates.reader().categories();
        for (int rank = 0; rank < Math.min(CATEGORIES_MAX, affinities.size()); rank++) {
            if (affinities.label(rank).equals(category)) {
                // The weakest reason, because it holds for every new article of the category.
                add(weighted, 0, new Reason.NewInCategory(category));
            }
        }
    }
}
