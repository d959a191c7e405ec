package io.freshet.words.file;

import io.freshet.text.Sha256;
import io.freshet.words.WordFileException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * A stored file of word vectors, possibly compressed or in an archive. The packing is detected by content, not by file
 * name. Can be opened several times.
 */
final class WordFileSource {
    /** Maximum number of nested compressions and archives to unpack, such as tar within gzip; more fail the import. */
    private static final int PACKINGS_MAX = 3;

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int XZ_MEMORY_MAX_KIB = 256 << 10;
    private static final int TAR_MAGIC_OFFSET = 257;
    private static final int BEGINNING_BYTES = TAR_MAGIC_OFFSET + 5;
    private static final int ENTRIES_NAMED_MAX = 10;

    /** File name extensions of documentation and scripts, which are ignored in archives. */
    private static final List<String> COMPANION_EXTENSIONS =
            List.of(".md", ".json", ".html", ".pdf", ".py", ".sh", ".yml", ".yaml");

    private enum Packing {
        NONE,
        GZIP,
        BZIP2,
        XZ,
        ZIP,
        TAR
    }

    /** Signature of an unsupported file type: its first bytes, as Latin-1, and the error message with a remedy. */
    private record Signature(String beginning, String problem) {}

    private static final List<Signature> UNSUPPORTED = List.of(
            new Signature("7z\u00bc\u00af'\u001c", "a 7z archive: unpack it first, with 7z x"),
            new Signature("(\u00b5/\u00fd", "packed with zstd: unpack it first, with zstd -d"),
            new Signature("Rar!", "a rar archive: unpack it first, with unrar x"),
            new Signature("\u0004\"M\u0018", "packed with lz4: unpack it first, with lz4 -d"),
            new Signature("\u001f\u009d", "packed with compress: unpack it first, with uncompress"),
            new Signature("PK\u0005\u0006", "the zip archive holds no file"),
            new Signature("\u00fe\u00ff", "this is UTF-16: convert the file with iconv -f utf-16 -t utf-8"),
            new Signature("\u00ff\u00fe", "this is UTF-16: convert the file with iconv -f utf-16 -t utf-8"),
            new Signature("\u00ba\u0016O/", "a fastText model (.bin): import the .vec file of the same release"),
            new Signature("\u0089HDF", "an HDF5 file: save the vectors in the text format of word2vec"),
            new Signature("version https://git-lfs", "a Git LFS pointer, not the file: fetch it with git lfs pull"),
            new Signature("<!DOCTYPE", "a web page, not word vectors: download the file again"),
            new Signature("<html", "a web page, not word vectors: download the file again"));

    private final Path file;
    private final WordFileFormat format;
    /** Name of the archive's entry with the vectors; null if the file is not an archive. */
    private @Nullable String entry;

    WordFileSource(Path file, WordFileFormat format) throws IOException {
        this.file = file;
        this.format = format;
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw WordFileException.atByte(
                    file,
                    0,
                    Files.isDirectory(file)
                            ? "this is a directory; give a file of word vectors"
                            : "not a regular file; it is read more than once: write a pipe to a file first");
        }
        try (InputStream stored = stored(Sha256.newDigest())) {
            if (packing(stored) == Packing.ZIP) {
                // ZipFile reads only the directory at the end of the archive; ZipInputStream would unpack every entry.
                try (ZipFile zip = new ZipFile(file.toFile())) {
                    entry = chooseEntry(
                            zip.stream()
                                    .filter(zipEntry -> !zipEntry.isDirectory())
                                    .map(ZipEntry::getName)
                                    .toList(),
                            "zip");
                }
            } else {
                unpacked(stored, true);
            }
        } catch (WordFileException | FileSystemException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            throw WordFileInput.brokenPacking(file, 0, e);
        }
    }

    /** Opens the file for reading from its beginning, decompressed and extracted from its archive. */
    WordFileInput open() throws IOException {
        MessageDigest digest = Sha256.newDigest();
        InputStream stored = stored(digest);
        try {
            return new WordFileInput(file, digest, stored, unpacked(stored, false));
        } catch (WordFileException | FileSystemException e) {
            stored.close();
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            // Names of archive entries that are not UTF-8 are illegal arguments.
            stored.close();
            throw WordFileInput.brokenPacking(file, 0, e);
        }
    }

    private InputStream stored(MessageDigest digest) throws IOException {
        return new BufferedInputStream(new DigestInputStream(Files.newInputStream(file), digest), BUFFER_BYTES);
    }

    /**
     * Returns the content of {@code stored} without its layers of compression and archive. If {@code choosing}, only
     * chooses which entry of a tar archive to read later.
     *
     * @param stored the file as stored
     * @param choosing whether to choose the entry of a tar archive, which reads the archive to its end; if false, the
     *     entry chosen before is opened
     * @return the unpacked content; the archive at its end if the entry of a tar archive was chosen
     */
    private InputStream unpacked(InputStream stored, boolean choosing) throws IOException {
        InputStream content = stored;
        for (int layer = 0; ; layer++) {
            Packing packing = packing(content);
            if (packing != Packing.NONE && layer == PACKINGS_MAX) {
                throw WordFileException.atByte(file, 0, "packed more than " + PACKINGS_MAX + " times: unpack it first");
            }
            switch (packing) {
                case NONE -> {
                    return content;
                }
                case GZIP -> content = new GZIPInputStream(content, BUFFER_BYTES);
                case BZIP2 -> content = new BZip2CompressorInputStream(content, true);
                case XZ -> content = new XZInputStream(content, XZ_MEMORY_MAX_KIB);
                case ZIP -> {
                    if (layer > 0) {
                        throw WordFileException.atByte(
                                file, 0, "a zip archive within another packing: unpack it first");
                    }
                    content = zipEntry(content);
                }
                case TAR -> {
                    TarArchiveInputStream tar = new TarArchiveInputStream(content);
                    if (choosing) {
                        entry = chooseEntry(fileNames(tar), "tar");
                        return tar;
                    }
                    content = tarEntry(tar);
                }
            }
            content = new BufferedInputStream(content, BUFFER_BYTES);
        }
    }

    private InputStream zipEntry(InputStream content) throws IOException {
        ZipInputStream zip = new ZipInputStream(content);
        for (ZipEntry next = zip.getNextEntry(); next != null; next = zip.getNextEntry()) {
            if (next.getName().equals(entry)) {
                return zip;
            }
        }
        throw WordFileException.atByte(file, 0, "the zip archive ends before its file " + entry);
    }

    private InputStream tarEntry(TarArchiveInputStream tar) throws IOException {
        for (TarArchiveEntry next = tar.getNextEntry(); next != null; next = tar.getNextEntry()) {
            if (next.getName().equals(entry)) {
                return tar;
            }
        }
        throw WordFileException.atByte(file, 0, "the tar archive ends before its file " + entry);
    }

    private static List<String> fileNames(TarArchiveInputStream tar) throws IOException {
        List<String> names = new ArrayList<>();
        for (TarArchiveEntry next = tar.getNextEntry(); next != null; next = tar.getNextEntry()) {
            if (next.isFile()) {
                names.add(next.getName());
            }
        }
        return names;
    }

    /**
     * Chooses the one file of an archive that may have vectors in this format; throws unless exactly one qualifies by
     * its name.
     *
     * @param names paths of all files in the archive
     * @param archive type of the archive, "zip" or "tar", for error messages
     * @throws WordFileException if no file or several files qualify
     */
    private String chooseEntry(List<String> names, String archive) throws IOException {
        List<String> candidates = names.stream().filter(this::isCandidate).toList();
        if (candidates.isEmpty()) {
            throw WordFileException.atByte(
                    file,
                    0,
                    "the " + archive + " archive holds no file of word vectors in this format: " + listed(names));
        }
        if (candidates.size() > 1) {
            throw WordFileException.atByte(
                    file,
                    0,
                    "the " + archive + " archive holds several files: " + listed(candidates)
                            + "; unpack the one to import, for instance with "
                            + unpackCommand(archive, candidates.get(0)));
        }
        return candidates.get(0);
    }

    private String unpackCommand(String archive, String name) {
        return archive.equals("zip")
                ? "unzip '" + file.getFileName() + "' '" + WordFileException.quoted(name) + "'"
                : "tar xf '" + file.getFileName() + "' '" + WordFileException.quoted(name) + "'";
    }

    /**
     * Whether a file in an archive may have vectors in the format, judged by its name. Excluded are files of operating
     * systems, documentation, scripts, {@code .bin} files for text formats and text files for the binary format.
     */
    private boolean isCandidate(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        boolean hidden = name.startsWith(".") || path.startsWith("__MACOSX/") || path.contains("/__MACOSX/");
        boolean companion = name.startsWith("readme")
                || name.startsWith("license")
                || name.startsWith("licence")
                || COMPANION_EXTENSIONS.stream().anyMatch(name::endsWith);
        boolean otherFormat = format == WordFileFormat.WORD2VEC_BINARY
                ? name.endsWith(".txt") || name.endsWith(".vec")
                : name.endsWith(".bin");
        return !hidden && !companion && !otherFormat;
    }

    private static String listed(List<String> names) {
        String first = names.stream()
                .limit(ENTRIES_NAMED_MAX)
                .map(WordFileException::quoted)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "it is empty" : first + (names.size() > ENTRIES_NAMED_MAX ? ", ..." : "");
    }

    private Packing packing(InputStream content) throws IOException {
        content.mark(BEGINNING_BYTES);
        String beginning = new String(content.readNBytes(BEGINNING_BYTES), StandardCharsets.ISO_8859_1);
        content.reset();
        for (Signature signature : UNSUPPORTED) {
            if (beginning.startsWith(signature.beginning)) {
                throw WordFileException.atByte(file, 0, signature.problem);
            }
        }
        if (beginning.startsWith("\u001f\u008b")) {
            return Packing.GZIP;
        }
        if (beginning.startsWith("PK\u0003\u0004")) {
            return Packing.ZIP;
        }
        if (beginning.startsWith("BZh") && beginning.startsWith("1AY&SY", 4)) {
            return Packing.BZIP2;
        }
        if (beginning.startsWith("\u00fd7zXZ\u0000")) {
            return Packing.XZ;
        }
        return beginning.startsWith("ustar", TAR_MAGIC_OFFSET) ? Packing.TAR : Packing.NONE;
    }
}
