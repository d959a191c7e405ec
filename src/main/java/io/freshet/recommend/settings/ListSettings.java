package io.freshet.recommend.settings;

/**
 * Settings of list building: size, duplicates, diversity, exploration and reasons.
 *
 * @param size lines of a list; default 10
 * @param reasonsMax reasons of a line; default 3
 * @param materialChange number of first lines in which an article new to the list makes the list count as changed;
 *     default 5
 */
public record ListSettings(
        int size,
        Duplicates duplicates,
        Diversity diversity,
        Exploration exploration,
        int reasonsMax,
        int materialChange) {

    public static final ListSettings DEFAULTS =
            new ListSettings(10, new Duplicates(.9, .5), new Diversity(.97, .97), new Exploration(.2, 6, 5), 3, 5);

    /**
     * Minimum similarities of content vectors and of titles from which two articles count as one story; a list contains
     * each story once. Both must be reached.
     *
     * @param cosine minimum cosine of their content vectors; default .9
     * @param title minimum Jaccard similarity of their titles' shingles; default .5
     */
    public record Duplicates(double cosine, double title) {
        public Duplicates {
            SettingRange.share("lists.duplicateCosine", cosine);
            SettingRange.share("lists.duplicateTitle", title);
        }
    }

    /**
     * Penalties for repeated categories and sources: factors that multiply an article's score once for each item above
     * it of the same category or source. A factor of 1 is no penalty.
     *
     * @param categoryDecay factor on the score for each earlier line of the same category; default .97
     * @param sourceDecay factor on the score for each earlier line of the same source; default .97
     */
    public record Diversity(double categoryDecay, double sourceDecay) {
        public Diversity {
            SettingRange.share("lists.categoryDecay", categoryDecay);
            SettingRange.share("lists.sourceDecay", sourceDecay);
        }
    }

    /**
     * Settings of exploration: in the fraction {@code share} of the lists, the last item is an article at most
     * {@code hours} old with fewer than {@code reads} reads.
     *
     * @param share share of lists whose last item is for a new article, 0 to 1; default .2
     * @param hours age up to which an article is new; default 6
     * @param reads reads below which an article is new; default 5
     */
    public record Exploration(double share, int hours, int reads) {
        public Exploration {
            SettingRange.share("lists.explorationShare", share);
            SettingRange.atLeast("lists.explorationHours", hours, 0);
            SettingRange.atLeast("lists.explorationReads", reads, 0);
        }
    }

    public ListSettings {
        SettingRange.atLeast("lists.size", size, 1);
        SettingRange.atLeast("lists.reasonsMax", reasonsMax, 0);
        SettingRange.atLeast("lists.materialChange", materialChange, 1);
    }

    public ListSettings withExplorationShare(double changed) {
        Exploration other = new Exploration(changed, exploration.hours(), exploration.reads());
        return new ListSettings(size, duplicates, diversity, other, reasonsMax, materialChange);
    }

    /** Copy of these settings without penalties for repeated categories and sources. */
    public ListSettings withoutDiversity() {
        return new ListSettings(size, duplicates, new Diversity(1, 1), exploration, reasonsMax, materialChange);
    }
}
