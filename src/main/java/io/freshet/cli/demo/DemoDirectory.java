package io.freshet.cli.demo;

import io.freshet.cli.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * What a demo leaves for the next one: the broker's data, the recommender's state, the word model, and where the
 * newsroom's clock stands. For one thread.
 */
public final class DemoDirectory {
    /** When the newsroom opens, UTC: readers have their breakfast. */
    private static final LocalTime OPENING = LocalTime.of(7, 0);

    private static final String SEED = "seed";
    private static final String READERS = "readers";
    private static final String START = "start-millis";
    private static final String CLOCK = "clock-millis";

    private final Path directory;
    private final Properties newsroom;
    private final boolean continues;

    private DemoDirectory(Path directory, Properties newsroom, boolean continues) {
        this.directory = directory;
        this.newsroom = newsroom;
        this.continues = continues;
    }

    /**
     * Opens the directory of an earlier demo, or makes it. A new newsroom opens yesterday morning.
     *
     * @throws CommandFailure if the earlier demo was another newsroom, or the directory holds something else
     */
    static DemoDirectory open(Path directory, long seed, int readers, Instant now) throws IOException {
        Path file = file(directory);
        Properties newsroom = new Properties();
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                newsroom.load(in);
            }
            requireEqual(newsroom, SEED, seed, directory);
            requireEqual(newsroom, READERS, readers, directory);
            return new DemoDirectory(directory, newsroom, true);
        }
        if (Files.isDirectory(directory) && !isEmpty(directory)) {
            throw CommandFailure.because(
                    directory + " holds something that is not an earlier demo",
                    "give another directory with --data, or an empty one");
        }
        Files.createDirectories(directory);
        long startMillis = now.minus(1, ChronoUnit.DAYS)
                .atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .atTime(OPENING)
                .toInstant(ZoneOffset.UTC)
                .toEpochMilli();
        newsroom.setProperty(SEED, Long.toString(seed));
        newsroom.setProperty(READERS, Integer.toString(readers));
        newsroom.setProperty(START, Long.toString(startMillis));
        DemoDirectory opened = new DemoDirectory(directory, newsroom, false);
        opened.save(startMillis);
        return opened;
    }

    /** Deletes an earlier demo, if there is one. */
    static void delete(Path directory) throws IOException {
        if (Files.exists(file(directory))) {
            deleteTree(directory);
        }
    }

    /** Deletes a directory that is ours with all that is in it. */
    public static void deleteTree(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    /** Whether an earlier demo goes on here. */
    boolean continues() {
        return continues;
    }

    /** Event time at which the newsroom opened first. */
    long startMillis() {
        return Long.parseLong(newsroom.getProperty(START));
    }

    /** Event time up to which events were sent. */
    long clockMillis() {
        return Long.parseLong(newsroom.getProperty(CLOCK));
    }

    /** Keeps the event time up to which events were sent. */
    void save(long clockMillis) throws IOException {
        newsroom.setProperty(CLOCK, Long.toString(clockMillis));
        Path fresh = directory.resolve("newsroom.properties.new");
        try (OutputStream out = Files.newOutputStream(fresh)) {
            newsroom.store(out, "Where the simulated newsroom stands");
        }
        Files.move(fresh, file(directory), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The word model trained on the newsroom's archive. */
    Path model() {
        return directory.resolve("words.model");
    }

    Path broker() {
        return directory.resolve("broker");
    }

    Path root() {
        return directory;
    }

    private static Path file(Path directory) {
        return directory.resolve("newsroom.properties");
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        }
    }

    private static void requireEqual(Properties newsroom, String name, long wanted, Path directory) {
        String kept = newsroom.getProperty(name);
        if (!Long.toString(wanted).equals(kept)) {
            throw CommandFailure.because(
                    "the demo in " + directory + " was started with --" + name + " " + kept,
                    "start it so again, begin anew with --fresh, or give another directory with --data");
        }
    }
}
