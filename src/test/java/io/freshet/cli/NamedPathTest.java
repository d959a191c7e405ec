package io.freshet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedPathTest {

    @TempDir
    private Path working;

    private Path file;

    @BeforeEach
    void createFile() throws IOException {
        file = Files.createFile(working.resolve("file"));
        Files.createDirectory(working.resolve("directory"));
    }

    @Test
    void pathsOfTheRightKindAreResolved() {
        assertThat(named("directory").directory()).isEqualTo(working.resolve("directory"));
        assertThat(named("new/below").directory()).isEqualTo(working.resolve("new/below"));
        assertThat(named("file").file()).isEqualTo(file);
        assertThat(named("file").output()).isEqualTo(file);
        assertThat(named("directory/new").output()).isEqualTo(working.resolve("directory/new"));
        assertThat(NamedPath.of("--data", file, Path.of("elsewhere")).file()).isEqualTo(file);
    }

    @Test
    void nothingIsCreated() throws IOException {
        named("new").directory();
        named("directory/new").output();
        try (var entries = Files.walk(working)) {
            assertThat(entries).containsExactlyInAnyOrder(working, file, working.resolve("directory"));
        }
    }

    @Test
    void fileInPlaceOfADirectoryIsNamedWithOptionAndRemedy() {
        assertWrong(() -> named("file").directory(), "--data is 'file', which is a file: give a directory");
        assertWrong(
                () -> named("file/below/it").directory(),
                "--data is 'file/below/it', but " + file.toAbsolutePath().normalize() + " is a file: give a directory");
    }

    @Test
    void directoryInPlaceOfAFileIsNamedWithOptionAndRemedy() {
        assertWrong(() -> named("directory").file(), "--data is 'directory', which is a directory: give a file");
        assertWrong(() -> named("directory").output(), "--data is 'directory', which is a directory: give a file");
    }

    @Test
    void missingFileOrDirectoryIsNamedWithOptionAndRemedy() {
        assertWrong(() -> named("none").file(), "--data is 'none', which does not exist: give an existing file");
        assertWrong(
                () -> named("none/file").output(),
                "--data is 'none/file', but there is no directory none: create it or give another file");
    }

    private NamedPath named(String given) {
        return NamedPath.of("--data", Path.of(given), working);
    }

    private static void assertWrong(ThrowingCallable check, String message) {
        assertThatThrownBy(check)
                .isInstanceOfSatisfying(
                        CommandFailure.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessage(message);
    }
}
