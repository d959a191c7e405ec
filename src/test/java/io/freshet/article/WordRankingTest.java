package io.freshet.article;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.event.Article;
import io.freshet.words.TableWordVectors;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordRankingTest {
    private static final ArticleUnderstanding UNDERSTANDING = new ArticleUnderstanding(ArticleSettings.DEFAULTS);
    /** "cat", "dog" and "hamster" are similar; "comet" is the rarest word and similar to none. */
    private static final TableWordVectors WORDS = new TableWordVectors(0, 0)
            .with("cat", 1e-4, 1, .1f)
            .with("dog", 1e-4, 1, 0)
            .with("hamster", 1e-4, .9f, 0)
            .with("comet", 9e-5, -1, 1)
            .with("oil", 1e-4, 0, -1);

    @Test
    void similarWordsVoteForEachOther() {
        assertThat(strongest(WordRanking.TEXT_RANK_OVER_VECTORS, "comet. dog. oil. cat. hamster.", 3))
                .containsExactlyInAnyOrder("cat", "dog", "hamster");
    }

    @Test
    void rareAndFrequentlyUsedWordsRankFirstByTfIdf() {
        assertThat(strongest(WordRanking.TF_IDF, "dog oil comet cat", 1)).containsExactly("comet");
        assertThat(strongest(WordRanking.TF_IDF, "dog oil comet oil cat", 1)).containsExactly("oil");
    }

    @Test
    void wordWithMostNeighboursRanksFirstByCoOccurrence() {
        // "oil" occurs within two words of all others; no other word does.
        assertThat(strongest(WordRanking.TEXT_RANK_OVER_NEIGHBOURS, "dog oil cat comet oil hamster", 1))
                .containsExactly("oil");
    }

    @Test
    void textWithoutWordsHasNoStrongestWords() {
        for (WordRanking ranking : WordRanking.values()) {
            assertThat(strongest(ranking, "the of 12", 5)).as(ranking.label()).isEmpty();
        }
    }

    private static List<String> strongest(WordRanking ranking, String body, int count) {
        Article article =
                Article.builder("id", "—", 0).body(body).language("en").build();
        return ranking.strongest(UNDERSTANDING.tokenise(article), WORDS, count);
    }
}
