package io.freshet.newsroom;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** All readers of the simulated newsroom. */
final class Readership {
    private static final List<String> REGIONS = List.of("coast", "capital", "north", "valley");
    private static final List<String> DEVICES = List.of("mobile", "mobile", "mobile", "desktop", "desktop", "tablet");
    private static final int ANGLES = 3;
    /**
     * Activity (relative frequency of sessions) of each reader with a fixed name, such as anna; others have about 1.4
     * on average.
     */
    private static final double PROTAGONIST_ACTIVITY = 8;

    private final List<SimulatedReader> readers = new ArrayList<>();
    private final double[] cumulativeActivity;

    Readership(int count, SplittableRandom random) {
        List<SimulatedReader> protagonists = protagonists();
        for (int index = 0; index < count; index++) {
            SimulatedReader reader = index < protagonists.size() ? protagonists.get(index) : anyReader(index, random);
            for (NewsTopic topic : NewsTopic.values()) {
                reader.likeAngle(topic, random.nextInt(ANGLES));
            }
            readers.add(reader);
        }
        cumulativeActivity = new double[count];
        double sum = 0;
        for (int index = 0; index < count; index++) {
            sum += readers.get(index).activity();
            cumulativeActivity[index] = sum;
        }
    }

    /** Draws a random reader with probability proportional to their activity. */
    SimulatedReader draw(SplittableRandom random) {
        double drawn = random.nextDouble() * cumulativeActivity[cumulativeActivity.length - 1];
        int low = 0;
        int high = cumulativeActivity.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cumulativeActivity[middle] > drawn) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return readers.get(low);
    }

    List<ReaderPortrait> portraits() {
        return readers.stream().map(SimulatedReader::portrait).toList();
    }

    private static List<SimulatedReader> protagonists() {
        SimulatedReader anna =
                new SimulatedReader("anna", List.of(NewsroomLanguage.ENGLISH), "coast", "mobile", PROTAGONIST_ACTIVITY);
        anna.like(NewsTopic.FOOTBALL, 1);
        anna.like(NewsTopic.WEATHER, .6);
        SimulatedReader bruno = new SimulatedReader(
                "bruno", List.of(NewsroomLanguage.ENGLISH), "capital", "desktop", PROTAGONIST_ACTIVITY);
        bruno.like(NewsTopic.TECHNOLOGY, 1);
        bruno.like(NewsTopic.SCIENCE, .8);
        SimulatedReader mei =
                new SimulatedReader("mei", List.of(NewsroomLanguage.CHINESE), "coast", "mobile", PROTAGONIST_ACTIVITY);
        mei.like(NewsTopic.FILM, 1);
        mei.like(NewsTopic.HEALTH, .7);
        return List.of(anna, bruno, mei);
    }

    private static SimulatedReader anyReader(int index, SplittableRandom random) {
        double language = random.nextDouble();
        List<NewsroomLanguage> languages = language < .52
                ? List.of(NewsroomLanguage.ENGLISH)
                : language < .87
                        ? List.of(NewsroomLanguage.CHINESE)
                        : List.of(NewsroomLanguage.ENGLISH, NewsroomLanguage.CHINESE);
        SimulatedReader reader = new SimulatedReader(
                String.format(Locale.ROOT, "reader-%04d", index),
                languages,
                REGIONS.get(random.nextInt(REGIONS.size())),
                DEVICES.get(random.nextInt(DEVICES.size())),
                Math.exp(.8 * random.nextGaussian()));
        int interests = random.nextInt(1, 4);
        for (int count = 0; count < interests; count++) {
            NewsTopic[] topics = NewsTopic.values();
            reader.like(topics[random.nextInt(topics.length)], .5 + random.nextDouble());
        }
        return reader;
    }
}
