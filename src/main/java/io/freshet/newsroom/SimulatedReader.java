package io.freshet.newsroom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SplittableRandom;

/** One simulated reader with interests and read articles. */
final class SimulatedReader {
    private static final int READ_MAX = 300;
    private static final double INTEREST_OUTSIDE = .012;
    private static final double INTEREST_IN_BREAKING = .025;
    private static final double LESS_LIKED_ANGLE = .35;

    private final String userId;
    private final List<NewsroomLanguage> languages;
    private final String region;
    private final String device;
    private final double activity;
    private final double[] interests = new double[NewsTopic.values().length];
    /**
     * Preferred kind of story in each topic, an index into {@link Grammar#angles()}; indexed by
     * {@link NewsTopic#shelf()}.
     */
    private final int[] likedAngles = new int[NewsTopic.values().length];

    private final LinkedHashSet<Long> read = new LinkedHashSet<>();
    private boolean inSession;

    SimulatedReader(String userId, List<NewsroomLanguage> languages, String region, String device, double activity) {
        this.userId = userId;
        this.languages = List.copyOf(languages);
        this.region = region;
        this.device = device;
        this.activity = activity;
    }

    String userId() {
        return userId;
    }

    List<NewsroomLanguage> languages() {
        return languages;
    }

    String region() {
        return region;
    }

    String device() {
        return device;
    }

    double activity() {
        return activity;
    }

    void like(NewsTopic topic, double weight) {
        interests[topic.shelf()] = weight;
    }

    void likeAngle(NewsTopic topic, int angle) {
        likedAngles[topic.shelf()] = angle;
    }

    /** Starts a session; returns false if the reader is in a session already. */
    boolean startSession() {
        boolean started = !inSession;
        inSession = true;
        return started;
    }

    void endSession() {
        inSession = false;
    }

    /** Changes the reader's interests: replaces one interest by a random topic, or adds a topic. */
    void drift(SplittableRandom random) {
        List<NewsTopic> liked = liked();
        if (!liked.isEmpty() && (liked.size() >= 3 || random.nextBoolean())) {
            interests[liked.get(random.nextInt(liked.size())).shelf()] = 0;
        }
        NewsTopic[] topics = NewsTopic.values();
        like(topics[random.nextInt(topics.length)], .5 + random.nextDouble());
    }

    /** Topics of interest, strongest first. */
    List<NewsTopic> liked() {
        return Arrays.stream(NewsTopic.values())
                .filter(topic -> interests[topic.shelf()] > 0)
                .sorted(Comparator.comparingDouble(topic -> -interests[topic.shelf()]))
                .toList();
    }

    /**
     * Strength of the reader's interest in a shelf of the {@link Newsstand}; small but above 0 outside the topics of
     * interest.
     */
    double interest(int shelf) {
        return shelf == Newsstand.breakingShelf() ? INTEREST_IN_BREAKING : Math.max(INTEREST_OUTSIDE, interests[shelf]);
    }

    /**
     * Probability that the reader clicks an article of this topic and kind ({@code angle}) when the random draw selects
     * it. Highest for the preferred kind.
     */
    double acceptance(NewsTopic topic, int angle) {
        return likedAngles[topic.shelf()] == angle ? 1 : LESS_LIKED_ANGLE;
    }

    boolean hasRead(long number) {
        return read.contains(number);
    }

    void remember(long number) {
        read.add(number);
        if (read.size() > READ_MAX) {
            read.remove(read.iterator().next());
        }
    }

    void clearHistory() {
        read.clear();
    }

    ReaderPortrait portrait() {
        List<String> tags = new ArrayList<>();
        languages.forEach(language -> tags.add(language.tag()));
        return new ReaderPortrait(
                userId,
                liked().stream().map(NewsTopic::category).toList(),
                Collections.unmodifiableList(tags),
                region,
                device);
    }
}
