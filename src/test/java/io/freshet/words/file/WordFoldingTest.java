package io.freshet.words.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordFoldingTest {
    private final WordFolding folding = new WordFolding(List.of("der", "die", "und"));

    @ParameterizedTest
    @CsvSource({
        "haus, haus",
        "Haus, haus",
        "FREISTOSS, freistoss",
        "Stu\u0308rmer, stürmer",
        "ＡＢＣ, abc",
        "台灣, 台湾",
        "New_York, new_york",
        "Straße, straße"
    })
    void wordIsFoldedToTheTermOfTheTokenizer(String word, String term) {
        assertThat(folding.fold(word)).isEqualTo(new WordFolding.Folded(term, true));
    }

    @ParameterizedTest
    @CsvSource({"New York, new york", "'''S', '''s'", "</S>, </s>", "2016, 2016", "Baden-Baden, baden-baden", "'$', '$'"
    })
    void wordThatNoTokenizerProducesIsFoldedInPartsAndUnreachable(String word, String term) {
        assertThat(folding.fold(word)).isEqualTo(new WordFolding.Folded(term, false));
    }

    @Test
    void japaneseIsNotFoldedToSimplifiedChinese() {
        WordFolding japanese = new WordFolding(List.of("の", "に", "は", "を", "した", "東京", "会社", "から", "これ"));
        assertThat(japanese.fold("國際").term()).isEqualTo("國際");
        assertThat(folding.fold("國際").term()).isEqualTo("国际");
    }
}
