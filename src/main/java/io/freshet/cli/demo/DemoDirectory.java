package io.freshet.cli.demo;

import io.freshet.cli.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Directory with all that a later start needs to continue a demo: data of the broker, state of the recommender, word
 * model and clock of the simulated newsroom. For one thread.
 */
public final class DemoDirectory {
    /** Start of the simulation, UTC: the morning peak of reading. */
    private static final LocalTime START_TIME = LocalTime.of(7, 0);
    /**
     * Time from the start of the simulation to now. The newsroom must stay behind the wall clock, because the
     * recommender lists an article only from its publication on; at 60 times real time a year lasts six days.
     */
    private static final Duration START_AGE = Duration.ofDays(365);

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
     * Opens the directory of an earlier demo with the same seed and number of readers, or creates one whose simulation
     * starts on a morning a year ago.
     *
     * @throws CommandFailure if the earlier demo had another seed or number of readers or is ahead of {@code now}, or
     *     the directory holds other files
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
            DemoDirectory earlier = new DemoDirectory(directory, newsroom, true);
            if (earlier.clockMillis() > now.toEpochMilli()) {
                throw CommandFailure.because(
                        "the newsroom in " + directory + " has reached " + Instant.ofEpochMilli(earlier.clockMillis())
                                + ", ahead of the clock of this machine",
                        "start over with --fresh, or give another directory with --data");
            }
            return earlier;
        }
        if (Files.isDirectory(directory) && !isEmpty(directory)) {
            throw CommandFailure.because(
                    directory + " is not empty and holds no earlier demo",
                    "give another directory, or an empty one, with --data");
        }
        Files.createDirectories(directory);
        long startMillis = now.minus(START_AGE)
                .atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .atTime(START_TIME)
                .toInstant(ZoneOffset.UTC)
                .toEpochMilli();
        newsroom.setProperty(SEED, Long.toString(seed));
        newsroom.setProperty(READERS, Integer.toString(readers));
        newsroom.setProperty(START, Long.toString(startMillis));
        DemoDirectory opened = new DemoDirectory(directory, newsroom, false);
        opened.save(startMillis);
        return opened;
    }

    /** Deletes the directory if it holds an earlier demo; otherwise does nothing. */
    static void delete(Path directory) throws IOException {
        if (Files.exists(file(directory))) {
            deleteTree(directory);
        }
    }

    /** Deletes a directory and all its contents. */
    public static void deleteTree(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    /** Whether this start continues an earlier demo. */
    boolean continues() {
        return continues;
    }

    /** Event time at which the simulation started, epoch milliseconds. */
    long startMillis() {
        return Long.parseLong(newsroom.getProperty(START));
    }

    /** Event time up to which events were sent, epoch milliseconds. */
    long clockMillis() {
        return Long.parseLong(newsroom.getProperty(CLOCK));
    }

    /** Saves the event time up to which events were sent. */
    void save(long clockMillis) throws IOException {
        newsroom.setProperty(CLOCK, Long.toString(clockMillis));
        Path temporary = directory.resolve("newsroom.properties.new");
        try (OutputStream out = Files.newOutputStream(temporary)) {
            newsroom.store(out, "State of the simulated newsroom");
        }
        Files.move(temporary, file(directory), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** File of the word model. */
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

    private static void requireEqual(Properties newsroom, String name, long given, Path directory) {
        String saved = newsroom.getProperty(name);
        if (!Long.toString(given).equals(saved)) {
            throw CommandFailure.because(
                    "the demo in " + directory + " was started with --" + name + " " + saved,
                    "give the same value, start over with --fresh, or give another directory with --data");
        }
    }
}
