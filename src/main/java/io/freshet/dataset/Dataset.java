package io.freshet.dataset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Opens data sets on disk as streams of events. The format follows from the name of the file, with or without
 * {@code .gz}:
 *
 * <ul>
 *   <li>{@code *.jsonl}: events in Freshet's format. The kind of event follows from the name ({@code articles*},
 *       {@code clicks*}, {@code impressions*}), otherwise from the fields of the first line.
 *   <li>{@code *.csv}: articles or clicks with the columns of {@link DatasetSettings#csvColumns()}. The kind follows
 *       from the columns in the first line; if they suffice for both kinds, from the name of the file.
 *   <li>a directory with {@code behaviors.tsv}: MIND's format, with {@code news.tsv} in the same directory.
 *   <li>a directory with {@code behaviors.parquet}: a split of EB-NeRD, with {@code history.parquet} in the same
 *       directory and {@code articles.parquet} there or in the parent directory.
 *   <li>files named by a day, such as {@code 20170101}, and {@code *.json} and {@code *.jsonl} with the fields of
 *       Adressa in the first line: Adressa's format, read in the order of the names.
 *   <li>any other directory: all its {@code *.jsonl} and {@code *.csv} files, merged by time, articles first.
 * </ul>
 */
public final class Dataset {
    /** Maximum number of files in the directory of a data set; more are an error. */
    static final int FILES_MAX = 1_000;

    private static final String GZIP_SUFFIX = ".gz";
    /** Bytes read to detect a format: enough for a line of Adressa, which contains long profiles. */
    private static final int DETECTION_BYTES = 1 << 18;

    private static final Pattern ADRESSA_DAY = Pattern.compile("[0-9]{8}");

    private Dataset() {}

    /**
     * Opens a file or directory as a stream of events; the caller closes the reader. The reader fails at the end of a
     * file without an event.
     *
     * @throws DatasetException if the path has no data set or cannot be opened
     */
    public static EventReader open(Path path, DatasetSettings settings) {
        if (Files.isDirectory(path)) {
            return openDirectory(path, settings);
        }
        if (!Files.isRegularFile(path)) {
            throw new DatasetException(path + ": no such file or directory; check the path");
        }
        if (baseName(path).equals(MindReader.BEHAVIORS) || baseName(path).equals(EbnerdReader.BEHAVIORS)) {
            return openDirectory(
                    Optional.ofNullable(path.toAbsolutePath().getParent()).orElse(path), settings);
        }
        return openFile(path, settings);
    }

    private static EventReader openDirectory(Path directory, DatasetSettings settings) {
        List<Path> files = files(directory);
        Optional<Path> behaviors = named(files, MindReader.BEHAVIORS);
        if (behaviors.isPresent()) {
            Path news = named(files, MindReader.NEWS)
                    .orElseThrow(() -> new DatasetException(directory + ": there is " + MindReader.BEHAVIORS
                            + " but no " + MindReader.NEWS + "; put both into one directory"));
            return new MindReader(behaviors.get(), news, settings);
        }
        Optional<Path> parquet = named(files, EbnerdReader.BEHAVIORS);
        if (parquet.isPresent()) {
            return ebnerd(parquet.get(), directory, settings);
        }
        if (named(files, EbnerdReader.ARTICLES).isPresent()) {
            throw new DatasetException(
                    directory + ": there is " + EbnerdReader.ARTICLES + " but no " + EbnerdReader.BEHAVIORS
                            + "; give the directory of one split, such as " + directory.resolve("train"));
        }
        List<EventReader> readers = new ArrayList<>();
        try {
            List<Path> days = files.stream().filter(Dataset::isAdressa).toList();
            if (!days.isEmpty()) {
                readers.add(adressa(days, settings));
            }
            for (Path file : files) {
                if (days.contains(file)) {
                    continue;
                }
                if (baseName(file).endsWith(".jsonl") || baseName(file).endsWith(".csv")) {
                    readers.add(openEvents(file, settings));
                }
            }
        } catch (DatasetException e) {
            readers.forEach(EventReader::close);
            throw e;
        }
        if (readers.isEmpty()) {
            throw new DatasetException(directory
                    + ": no data set in this directory; expected *.jsonl, *.csv (also .gz), MIND's "
                    + MindReader.BEHAVIORS + ", EB-NeRD's " + EbnerdReader.BEHAVIORS + " or Adressa's days (20170101)");
        }
        return new MergedReader(readers);
    }

    private static EventReader openFile(Path path, DatasetSettings settings) {
        return isAdressa(path) ? adressa(List.of(path), settings) : openEvents(path, settings);
    }

    /** Opens a CSV file or a file in Freshet's own format, JSON lines. */
    private static EventReader openEvents(Path path, DatasetSettings settings) {
        String name = baseName(path);
        if (name.endsWith(".csv")) {
            CsvColumns columns = settings.csvColumns()
                    .orElseThrow(() -> new DatasetException(path + ": the columns are not mapped; name them, such as "
                            + "user=user_id,article=article_id,time=timestamp for clicks or "
                            + "id=article_id,title=headline,publishedAt=published for articles"));
            return new NonEmptyReader(path, new CsvEventReader(new StoredFile(path), columns, settings));
        }
        if (name.endsWith(".jsonl")) {
            return new NonEmptyReader(path, new JsonLinesReader(new StoredFile(path), kindOf(path, name), settings));
        }
        throw new DatasetException(path + ": unknown kind of file; expected the ending .jsonl, .csv (also .gz), "
                + MindReader.BEHAVIORS + ", " + EbnerdReader.BEHAVIORS + " or a day of Adressa");
    }

    private static EventReader ebnerd(Path behaviors, Path directory, DatasetSettings settings) {
        Path articles = Stream.of(
                        directory, directory.toAbsolutePath().normalize().resolve(".."))
                .map(place -> place.resolve(EbnerdReader.ARTICLES).normalize())
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new DatasetException(directory + ": there is " + EbnerdReader.BEHAVIORS + " but no "
                        + EbnerdReader.ARTICLES + "; put it into this directory or its parent"));
        Optional<Path> history =
                Optional.of(directory.resolve(EbnerdReader.HISTORY)).filter(Files::isRegularFile);
        return new EbnerdReader(articles, behaviors, history, settings);
    }

    /**
     * Whether a file is a day of Adressa: its name is a date without an ending, or its first line has Adressa's fields.
     */
    private static boolean isAdressa(Path path) {
        String name = baseName(path);
        if (ADRESSA_DAY.matcher(name).matches()) {
            return true;
        }
        boolean unnamedJson = (name.endsWith(".json") || name.endsWith(".jsonl"))
                && namedKind(name).isEmpty();
        return unnamedJson && AdressaReader.matches(firstLine(path));
    }

    /** Opens days of Adressa as one stream, in the given order. */
    private static EventReader adressa(List<Path> days, DatasetSettings settings) {
        Set<String> announced = new HashSet<>();
        return new SequentialReader(
                days, day -> new NonEmptyReader(day, new AdressaReader(new StoredFile(day), settings, announced)));
    }

    private static Optional<EventKind> namedKind(String name) {
        if (name.startsWith("articles")) {
            return Optional.of(EventKind.ARTICLE);
        }
        if (name.startsWith("clicks")) {
            return Optional.of(EventKind.CLICK);
        }
        return name.startsWith("impressions") ? Optional.of(EventKind.IMPRESSION) : Optional.empty();
    }

    private static EventKind kindOf(Path path, String name) {
        return namedKind(name).orElseGet(() -> detectedKind(path));
    }

    private static EventKind detectedKind(Path path) {
        String line = firstLine(path);
        if (line.contains("\"articleIds\"")) {
            return EventKind.IMPRESSION;
        }
        if (line.contains("\"articleId\"")) {
            return EventKind.CLICK;
        }
        if (line.contains("\"title\"")) {
            return EventKind.ARTICLE;
        }
        throw new DatasetException(path + ":1: neither an article (title), a click (articleId) nor an impression"
                + " (articleIds); if it has such events, name the file articles*, clicks* or impressions*");
    }

    private static String firstLine(Path path) {
        try (StoredFile file = new StoredFile(path)) {
            String text = new String(file.content().readNBytes(DETECTION_BYTES), StandardCharsets.UTF_8);
            return text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        } catch (IOException e) {
            throw new DatasetException(
                    path + ": cannot be read (" + DatasetException.reason(e) + "); check that it is complete", e);
        }
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            List<Path> files = entries.filter(Files::isRegularFile)
                    .sorted()
                    .limit(FILES_MAX + 1L)
                    .toList();
            if (files.size() > FILES_MAX) {
                throw new DatasetException(
                        directory + ": there are more than " + FILES_MAX + " files; join them into fewer");
            }
            return files;
        } catch (IOException e) {
            throw new DatasetException(
                    directory + ": cannot be listed (" + DatasetException.reason(e) + "); check its permissions", e);
        }
    }

    private static Optional<Path> named(List<Path> files, String name) {
        return files.stream().filter(file -> baseName(file).equals(name)).findFirst();
    }

    /** The name of the file without {@code .gz}. */
    private static String baseName(Path path) {
        String name = String.valueOf(path.getFileName());
        return name.endsWith(GZIP_SUFFIX) ? name.substring(0, name.length() - GZIP_SUFFIX.length()) : name;
    }
}
