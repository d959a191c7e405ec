package io.freshet.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.AllocatedBytes;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import org.jsoup.nodes.Document.OutputSettings;
import org.jsoup.nodes.Entities;
import org.jsoup.nodes.Entities.EscapeMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    &Ouml;sterreichs &Uuml;berkapazit&auml;ten      | Österreichs Überkapazitäten
                    la ma&icirc;trise des co&ucirc;ts, fen&ecirc;tre | la maîtrise des coûts, fenêtre
                    l&rsquo;&Eacute;lys&eacute;e, c&oelig;ur        | l’Élysée, cœur
                    econom&iacute;a, S&atilde;o, &Oslash;rsted      | economía, São, Ørsted
                    &Zcaron;i&zcaron;kov, &Gcedil;, &inodot;        | Žižkov, Ģ, ı
                    &alpha;&Omega; &NotEqualTilde; &CounterClockwiseContourIntegral; | αΩ ≂̸ ∳
                    AT&amp;T, AT&ampT                               | AT&T, AT&ampT
                    Jos&eacute Beyonc&eacute                        | José Beyoncé
                    rules&regulations ?a=1&copy=2                   | rules&regulations ?a=1&copy=2
                    &Eacute;&#233;&#xE9;&#XE9;                      | Éééé
                    &#128; &#x93;q&#x94;                            | € “q”
                    &amp;eacute;                                    | &eacute;
                    &unknown; &; &#; &#x; &Zcaron                   | &unknown; &; &#; &#x; &Zcaron
                    """)
    void characterReferencesAreDecodedAsHtmlSpecifies(String published, String readable) {
        assertThat(PlainText.of(published)).isEqualTo(readable);
    }

    /** Samples of each Unicode block in the reference table of the HTML standard. */
    @ParameterizedTest
    @CsvSource({
        "Agrave,À", "Aacute,Á", "Acirc,Â", "Atilde,Ã", "Auml,Ä", "Aring,Å", "AElig,Æ", "Ccedil,Ç", "Egrave,È",
                "Ecirc,Ê",
        "Euml,Ë", "Iacute,Í", "Icirc,Î", "ETH,Ð", "Ntilde,Ñ", "Ograve,Ò", "Oslash,Ø", "Ugrave,Ù", "Yacute,Ý", "THORN,Þ",
        "szlig,ß", "aring,å", "aelig,æ", "oslash,ø", "yuml,ÿ", "OElig,Œ", "oelig,œ", "Scaron,Š", "Abreve,Ă", "abreve,ă",
        "Aogon,Ą", "cacute,ć", "Dstrok,Đ", "ecaron,ě", "gbreve,ğ", "Idot,İ", "lstrok,ł", "nacute,ń", "odblac,ő",
                "Rcaron,Ř",
        "scedil,ş", "tcedil,ţ", "uring,ů", "zdot,ż", "Acy,А", "yacy,я", "iukcy,і", "Delta,Δ", "thetasym,ϑ", "fjlig,fj",
        "euro,€", "hellip,…", "laquo,«", "bdquo,„", "frac12,½", "deg,°", "trade,™", "rarr,→", "nvlt,<⃒", "caps,∩︀"
    })
    void namedReferencesAreDecodedToOneOrTwoCharacters(String name, String characters) {
        assertThat(PlainText.of("&" + name + ";")).isEqualTo(characters);
    }

    @Test
    void everyNamedCharacterIsDecodedFromItsName() {
        OutputSettings names =
                new OutputSettings().escapeMode(EscapeMode.extended).charset(StandardCharsets.US_ASCII);
        int named = 0;
        for (int codePoint = 0xA1; codePoint < 0x1D7FF; codePoint++) {
            String character = Character.toString(codePoint);
            String escaped = Character.isDefined(codePoint) ? Entities.escape(character, names) : "";
            if (escaped.startsWith("&") && !escaped.startsWith("&#")) {
                // For a name of two characters the library escapes only the first.
                assertThat(PlainText.of(escaped)).as(escaped).startsWith(PlainText.of(character));
                named++;
            }
        }
        assertThat(named).isGreaterThan(1_300);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Köln und Zürich, Café", "Đắk Lắk, Thừa Thiên", "ガザ パレスチナ", "한국 경제", "क़ानून", "Ångström"})
    void canonicallyEqualTextsGiveTheSameText(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);

        assertThat(PlainText.of(Normalizer.normalize(text, Normalizer.Form.NFD)))
                .isEqualTo(composed);
        assertThat(PlainText.of(text)).isEqualTo(composed);
    }

    @Test
    void letterAndReferencedCombiningMarkBecomeOneLetter() {
        assertThat(PlainText.of("Ku&#776;che, cafe&#x301;")).isEqualTo("Küche, café");
    }

    @Test
    void longRunsOfCombiningMarksAreCutToTheLimit() {
        String marks = "\u0301\u0316";

        assertThat(ComposedText.of("a" + marks.repeat(100_000) + "b")).hasSizeLessThan(40);
        assertThat(ComposedText.of("a" + marks.repeat(15))).hasSize(30);
        assertThat(ComposedText.of("plain")).isSameAs("plain");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "&",
                "&a",
                "&amp",
                "&eacute;",
                "&unknown;",
                "&#1",
                "&CounterClockwiseContourIntegral",
                "é",
                "e\u0301"
            })
    void memoryIsLinearInTheText(String unit) {
        AllocatedBytes.assertLinear(unit, 50_000, length -> {
            String text = unit.repeat(length / unit.length());
            return () -> PlainText.of(text);
        });
    }

    @Test
    void noBreakSpacesLinkWordsAsOtherSpacesDo() {
        Sentence sentence = Tokenizer.forLanguage("fr")
                .sentences("Banque&nbsp;centrale&#x202f;européenne", 10)
                .get(0);

        assertThat(sentence.tokens()).extracting(Token::link).containsExactly(Link.NONE, Link.SPACE, Link.SPACE);
    }

    @Test
    void characterReferenceWithinAWordDoesNotSplitTheWord() {
        List<Sentence> sentences = Tokenizer.forLanguage("fr").sentences("la fen&ecirc;tre budg&eacute;taire", 10);

        assertThat(sentences.get(0).terms()).containsExactly("la", "fenêtre", "budgétaire");
    }
}
