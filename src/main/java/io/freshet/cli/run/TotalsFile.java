package io.freshet.cli.run;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores named totals in a file that is replaced atomically: a crash leaves either all old or all new totals. For one
 * thread.
 */
final class TotalsFile {
    private static final Logger LOG = LoggerFactory.getLogger(TotalsFile.class);

    private final Path file;

    TotalsFile(Path file) {
        this.file = file;
    }

    /** Reads the totals; returns an empty map if the file is missing or unreadable. */
    Map<String, Long> read() {
        Map<String, Long> totals = new TreeMap<>();
        if (Files.exists(file)) {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
                properties.forEach((name, total) -> totals.put((String) name, Long.parseLong((String) total)));
            } catch (IOException | IllegalArgumentException unreadable) {
                LOG.warn("{} cannot be read, the totals on the page start from 0: {}", file, unreadable.toString());
                return Map.of();
            }
        }
        return totals;
    }

    /** Writes the totals, unless the directory does not exist yet. Logs a failure. */
    void write(Map<String, Long> totals) {
        Path directory = file.getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            return;
        }
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        Properties properties = new Properties();
        totals.forEach((name, total) -> properties.setProperty(name, Long.toString(total)));
        try {
            try (Writer writer = Files.newBufferedWriter(temporary)) {
                properties.store(writer, "Totals shown on the live page");
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            LOG.debug("totals cannot be written to {}", file, failed);
        }
    }
}
