package io.freshet.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A path that an option or setting names. Each method checks the path before the command does any work, and returns it
 * resolved against the working directory. A failure names the option, the path and what to give instead, and has the
 * exit code of wrong usage.
 */
public final class NamedPath {
    private final String name;
    private final Path given;
    private final Path resolved;

    private NamedPath(String name, Path given, Path resolved) {
        this.name = name;
        this.given = given;
        this.resolved = resolved;
    }

    /**
     * Creates the path that an option or setting names.
     *
     * @param name name of the option or setting, such as {@code --data} or {@code model.file}
     * @param given path as given, relative to {@code workingDirectory} or absolute
     */
    public static NamedPath of(String name, Path given, Path workingDirectory) {
        return new NamedPath(name, given, workingDirectory.resolve(given));
    }

    /**
     * Returns the path of a directory that exists or can be created.
     *
     * @throws CommandFailure if the path is a file or below one, or if it cannot be written
     */
    public Path directory() {
        @Nullable Path existing = resolved.toAbsolutePath().normalize();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (existing != null && !Files.isDirectory(existing)) {
            throw wrong(
                    existing.equals(resolved.toAbsolutePath().normalize())
                            ? "which is a file"
                            : "but " + existing + " is a file",
                    "give a directory");
        }
        if (existing != null && !Files.isWritable(existing)) {
            throw wrong(
                    "but " + existing + " cannot be written",
                    "give another directory or change the permissions of that one");
        }
        return resolved;
    }

    /**
     * Returns the path of an existing file; a pipe counts as one.
     *
     * @throws CommandFailure if there is no file, or if it is a directory or cannot be read
     */
    public Path file() {
        if (Files.isDirectory(resolved)) {
            throw wrong("which is a directory", "give a file");
        }
        if (!Files.exists(resolved)) {
            throw wrong("which does not exist", "give an existing file");
        }
        if (!Files.isReadable(resolved)) {
            throw wrong("which cannot be read", "change its permissions or give another file");
        }
        return resolved;
    }

    /**
     * Returns the path of a file to write, whether or not it exists.
     *
     * @throws CommandFailure if the path is a directory, or if its directory does not exist
     */
    public Path output() {
        if (Files.isDirectory(resolved)) {
            throw wrong("which is a directory", "give a file");
        }
        @Nullable Path parent = resolved.toAbsolutePath().getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            throw wrong("but there is no directory " + given.getParent(), "create it or give another file");
        }
        return resolved;
    }

    private CommandFailure wrong(String problem, String remedy) {
        return CommandFailure.usage(name + " is '" + given + "', " + problem, remedy);
    }
}
