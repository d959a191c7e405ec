package io.freshet.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.embedding.TokenisedArticle;
import io.freshet.embedding.WordChanges;
import io.freshet.text.Link;
import io.freshet.text.Sentence;
import io.freshet.text.Token;
import io.freshet.text.TokenisedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeptArticlesTest {
    private static final WordChanges.Since NOTHING = new WordChanges.Since(0, List.of(), false);

    private final KeptArticles kept = new KeptArticles(3);

    @Test
    void articlesThatHoldALearnedWordAreDueTheNewestFirst() {
        kept.understood("old", 1, 100, words("velura", "opens"));
        kept.understood("other", 2, 100, words("bank", "opens"));
        kept.understood("new", 3, 100, words("about", "velura"));

        kept.learned(changed("velura"), 100);

        assertThat(due()).containsExactly("new", "old");
        assertThat(due()).isEmpty();
    }

    @Test
    void compoundIsInWhatHoldsAllItsParts() {
        kept.understood("both", 1, 100, words("papi", "酱"));
        kept.understood("one", 2, 100, words("papi"));

        kept.learned(changed("papi_酱"), 100);

        assertThat(due()).containsExactly("both");
    }

    @Test
    void meanThatStandsForTwiceAsManyArticlesMakesDue() {
        kept.understood("early", 1, 10, words("a"));
        kept.understood("late", 2, 100, words("a"));

        kept.learned(NOTHING, 19);
        assertThat(due()).isEmpty();
        kept.learned(NOTHING, 20);
        assertThat(due()).containsExactly("early");
    }

    @Test
    void afterAStartAndAfterMoreChangesThanAreRememberedEveryArticleIsDue() {
        kept.restored("a", 1);
        kept.restored("b", 2);
        assertThat(due()).containsExactly("b", "a");
        assertThat(kept.isRestored("a")).isTrue();
        kept.understood("a", 1, 100, words("x"));
        assertThat(kept.isRestored("a")).isFalse();

        kept.learned(new WordChanges.Since(9, List.of(), true), 0);
        assertThat(due()).containsExactly("b", "a");
    }

    @Test
    void articleFoundAsItWasUnderstoodIsDueBySameRulesAsBefore() {
        kept.restored("a", 1);
        kept.understood("a", 1, 10, words("velura"));
        assertThat(due()).isEmpty();

        kept.learned(changed("velura"), 10);
        assertThat(due()).containsExactly("a");
        kept.learned(NOTHING, 20);
        assertThat(due()).containsExactly("a");
    }

    @Test
    void theOldestLeaveAndWhatIsForgottenIsNotDue() {
        kept.understood("a", 3, 1, words("x"));
        kept.understood("b", 1, 1, words("x"));
        kept.understood("c", 2, 1, words("x"));
        assertThat(kept.understood("d", 4, 1, words("x"))).contains("b");
        assertThat(kept.understood("e", 0, 1, words("x"))).contains("e");
        kept.forget("c");

        kept.learned(changed("x"), 1);

        assertThat(due()).containsExactly("d", "a");
    }

    private List<String> due() {
        List<String> due = new ArrayList<>();
        for (Optional<String> next = kept.takeDue(); next.isPresent(); next = kept.takeDue()) {
            due.add(next.get());
        }
        return due;
    }

    private static WordChanges.Since changed(String word) {
        return new WordChanges.Since(1, List.of(word), false);
    }

    private static TokenisedArticle words(String... terms) {
        List<Token> tokens = Stream.of(terms)
                .map(term -> new Token(term, term, Link.SPACE, false))
                .toList();
        return new TokenisedArticle(
                "en", new TokenisedText("en", List.of(new Sentence(tokens))), new TokenisedText("en", List.of()));
    }
}
