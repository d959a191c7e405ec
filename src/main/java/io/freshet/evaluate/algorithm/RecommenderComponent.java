package io.freshet.evaluate.algorithm;

import io.freshet.recommend.rank.Candidates.Source;
import io.freshet.recommend.rank.FeatureGroup;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** Part of the recommender that an ablation can leave out: a group of features, or a source of candidates. */
public enum RecommenderComponent {
    TEXT("text", "everything derived from the text of articles: features and candidates use clicks only"),
    POPULARITY(
            "popularity", "features: reads of the article at six half-lives, and all reads", FeatureGroup.POPULARITY),
    AGE("age", "features: age, and time since the latest read", FeatureGroup.AGE),
    TREND("trend", "features: ratios of recent to earlier reads", FeatureGroup.TREND),
    FOLLOWERS("followers", "features: articles read after the reader's last articles", FeatureGroup.FOLLOWERS),
    ITEM_VECTORS("item-vectors", "features: item vectors learned from reads", FeatureGroup.ITEM_VECTORS),
    CONTENT("content", "features: similarity of text", FeatureGroup.CONTENT),
    SOURCE_SCORES("source-scores", "features: rank in each source of candidates", FeatureGroup.SOURCE_SCORES),
    HABITS("habits", "features: deviation from the reader's usual age and popularity of articles", FeatureGroup.HABITS),
    REQUEST("request", "features: session, history, hour and last read", FeatureGroup.REQUEST),
    IMPRESSIONS("impressions", "features: impressions without a read", FeatureGroup.IMPRESSIONS),
    VISIT("visit", "features: lift as first or later read of a session", FeatureGroup.VISIT),
    SEGMENTS("segments", "features: lift in the reader's segments (device, region, referrer)", FeatureGroup.SEGMENTS),
    MOST_READ_FIVE_MINUTES("most-read-5m", "candidates: most read at a half-life of 5 minutes", Source.FIVE_MINUTES),
    MOST_READ_HALF_HOUR("most-read-30m", "candidates: most read at a half-life of 30 minutes", Source.HALF_HOUR),
    FOLLOWED_HOUR(
            "followed-1h",
            "candidates: read after the reader's last five articles, half-life 1 hour",
            Source.FOLLOWERS),
    NEAREST_CONTENT("nearest-content", "candidates: most similar text", Source.NEAREST_CONTENT),
    NEWEST("newest", "candidates: newest articles", Source.NEWEST);

    private final String label;
    private final String description;

    // Immutable: created by Set.of.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<FeatureGroup> features;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<Source> sources;

    RecommenderComponent(String label, String description) {
        this(label, description, Set.of(), Set.of());
    }

    RecommenderComponent(String label, String description, FeatureGroup features) {
        this(label, description, Set.of(features), Set.of());
    }

    RecommenderComponent(String label, String description, Source source) {
        this(label, description, Set.of(), Set.of(source));
    }

    RecommenderComponent(String label, String description, Set<FeatureGroup> features, Set<Source> sources) {
        this.label = label;
        this.description = description;
        this.features = features;
        this.sources = sources;
    }

    /** Name on the command line. */
    public String label() {
        return label;
    }

    /** Short description for the command-line help. */
    public String description() {
        return description;
    }

    /** Component with this label; empty if no component has it. */
    public static Optional<RecommenderComponent> of(String label) {
        return Arrays.stream(values()).filter(part -> part.label.equals(label)).findFirst();
    }

    /** Groups of features that an ablation of this component leaves out; may be empty. */
    public Set<FeatureGroup> features() {
        return features;
    }

    /** Sources of candidates that an ablation of this component leaves out; may be empty. */
    public Set<Source> sources() {
        return sources;
    }
}
