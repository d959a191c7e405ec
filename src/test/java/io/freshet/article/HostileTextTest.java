package io.freshet.article;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.AllocatedBytes;
import io.freshet.Eventually;
import io.freshet.event.Article;
import io.freshet.event.Limits;
import io.freshet.text.Sentence;
import io.freshet.text.Tokenizer;
import io.freshet.words.LayeredWordVectors;
import io.freshet.words.WordModel;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Texts designed to be expensive: tokenising and understanding take bounded time.
 */
@Timeout(value = Eventually.LIMIT_MINUTES, unit = TimeUnit.MINUTES)
class HostileTextTest {
    private static final int CHARS = 300_000;
    private static final int TOKENS_MAX = 2_000;
    private static final int DIMENSION = 16;

    static Stream<Arguments> texts() {
        SplittableRandom random = new SplittableRandom(7);
        String noise =
                random.ints(100_000, 0x20, 0x3000).mapToObj(Character::toString).collect(Collectors.joining());
        String words =
                IntStream.range(0, 20_000).mapToObj(word -> "w" + word + " ").collect(Collectors.joining());
        return Stream.of(
                        "x",
                        "striker ",
                        "的",
                        "中国人民银行",
                        "😀",
                        "e\u0301",
                        "\u0301",
                        "a\u200d",
                        "-",
                        ".",
                        "!?",
                        " ",
                        "\n",
                        "1",
                        "1,",
                        "<",
                        "<a ",
                        "<a b='",
                        "</p>",
                        "<!--",
                        "<script>",
                        "&",
                        "&#x41;",
                        "&amp",
                        "http://",
                        "www.a",
                        "a@",
                        "@a.b",
                        "(",
                        "\"",
                        "'",
                        "\u202e",
                        "\ud83d",
                        "\u0000",
                        "カタカナ",
                        "한국어 ",
                        "สวัสดี",
                        "\u064a\u0647 ",
                        noise,
                        words)
                .map(unit -> Arguments.of(
                        unit.substring(0, Math.min(12, unit.length())).replaceAll("\\p{C}", "?"),
                        unit.repeat(CHARS / unit.length())));
    }

    @Test
    void fiveMegabytesOfOneWordAreTokenisedInLinearTime() {
        for (String language : List.of("en", "zh", "ja", "th")) {
            assertThat(Tokenizer.forLanguage(language).sentences("x".repeat(5_000_000), TOKENS_MAX))
                    .hasSizeLessThanOrEqualTo(TOKENS_MAX);
        }
    }

    @ParameterizedTest(name = "{index}: {0}")
    @MethodSource("texts")
    void anyTextIsTokenisedAndUnderstoodInBoundedTime(String name, String text) {
        for (String language : List.of("en", "zh", "ja", "th")) {
            List<Sentence> sentences = Tokenizer.forLanguage(language).sentences(text, TOKENS_MAX);
            assertThat(sentences.stream()
                            .mapToInt(sentence -> sentence.tokens().size())
                            .sum())
                    .isLessThanOrEqualTo(TOKENS_MAX);
        }
        ArticleUnderstanding understanding = new ArticleUnderstanding(ArticleSettings.DEFAULTS);
        Article article = Article.builder("a", "Title", 0)
                .body(text.substring(0, Limits.BODY_CHARS_MAX))
                .build();
        UnderstoodArticle understood = understanding.understand(
                article,
                understanding.tokenise(article),
                LayeredWordVectors.over(WordModel.empty(DIMENSION), 1),
                CorpusStatistics.none(DIMENSION));
        assertThat(understood.keywords()).hasSizeLessThanOrEqualTo(ArticleSettings.DEFAULTS.keywordsMax());
    }

    @Test
    void memoryForUnderstandingIsLinearInTheText() {
        ArticleUnderstanding understanding = new ArticleUnderstanding(ArticleSettings.DEFAULTS);
        LayeredWordVectors words = LayeredWordVectors.over(WordModel.empty(DIMENSION), 1);
        AllocatedBytes.assertLinear("different words", 500, size -> {
            String body = IntStream.range(0, size)
                    .mapToObj(word -> "word" + word + ". ")
                    .collect(Collectors.joining());
            Article article = new Article("a", "Title", body, null, List.of(), null, null, null, 0, Article.NEVER);
            return () -> understanding.understand(
                    article, understanding.tokenise(article), words, CorpusStatistics.none(DIMENSION));
        });
    }
}
