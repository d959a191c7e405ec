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
 * Opens data sets. What a file holds follows from its name, {@code .gz} or not:
 *
 * <ul>
 *   <li>{@code *.jsonl}: events in Freshet's format. Names that begin with {@code articles}, {@code clicks} or
 *       {@code impressions} say which; of others the first line does, by its fields.
 *   <li>{@code *.csv}: articles or clicks, whose columns {@link DatasetSettings#csvColumns()} names. The first line says
 *       which: a file is what its columns suffice for, and if they suffice for both, what its name begins with.
 *   <li>a directory with {@code behaviors.tsv}: MIND's format, with {@code news.tsv} beside it.
 *   <li>a directory with {@code behaviors.parquet}: a split of EB-NeRD, with {@code history.parquet} beside it and {@code
 *       articles.parquet} beside it or one directory up.
 *   <li>files named by a day, such as {@code 20170101}, and {@code *.json} and {@code *.jsonl} whose first line has its
 *       fields: Adressa's format, read in the order of their names.
 *   <li>any other directory: all its {@code *.jsonl} and {@code *.csv} files, merged by time, articles first.
 * </ul>
 */
public final class Dataset {
    /** Most files of one directory. */
    static final int FILES_MAX = 1_000;

    private static final String GZIP_SUFFIX = ".gz";
    /** Enough for a line of Adressa, whose profiles are long. */
    private static final int SNIFFED_BYTES = 1 << 18;

    private static final Pattern ADRESSA_DAY = Pattern.compile("[0-9]{8}");

    private Dataset() {}

    /**
     * Opens a file or directory; the caller closes the reader. A file that ends without an event is an error of the reader.
     *
     * @throws DatasetException if there is nothing to read or it cannot be opened
     */
    public static EventReader open(Path path, DatasetSettings settings) {
        if (Files.isDirectory(path)) {
            return openDirectory(path, settings);
        }
        if (!Files.isRegularFile(path)) {
            throw new DatasetException(path + ": there is no such file or directory; check the path");
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
                            + " but no " + MindReader.NEWS + "; put it beside"));
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

    /** Opens a file that is no day of Adressa. */
    private static EventReader openEvents(Path path, DatasetSettings settings) {
        String name = baseName(path);
        if (name.endsWith(".csv")) {
            CsvColumns columns = settings.csvColumns()
                    .orElseThrow(() ->
                            new DatasetException(path + ": which columns hold what is not given; name them, such as "
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
                        + EbnerdReader.ARTICLES + "; put it beside, or one directory up"));
        Optional<Path> history =
                Optional.of(directory.resolve(EbnerdReader.HISTORY)).filter(Files::isRegularFile);
        return new EbnerdReader(articles, behaviors, history, settings);
    }

    /** Whether a file is a day of Adressa: by its name, a date without an ending, or by its first line. */
    private static boolean isAdressa(Path path) {
        String name = baseName(path);
        if (ADRESSA_DAY.matcher(name).matches()) {
            return true;
        }
        boolean unnamedJson = (name.endsWith(".json") || name.endsWith(".jsonl"))
                && namedKind(name).isEmpty();
        return unnamedJson && AdressaReader.describes(beginning(path));
    }

    /** Days in the order of their names. */
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
        return namedKind(name).orElseGet(() -> sniffedKind(path));
    }

    private static EventKind sniffedKind(Path path) {
        String beginning = beginning(path);
        if (beginning.contains("\"articleIds\"")) {
            return EventKind.IMPRESSION;
        }
        if (beginning.contains("\"articleId\"")) {
            return EventKind.CLICK;
        }
        if (beginning.contains("\"title\"")) {
            return EventKind.ARTICLE;
        }
        throw new DatasetException(path + ":1: neither an article (title), a click (articleId) nor an impression"
                + " (articleIds); name the file articles*, clicks* or impressions* if it is one");
    }

    private static String beginning(Path path) {
        try (StoredFile file = new StoredFile(path)) {
            String text = new String(file.content().readNBytes(SNIFFED_BYTES), StandardCharsets.UTF_8);
            return text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        } catch (IOException e) {
            throw new DatasetException(path + ": cannot be read (" + e + "); check that it is not cut short", e);
        }
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            List<Path> files = entries.filter(Files::isRegularFile)
                    .sorted()
                    .limit(FILES_MAX + 1L)
                    .toList();
            if (files.size() > FILES_MAX) {
                throw new DatasetException(directory + ": more than " + FILES_MAX + " files; join them into fewer");
            }
            return files;
        } catch (IOException e) {
            throw new DatasetException(directory + ": cannot be listed (" + e + "); check its permissions", e);
        }
    }

    private static Optional<Path> named(List<Path> files, String name) {
        return files.stream().filter(file -> baseName(file).equals(name)).findFirst();
    }

    /** The file's name without {@code .gz}. */
    private static String baseName(Path path) {
        String name = String.valueOf(path.getFileName());
        return name.endsWith(GZIP_SUFFIX) ? name.substring(0, name.length() - GZIP_SUFFIX.length()) : name;
    }
}
