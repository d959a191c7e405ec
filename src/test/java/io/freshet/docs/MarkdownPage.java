package io.freshet.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Markdown file of the repository with the parts that tests look into: links, anchors, fenced blocks, code spans.
 *
 * @param path relative to the root of the repository
 * @param lines of the whole file
 */
record MarkdownPage(Path path, List<String> lines) {
    private static final Pattern FENCE = Pattern.compile("\\s*(```+)\\s*(\\S*).*");
    private static final Pattern HEADING = Pattern.compile("#{1,6}\\s+(.*?)\\s*#*");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)(?:\\s+\"[^\"]*\")?\\)");
    private static final Pattern HTML_LINK = Pattern.compile("(?:src|href)=\"([^\"]+)\"");
    private static final Pattern ID = Pattern.compile("(?:id|name)=\"([^\"]+)\"");
    private static final Pattern CODE_SPAN = Pattern.compile("`([^`]+)`");
    private static final Set<String> NOT_OURS = Set.of(".git", "target", "node_modules", "data");

    MarkdownPage {
        lines = List.copyOf(lines);
    }

    /** A fenced block: the word behind the fence and the lines between the fences. */
    record Block(String language, List<String> lines) {}

    /** Every Markdown file of the repository; the working directory is its root. */
    static List<MarkdownPage> all() {
        List<Path> roots = List.of(Path.of("docs"), Path.of("docker"), Path.of("topology"), Path.of("src"));
        List<MarkdownPage> pages = new ArrayList<>();
        try (Stream<Path> top = Files.list(Path.of(""))) {
            top.filter(MarkdownPage::isMarkdown).sorted().forEach(file -> pages.add(read(file)));
            for (Path root : roots) {
                try (Stream<Path> files = Files.walk(root)) {
                    files.filter(MarkdownPage::isMarkdown).sorted().forEach(file -> pages.add(read(file)));
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return pages;
    }

    /** The page of a file. */
    static MarkdownPage read(Path file) {
        try {
            return new MarkdownPage(file, Files.readAllLines(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static boolean isMarkdown(Path file) {
        for (Path part : file) {
            if (NOT_OURS.contains(part.toString())) {
                return false;
            }
        }
        return file.toString().endsWith(".md") && Files.isRegularFile(file);
    }

    /** Targets of links and images that lie in the repository: no address with a scheme. */
    List<String> relativeLinks() {
        List<String> links = new ArrayList<>();
        for (String line : prose()) {
            String text = CODE_SPAN.matcher(line).replaceAll("");
            for (Pattern pattern : List.of(LINK, HTML_LINK)) {
                Matcher matcher = pattern.matcher(text);
                while (matcher.find()) {
                    links.add(matcher.group(1));
                }
            }
        }
        links.removeIf(link -> link.matches("[a-z][a-z+.-]*:.*"));
        return links;
    }

    /** Anchors of the headings, made as GitHub makes them, and ids of HTML elements. */
    Set<String> anchors() {
        Set<String> anchors = new HashSet<>();
        Map<String, Integer> countByAnchor = new HashMap<>();
        for (String line : prose()) {
            Matcher heading = HEADING.matcher(line);
            if (heading.matches()) {
                String anchor = anchor(heading.group(1));
                int before = countByAnchor.merge(anchor, 1, Integer::sum) - 1;
                anchors.add(before == 0 ? anchor : anchor + "-" + before);
            }
            Matcher id = ID.matcher(line);
            while (id.find()) {
                anchors.add(id.group(1));
            }
        }
        return anchors;
    }

    private static String anchor(String heading) {
        return heading.replaceAll("\\]\\([^)]*\\)", "]")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}\\s_-]", "")
                .replace(' ', '-');
    }

    /** The fenced blocks of one language. */
    List<Block> blocks(String language) {
        return blocks().stream()
                .filter(block -> block.language().equals(language))
                .toList();
    }

    private List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        List<String> inside = new ArrayList<>();
        String language = null;
        for (String line : lines) {
            Matcher fence = FENCE.matcher(line);
            if (!fence.matches()) {
                if (language != null) {
                    inside.add(line);
                }
            } else if (language == null) {
                language = fence.group(2);
            } else {
                blocks.add(new Block(language, List.copyOf(inside)));
                inside.clear();
                language = null;
            }
        }
        return blocks;
    }

    /** The lines outside of fenced blocks. */
    List<String> prose() {
        List<String> prose = new ArrayList<>();
        boolean fenced = false;
        for (String line : lines) {
            if (FENCE.matcher(line).matches()) {
                fenced = !fenced;
            } else if (!fenced) {
                prose.add(line);
            }
        }
        return prose;
    }

    /** The texts in backticks outside of fenced blocks. */
    List<String> codeSpans() {
        List<String> spans = new ArrayList<>();
        for (String line : prose()) {
            Matcher span = CODE_SPAN.matcher(line);
            while (span.find()) {
                spans.add(span.group(1));
            }
        }
        return spans;
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
