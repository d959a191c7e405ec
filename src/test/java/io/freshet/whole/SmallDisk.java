package io.freshet.whole;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * A small in-memory file system that can be filled completely. Requires root on Linux.
 */
final class SmallDisk implements AutoCloseable {
    private static final int CHUNK = 64 << 10;

    private final Path directory;

    /** Unmounts at exit, because a mount outlives the process. */
    private final Thread reaper = new Thread(this::unmount, "unmount");

    private SmallDisk(Path directory) {
        this.directory = directory;
        Runtime.getRuntime().addShutdownHook(reaper);
    }

    /** Mounts a file system at a directory; empty if this machine does not permit it. */
    static Optional<SmallDisk> mount(Path directory, int megabytes) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        return run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", directory.toString())
                ? Optional.of(new SmallDisk(directory))
                : Optional.empty();
    }

    Path directory() {
        return directory;
    }

    /** Fills the file system completely. */
    void fill() throws IOException {
        byte[] chunk = new byte[CHUNK];
        Arrays.fill(chunk, (byte) 'x');
        try (OutputStream out = Files.newOutputStream(ballast())) {
            while (true) {
                out.write(chunk);
            }
        } catch (IOException full) {
            if (!String.valueOf(full.getMessage()).contains("No space left")) {
                throw full;
            }
        }
    }

    /** Frees the filled space. */
    void free() throws IOException {
        Files.deleteIfExists(ballast());
    }

    private Path ballast() {
        return directory.resolve("ballast");
    }

    @Override
    public void close() {
        unmount();
        Runtime.getRuntime().removeShutdownHook(reaper);
    }

    private void unmount() {
        try {
            // Lazily, because a process that was just killed may still use it.
            if (!run("umount", "-l", directory.toString())) {
                throw new AssertionError("could not unmount " + directory);
            }
        } catch (IOException e) {
            throw new AssertionError("could not unmount " + directory, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException noSuchCommand) {
            return false;
        }
        String unused = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0;
    }
}
