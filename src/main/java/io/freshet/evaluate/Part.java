package io.freshet.evaluate;

import io.freshet.recommend.Candidates.Source;
import io.freshet.recommend.FeatureGroup;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** A part of the recommender that can be left out to see what it is worth: something it ranks by, or a source of candidates. */
public enum Part {
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
    PLACES("places", "ranking by the place in each source of candidates", FeatureGroup.PLACES),
    HABITS("habits", "ranking by what age and popularity the reader is used to", FeatureGroup.HABITS),
    MOMENT("moment", "ranking by session, history, hour and last read", FeatureGroup.MOMENT),
    SHOWINGS("showings", "ranking by how often an article was shown and passed over", FeatureGroup.SHOWINGS),
    VISIT("visit", "ranking by what is come in by or gone on to", FeatureGroup.VISIT),
    SEGMENTS("segments", "ranking by what is read in the reader's device, region, referrer", FeatureGroup.SEGMENTS),
    MOST_READ_FIVE_MINUTES("most-read-5m", "candidates most read at a half-life of 5 minutes", Source.FIVE_MINUTES),
    MOST_READ_HALF_HOUR("most-read-30m", "candidates most read at 30 minutes", Source.HALF_HOUR),
    MOST_READ_TWO_HOURS("most-read-2h", "candidates most read at 2 hours", Source.TWO_HOURS),
    MOST_READ_DAY("most-read-24h", "candidates most read at 24 hours", Source.DAY),
    FOLLOWED_HOUR(
            "followed-1h", "candidates that readers of the last five went on to, half-life 1 hour", Source.FOLLOWERS),
    FOLLOWED_EVER("followed-ever", "candidates that readers of the last two ever went on to", Source.FOLLOWERS_EVER),
    NEAREST_ITEMS("nearest-items", "candidates nearest by vectors learned from reads", Source.NEAREST_ITEM),
    NEAREST_CONTENT("nearest-content", "candidates nearest by text", Source.NEAREST_CONTENT),
    NEWEST("newest", "the newest candidates", Source.NEWEST);

    private final String label;
    private final String description;

    // Both are made by Set.of and never change.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<FeatureGroup> features;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<Source> sources;

    Part(String label, String description) {
        this(label, description, Set.of(), Set.of());
    }

    Part(String label, String description, FeatureGroup features) {
        this(label, description, Set.of(features), Set.of());
    }

    Part(String label, String description, Source source) {
        this(label, description, Set.of(), Set.of(source));
    }

    Part(String label, String description, Set<FeatureGroup> features, Set<Source> sources) {
        this.label = label;
        this.description = description;
        this.features = features;
        this.sources = sources;
    }

    /** What it is called on the command line. */
    public String label() {
        return label;
    }

    /** What it is, in a few words. */
    public String description() {
        return description;
    }

    /** The one of that label. */
    public static Optional<Part> of(String label) {
        return Arrays.stream(values()).filter(part -> part.label.equals(label)).findFirst();
    }

    /** What is ranked by. */
    Set<FeatureGroup> features() {
        return features;
    }

    /** The sources of candidates. */
    Set<Source> sources() {
        return sources;
    }
}
