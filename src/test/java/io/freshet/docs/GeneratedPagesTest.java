package io.freshet.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Generated reference pages equal the code. {@code -Dupdate.docs=true} rewrites them first. */
class GeneratedPagesTest {

    @BeforeAll
    static void rewriteIfAsked() throws IOException {
        if (Boolean.getBoolean("update.docs")) {
            GeneratedPages.write();
        }
    }

    static Set<Path> pages() {
        return GeneratedPages.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void pageEqualsTheCode(Path page) throws IOException {
        assertThat(Files.readString(page))
                .as("%s; run: mvn -B -ntp test -Dtest=GeneratedPagesTest -Dupdate.docs=true", page)
                .isEqualTo(GeneratedPages.all().get(page));
    }
}
