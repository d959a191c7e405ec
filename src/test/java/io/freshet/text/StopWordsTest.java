package io.freshet.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StopWordsTest {

    @ParameterizedTest
    @CsvSource({
        "en, the and said will",
        "de, die im dem nicht von den ist über",
        "fr, de des les ses une",
        "es, el los para con",
        "it, il della che non",
        "pt, os uma não com",
        "nl, de het een niet",
        "da, og den ikke til",
        "no, og den ikke til",
        "nb, og den ikke til",
        "sv, och den inte till",
        "fi, ja on ei se",
        "pl, i w nie się jest",
        "cs, a je na se",
        "ro, și şi si de la nu",
        "hu, a az és nem",
        "tr, ve bir bu için",
        "ru, и в на не что the",
        "uk, і в на не що",
        "bg, и на не за",
        "el, και το να",
        "ar, في من على",
        "fa, و در به از که یک می",
        "hi, का की के है",
        "id, yang dan di",
        "vi, và của là",
        "th, ที่ และ ของ",
        "zh, 的 了 the",
        "ja, は が the",
        "und, the 的 は",
        "xx, the 的 は",
        "de-AT, die",
    })
    void functionWordsOfALanguageAreStopWords(String language, String words) {
        assertThat(List.of(words.split(" "))).allMatch(StopWords.of(language)::contains);
    }

    @Test
    void stopWordOfOneLanguageIsNoStopWordWhereItIsAContentWord() {
        // French "but" is goal and "or" is gold, German "not" is distress; "die" and "war" are English content words.
        assertThat(List.of("but", "or", "car")).noneMatch(StopWords.of("fr")::contains);
        assertThat(StopWords.of("de").contains("not")).isFalse();
        assertThat(List.of("die", "war", "den")).noneMatch(StopWords.of("en")::contains);
    }

    @Test
    void namesAndNewsNounsAreNoStopWords() {
        assertThat(List.of("bundestag", "zentralbank", "berlin")).noneMatch(StopWords.of("de")::contains);
        assertThat(List.of("rząd", "polska", "sejm")).noneMatch(StopWords.of("pl")::contains);
        assertThat(List.of("chính", "nhà", "việt")).noneMatch(StopWords.of("vi")::contains);
    }
}
