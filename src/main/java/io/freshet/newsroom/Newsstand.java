package io.freshet.newsroom;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * The live articles, neither expired nor withdrawn, each with the weight by which readers draw it. The weight is the
 * product of the {@linkplain Draft#appeal() appeal}, the freshness and the square root of the recent popularity. A
 * shelf holds the articles of one topic in one language. Weights are updated each minute of event time and with each
 * click, so that drawing an article takes one pass over one shelf.
 */
final class Newsstand {
    /** Age above which articles are removed, in milliseconds. */
    static final long AGE_MAX_MILLIS = 36 * 3_600_000L;

    private static final long UPDATE_INTERVAL_MILLIS = 60_000;
    private static final double FRESHNESS_HOURS = 3.5;
    private static final double POPULARITY_HALF_LIFE_MILLIS = 45 * 60_000.0;
    private static final double MILLIS_PER_HOUR = 3_600_000;

    private final Map<Long, Item> items = new HashMap<>();
    private final Map<Long, List<Item>> byStory = new HashMap<>();
    private final Shelf[][] shelves = new Shelf[NewsroomLanguage.values().length][NewsTopic.values().length + 1];
    private long updatedAtMillis = Long.MIN_VALUE;

    Newsstand() {
        for (Shelf[] row : shelves) {
            for (int column = 0; column < row.length; column++) {
                row[column] = new Shelf();
            }
        }
    }

    /** Index of the shelf of breaking news, after the shelves of the topics. */
    static int breakingShelf() {
        return NewsTopic.values().length;
    }

    void add(Draft draft) {
        Item item = new Item(draft, shelf(draft));
        items.put(draft.number(), item);
        byStory.computeIfAbsent(draft.story().number(), unused -> new ArrayList<>())
                .add(item);
        item.shelf.items.add(item);
        item.weigh(draft.publishedAtMillis());
    }

    /** Removes an article; false if it was removed before. */
    boolean remove(long number) {
        Item item = items.remove(number);
        if (item == null) {
            return false;
        }
        item.shelf.items.remove(item);
        item.shelf.total -= item.weight;
        long story = item.draft.story().number();
        List<Item> siblings = byStory.getOrDefault(story, List.of());
        siblings.remove(item);
        if (siblings.isEmpty()) {
            byStory.remove(story);
        }
        return true;
    }

    Optional<Draft> live(long number) {
        return Optional.ofNullable(items.get(number)).map(item -> item.draft);
    }

    void click(long number, long atMillis) {
        Item item = items.get(number);
        if (item != null) {
            item.clicked(atMillis);
        }
    }

    /**
     * Removes articles older than {@link #AGE_MAX_MILLIS} and updates all weights; does nothing within a minute of the
     * last update.
     */
    void update(long nowMillis) {
        if (updatedAtMillis != Long.MIN_VALUE && nowMillis - updatedAtMillis < UPDATE_INTERVAL_MILLIS) {
            return;
        }
        updatedAtMillis = nowMillis;
        items.values().stream()
                .filter(item -> nowMillis - item.draft.publishedAtMillis() > AGE_MAX_MILLIS)
                .map(item -> item.draft.number())
                .toList()
                .forEach(this::remove);
        for (Shelf[] row : shelves) {
            for (Shelf shelf : row) {
                shelf.total = 0;
                for (Item item : shelf.items) {
                    item.weight = 0;
                    item.weigh(nowMillis);
                }
            }
        }
    }

    /**
     * Sum of the current weights of the articles on a shelf; readers draw a shelf in proportion to this sum times their
     * interest.
     */
    double attraction(NewsroomLanguage language, int shelf) {
        return Math.max(0, shelves[language.row()][shelf].total);
    }

    /**
     * Draws a random article of a shelf with probability proportional to its weight; empty if the shelf has no article.
     */
    Optional<Draft> draw(NewsroomLanguage language, int shelf, SplittableRandom random) {
        Shelf from = shelves[language.row()][shelf];
        double left = random.nextDouble() * from.total;
        for (Item item : from.items) {
            left -= item.weight;
            if (left < 0) {
                return Optional.of(item.draft);
            }
        }
        return Optional.empty();
    }

    /** The newest other live article of the same story that the filter accepts; empty if there is none. */
    Optional<Draft> sameStory(Draft draft, Predicate<Draft> filter) {
        List<Item> siblings = byStory.getOrDefault(draft.story().number(), List.of());
        for (int index = siblings.size() - 1; index >= 0; index--) {
            Draft sibling = siblings.get(index).draft;
            if (sibling.number() != draft.number() && filter.test(sibling)) {
                return Optional.of(sibling);
            }
        }
        return Optional.empty();
    }

    private Shelf shelf(Draft draft) {
        Story story = draft.story();
        int column = story.breaking() ? breakingShelf() : story.topic().shelf();
        return shelves[story.language().row()][column];
    }

    private static final class Shelf {
        final List<Item> items = new ArrayList<>();
        double total;
    }

    private static final class Item {
        final Draft draft;
        final Shelf shelf;
        double popularity;
        long popularityAtMillis;
        double weight;

        Item(Draft draft, Shelf shelf) {
            this.draft = draft;
            this.shelf = shelf;
            this.popularityAtMillis = draft.publishedAtMillis();
        }

        void clicked(long atMillis) {
            popularity = popularityAt(atMillis) + 1;
            popularityAtMillis = atMillis;
            weigh(atMillis);
        }

        void weigh(long nowMillis) {
            double ageHours = Math.max(0, nowMillis - draft.publishedAtMillis()) / MILLIS_PER_HOUR;
            double updated =
                    draft.appeal() * Math.exp(-ageHours / FRESHNESS_HOURS) * Math.sqrt(1 + popularityAt(nowMillis));
            shelf.total += updated - weight;
            weight = updated;
        }

        private double popularityAt(long nowMillis) {
            return popularity * Math.pow(.5, Math.max(0, nowMillis - popularityAtMillis) / POPULARITY_HALF_LIFE_MILLIS);
        }
    }
}
