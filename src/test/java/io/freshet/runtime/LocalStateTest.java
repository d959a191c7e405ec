package io.freshet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStateTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    @TempDir
    Path directory;

    @Test
    void recentlyUsedCopyIsKept() throws IOException {
        Path store = store(NOW.minus(Duration.ofDays(30)));
        state().markInUse(NOW.minus(LocalState.AGE_MAX));

        state().deleteIfOutdated(NOW);

        assertThat(store).exists();
    }

    @Test
    void copyThatMayHaveMissedATombstoneIsDeleted() throws IOException {
        Path store = store(NOW);
        Path other = Files.createDirectories(directory.resolve("freshet-canary"));
        Path totals = Files.writeString(directory.resolve("freshet/page-totals"), "12");
        state().markInUse(NOW.minus(LocalState.AGE_MAX).minusSeconds(1));

        state().deleteIfOutdated(NOW);

        assertThat(store).doesNotExist();
        assertThat(other).exists();
        assertThat(totals).exists();
    }

    @Test
    void copyWithoutAMarkerIsAsOldAsItsNewestFile() throws IOException {
        Path store = store(NOW.minus(Duration.ofDays(2)));
        Path younger = Files.writeString(store.resolveSibling("CURRENT"), "");
        Files.setLastModifiedTime(younger, FileTime.from(NOW.minus(Duration.ofHours(1))));
        state().deleteIfOutdated(NOW);
        assertThat(store).exists();

        Files.delete(younger);
        state().deleteIfOutdated(NOW);
        assertThat(store).doesNotExist();
    }

    @Test
    void withoutACopyNothingIsDeleted() {
        state().deleteIfOutdated(NOW);
        state().markInUse(NOW);

        assertThat(state().delete()).isZero();
        assertThat(directory).isEmptyDirectory();
    }

    private LocalState state() {
        return new LocalState(directory, "freshet");
    }

    private Path store(Instant time) throws IOException {
        Path file = directory.resolve("freshet/4_0/rocksdb/readers/000012.sst");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "state");
        Files.setLastModifiedTime(file, FileTime.from(time));
        return file;
    }
}
