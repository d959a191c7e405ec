package io.freshet.evaluate.algorithm;

import io.freshet.recommend.rank.Candidates.Source;
import io.freshet.recommend.rank.FeatureGroup;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** A part of the recommender that can be left out to see what it is worth: something it ranks by, or a source of candidates. */
public enum RecommenderPart {
    TEXT("text", "what articles are about, altogether: ranking and candidates by clicks alone"),
    POPULARITY(
            "popularity",
            "ranking by how much an article is read, at six half-lives and ever",
            FeatureGroup.POPULARITY),
    AGE("age", "ranking by age and by the time since the last read", FeatureGroup.AGE),
    TREND("trend", "ranking by reads of late over reads before", FeatureGroup.TREND),
    FOLLOWERS("followers", "ranking by where readers of the last articles went", FeatureGroup.FOLLOWERS),
    ITEM_VECTORS("item-vectors", "ranking by vectors learned from reads", FeatureGroup.ITEM_VECTORS),
    CONTENT("content", "ranking by likeness of text", FeatureGroup.CONTENT),
    PLACES("places", "ranking by the place in each source of candidates", FeatureGroup.SOURCE_SCORES),
    HABITS("habits", "ranking by what age and popularity the reader is used to", FeatureGroup.HABITS),
    MOMENT("moment", "ranking by session, history, hour and last read", FeatureGroup.REQUEST),
    SHOWINGS("showings", "ranking by how often an article was shown and passed over", FeatureGroup.IMPRESSIONS),
    VISIT("visit", "ranking by what is come in by or gone on to", FeatureGroup.VISIT),
    SEGMENTS("segments", "ranking by what is read in the reader's device, region, referrer", FeatureGroup.SEGMENTS),
    MOST_READ_FIVE_MINUTES("most-read-5m", "candidates most read at a half-life of 5 minutes", Source.FIVE_MINUTES),
    MOST_READ_HALF_HOUR("most-read-30m", "candidates most read at 30 minutes", Source.HALF_HOUR),
    FOLLOWED_HOUR(
            "followed-1h", "candidates that readers of the last five went on to, half-life 1 hour", Source.FOLLOWERS),
    NEAREST_CONTENT("nearest-content", "candidates nearest by text", Source.NEAREST_CONTENT),
    NEWEST("newest", "the newest candidates", Source.NEWEST);

    private final String label;
    private final String description;

    // Both are made by Set.of and never change.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<FeatureGroup> features;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<Source> sources;

    RecommenderPart(String label, String description) {
        this(label, description, Set.of(), Set.of());
    }

    RecommenderPart(String label, String description, FeatureGroup features) {
        this(label, description, Set.of(features), Set.of());
    }

    RecommenderPart(String label, String description, Source source) {
        this(label, description, Set.of(), Set.of(source));
    }

    RecommenderPart(String label, String description, Set<FeatureGroup> features, Set<Source> sources) {
        this.label = label;
        this.description = description;
        this.features = features;
        this.sources = sources;
    }

    /** Name on the command line. */
    public String label() {
        return label;
    }

    /** Short description. */
    public String description() {
        return description;
    }

    /** The one of that label. */
    public static Optional<RecommenderPart> of(String label) {
        return Arrays.stream(values()).filter(part -> part.label.equals(label)).findFirst();
    }

    /** The features of the ranker. */
    public Set<FeatureGroup> features() {
        return features;
    }

    /** The sources of candidates. */
    public Set<Source> sources() {
        return sources;
    }
}
