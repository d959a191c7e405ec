package io.freshet.words.phrase;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.text.Link;
import io.freshet.text.Sentence;
import io.freshet.text.StreamToken;
import io.freshet.text.Token;
import io.freshet.text.TokenGap;
import io.freshet.text.TokenisedArticle;
import io.freshet.text.TokenisedText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompoundLexiconTest {
    private final CompoundLexicon compounds = new CompoundLexicon();

    @ParameterizedTest
    @CsvSource({
        "papi_酱, papi酱",
        "new_york, new york",
        "拼_多多, 拼多多",
        "new_york_stock_exchange, new york stock exchange",
        "nfl_第_一, nfl第一",
        "plain, plain",
        "_edge, _edge",
        "a_b_c_d_e, a_b_c_d_e",
    })
    void writtenFormSeparatesPartsAsTextDoes(String word, String text) {
        assertThat(CompoundWord.written(word)).isEqualTo(text);
    }

    @Test
    void longestCompoundIsJoinedFromTheLeftWhereverTheTokeniserSplits() {
        compounds.add("拼_多多");
        compounds.add("new_york");
        compounds.add("new_york_times");

        assertThat(terms(PhraseDetectorTest.touching("买", "拼", "多多", "股"))).containsExactly("买", "拼_多多", "股");
        assertThat(terms(PhraseDetectorTest.touching("买", "拼多", "多", "股"))).containsExactly("买", "拼_多多", "股");
        assertThat(terms(PhraseDetectorTest.touching("拼多多"))).containsExactly("拼_多多");
        assertThat(terms(PhraseDetectorTest.spaced("the", "new", "york", "times", "new", "york")))
                .containsExactly("the", "new_york_times", "new_york");
        assertThat(terms(PhraseDetectorTest.touching("new", "york"))).containsExactly("new", "york");
    }

    @Test
    void tokensAreNotJoinedAcrossPunctuationOrANumber() {
        compounds.add("new_york");
        for (TokenGap gap : List.of(TokenGap.APART, TokenGap.NUMBER)) {
            assertThat(terms(List.of(new StreamToken("new", TokenGap.APART), new StreamToken("york", gap))))
                    .containsExactly("new", "york");
        }
    }

    @Test
    void joinedTokenKeepsTheSurfaceText() {
        compounds.add("new_york");
        compounds.add("papi_酱");
        TokenisedText text = new TokenisedText(
                "en",
                List.of(new Sentence(List.of(
                        new Token("7", "7", Link.NONE, true),
                        new Token("new", "New", Link.SPACE, false),
                        new Token("york", "York", Link.HYPHEN, false),
                        new Token("papi", "Papi", Link.SPACE, false),
                        new Token("酱", "醬", Link.ADJACENT, false)))));
        TokenisedArticle article = new TokenisedArticle("en", text, new TokenisedText("en", List.of()));

        assertThat(compounds.join(article).title().sentences().get(0).tokens())
                .containsExactly(
                        new Token("7", "7", Link.NONE, true),
                        new Token("new_york", "New-York", Link.SPACE, false),
                        new Token("papi_酱", "Papi醬", Link.SPACE, false));
    }

    @Test
    void removedCompoundIsNoLongerJoined() {
        compounds.add("papi_酱");
        compounds.add("papi_酱");
        compounds.remove("papi_酱");

        assertThat(compounds.size()).isZero();
        assertThat(terms(PhraseDetectorTest.touching("papi", "酱"))).containsExactly("papi", "酱");
    }

    private List<String> terms(List<StreamToken> sentence) {
        return compounds.join(sentence).stream().map(StreamToken::term).toList();
    }
}
