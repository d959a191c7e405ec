package io.freshet.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links within the repository lead to files and headings that exist. */
class DocumentationLinksTest {

    static List<MarkdownPage> pages() {
        return MarkdownPage.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyRelativeLinkAndAnchorExists(MarkdownPage page) {
        List<String> broken = new ArrayList<>();
        for (String link : page.relativeLinks()) {
            String[] fileAndAnchor = link.split("#", 2);
            Path target = fileAndAnchor[0].isEmpty()
                    ? page.path()
                    : page.path().resolveSibling(fileAndAnchor[0]).normalize();
            if (!Files.exists(target)) {
                broken.add(link + ": no such file");
            } else if (fileAndAnchor.length == 2
                    && !MarkdownPage.read(target).anchors().contains(fileAndAnchor[1])) {
                broken.add(link + ": no such heading");
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void everyPageOfDocsIsReachableFromTheTableOfContents() {
        MarkdownPage contents = MarkdownPage.read(Path.of("docs", "README.md"));
        List<Path> linked = contents.relativeLinks().stream()
                .map(link -> Path.of("docs").resolve(link.split("#", 2)[0]).normalize())
                .toList();

        assertThat(MarkdownPage.all().stream()
                        .map(MarkdownPage::path)
                        .filter(path -> path.startsWith("docs") && !path.equals(contents.path())))
                .allSatisfy(path -> assertThat(linked).contains(path));
    }

    @Test
    void readmeHasAtMost120Lines() {
        assertThat(MarkdownPage.read(Path.of("README.md")).lines()).hasSizeLessThanOrEqualTo(120);
    }
}
