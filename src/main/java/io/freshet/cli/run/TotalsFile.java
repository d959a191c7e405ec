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

/** Named totals in a file that is replaced as a whole, so that a crash leaves the former or the new ones. For one thread. */
final class TotalsFile {
    private static final Logger LOG = LoggerFactory.getLogger(TotalsFile.class);

    private final Path file;

    TotalsFile(Path file) {
        this.file = file;
    }

    /** The totals written last; empty if there are none or they cannot be read. */
    Map<String, Long> read() {
        Map<String, Long> totals = new TreeMap<>();
        if (Files.exists(file)) {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
                properties.forEach((name, total) -> totals.put((String) name, Long.parseLong((String) total)));
            } catch (IOException | IllegalArgumentException unreadable) {
                LOG.warn("totals of the page begin at 0: {} cannot be read: {}", file, unreadable.toString());
                return Map.of();
            }
        }
        return totals;
    }

    /** Writes the totals; nothing happens while the directory does not exist. A failure is logged. */
    void write(Map<String, Long> totals) {
        Path directory = file.getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            return;
        }
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        Properties properties = new Properties();
        totals.forEach((name, total) -> properties.setProperty(name, Long.toString(total)));
        try {
            try (Writer writer = Files.newBufferedWriter(unfinished)) {
                properties.store(writer, "What the page has counted");
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            LOG.debug("{} cannot be written", file, failed);
        }
    }
}
