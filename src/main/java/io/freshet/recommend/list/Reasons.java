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

/** Says why an article stands in a list, from the same evidence it was ranked by. Keeps no state. */
final class Reasons {
    /** An article resembles another from this cosine of content on. */
    private static final double RESEMBLES_COSINE = .5;
    /** An article is trending while it is among so many most read at five minutes. */
    private static final int TRENDING_RANK = 20;
    /** Keywords named in one reason. */
    private static final int KEYWORDS_MAX = 3;
    /** A reader follows so many categories. */
    private static final int CATEGORIES_FOLLOWED = 3;

    private final RecommendSettings settings;
    private final FormulaRanker formula;

    Reasons(RecommendSettings settings) {
        this.settings = settings;
        this.formula = new FormulaRanker(settings.formula());
    }

    private record Weighed(double weight, Reason reason) {}

    /** The reasons of a candidate, at least one, strongest first, at most as many as the settings say. */
    List<Reason> of(Candidates candidates, int index, boolean explored) {
        List<Weighed> weighed = new ArrayList<>(6);
        if (explored) {
            add(weighed, Double.POSITIVE_INFINITY, new Reason.Exploration());
        }
        addReadersWentOn(candidates, index, weighed);
        addTrending(candidates, index, weighed);
        addResembles(candidates, index, weighed);
        addSharedKeywords(candidates, index, weighed);
        addNewInCategory(candidates, index, weighed);
        if (weighed.isEmpty()) {
            // Before anything is known of a reader or of the articles, every line is there to find out.
            add(weighed, 0, new Reason.Exploration());
        }
        List<Reason> reasons = new ArrayList<>(weighed.size());
        for (Weighed each : weighed.subList(0, Math.min(settings.lists().reasonsMax(), weighed.size()))) {
            reasons.add(each.reason());
        }
        return reasons;
    }

    /** Strongest first, of equal ones the first added. */
    private static void add(List<Weighed> weighed, double weight, Reason reason) {
        int position = weighed.size();
        while (position > 0 && weighed.get(position - 1).weight() < weight) {
            position--;
        }
        weighed.add(position, new Weighed(weight, reason));
    }

    private void addReadersWentOn(Candidates candidates, int index, List<Weighed> weighed) {
        List<ReaderSnapshot.PastRead> reads = candidates.reader().reads;
        boolean fromLast = candidates.followers(index, HalfLife.EVER) > 0 && mayName(candidates, 0);
        boolean fromPrevious = candidates.previousFollowers(index) > 0 && mayName(candidates, 1);
        double weight = formula.followers(candidates, index);
        if (fromLast) {
            add(weighed, weight, new Reason.ReadersWentOn(reads.get(0).articleId()));
        } else if (fromPrevious) {
            add(weighed, weight, new Reason.ReadersWentOn(reads.get(1).articleId()));
        }
    }

    /** Whether the read of that rank is still of an article that may be named to people. */
    private static boolean mayName(Candidates candidates, int rank) {
        int slot = candidates.contextSlots()[rank];
        return slot >= 0
                && candidates.catalogue().isListed(slot, candidates.time().worldMillis());
    }

    private void addTrending(Candidates candidates, int index, List<Weighed> weighed) {
        TopSlots top = candidates.catalogue().mostRead(HalfLife.FIVE_MINUTES);
        for (int rank = 0; rank < Math.min(TRENDING_RANK, top.size()); rank++) {
            if (top.slot(rank) == candidates.slot(index)) {
                add(weighed, formula.popularity(candidates, index), new Reason.Trending(Trending.ALL));
                return;
            }
        }
    }

    private void addResembles(Candidates candidates, int index, List<Weighed> weighed) {
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
        if (nearest >= 0 && highest >= RESEMBLES_COSINE) {
            String articleId = candidates.reader().reads.get(nearest).articleId();
            add(weighed, settings.formula().content() * highest, new Reason.Resembles(articleId));
        }
    }

    private void addSharedKeywords(Candidates candidates, int index, List<Weighed> weighed) {
        CatalogueArticle entry = candidates.entry(index);
        ArticleDescription description = entry.description;
        Affinities liked = candidates.reader().keywords;
        if (description == null || liked.size() == 0) {
            return;
        }
        List<String> shared = new ArrayList<>(KEYWORDS_MAX);
        double weight = 0;
        for (int at = 0; at < entry.keywordLabels.length && shared.size() < KEYWORDS_MAX; at++) {
            double affinity = liked.weight(entry.keywordLabels[at]);
            if (affinity > 0) {
                Keyword keyword = description.keywords().get(at);
                shared.add(keyword.text());
                weight += keyword.weight() * Math.min(1, affinity);
            }
        }
        if (!shared.isEmpty()) {
            add(weighed, settings.formula().content() * weight / KEYWORDS_MAX, new Reason.SharedKeywords(shared));
        }
    }

    private void addNewInCategory(Candidates candidates, int index, List<Weighed> weighed) {
        CatalogueArticle entry = candidates.entry(index);
        String category = entry.category();
        long ageMillis = candidates.nowMillis() - entry.publishedAtMillis();
        if (category == null || ageMillis > settings.lists().explorationHours() * 3_600_000L) {
            return;
        }
        Affinities liked = candidates.reader().categories;
        for (int rank = 0; rank < Math.min(CATEGORIES_FOLLOWED, liked.size()); rank++) {
            if (liked.label(rank).equals(category)) {
                // The weakest reason of all: it holds for every new article of the category.
                add(weighed, 0, new Reason.NewInCategory(category));
            }
        }
    }
}
