package io.freshet.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.Fuzz;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PublishedTextFuzzTest {
    private static final int TOKENS_MAX = 200;
    private static final List<String> LANGUAGES = List.of("en", "fr", "it", "ca", "zh", "ja", "th", "my", "ar", "");

    /** Pieces of mark-up, references, addresses and scripts; a text is made of some in random order. */
    private static final List<String> PIECES = List.of(
            "<",
            ">",
            "</",
            "/>",
            "<p>",
            "</p>",
            "<p",
            "<br/>",
            "<a href=\"",
            "\">",
            "<a href='x'>",
            "</a>",
            "<!--",
            "-->",
            "<script>",
            "</script>",
            "<SCRIPT src=x",
            "<style>",
            "</style >",
            "<![CDATA[",
            "]]>",
            "<?xml",
            "?>",
            "<IBM>",
            "<div class=\"a\" id='b'>",
            "&",
            "&amp;",
            "&amp",
            "&#",
            "&#x",
            "&#x1F600;",
            "&#1114112;",
            "&#0;",
            "&#128;",
            "&#xD800;",
            "&eacute;",
            "&nosuch;",
            ";",
            "=",
            "$1",
            "\\",
            "http://",
            "https://a.b/c?d=e&f",
            "www.",
            "bit.ly/x",
            "Amazon.com",
            ":8080",
            "@",
            "a@b.co",
            ".",
            "...",
            "a.b.c.d.e.f.g.h.i.j.k",
            "-",
            "—",
            "'",
            "’",
            "\"",
            "“",
            "”",
            " ",
            "\n",
            "\t",
            "\u00a0",
            "\u200b",
            "\u200d",
            "\u00ad",
            "\u202e",
            "\ufeff",
            "\u0301",
            "\u0000",
            "\ud83d",
            "\udc4d",
            "👍🏽",
            "🇩🇪",
            "word",
            "Berlin",
            "naïve",
            "e\u0301",
            "l'été",
            "dell'arte",
            "col·legi",
            "U.S.A.",
            "3,14",
            "1.000.000",
            "中国",
            "地铁开通了。",
            "新闻",
            "東京タワー",
            "カタカナ",
            "ひらがな",
            "สวัสดี",
            "မြန်မာ",
            "العربية",
            "עברית",
            "हिन्दी",
            "한국어",
            "ﬁ",
            "İ",
            "ß",
            "!",
            "?",
            "。",
            "」",
            "「",
            "(",
            ")",
            "[1]",
            "%",
            "€",
            "#tag");

    @Test
    void anyMixOfMarkupAndScriptsIsTokenisedWithinTheLimits() {
        Fuzz.of("published text", 1_000).withBytesMax(4 << 20, 6_000).run(PublishedTextFuzzTest::mixed, bytes -> {
            String text = new String(bytes, StandardCharsets.UTF_16);
            for (String language : LANGUAGES) {
                int tokens = 0;
                for (Sentence sentence : Tokenizer.forLanguage(language).sentences(text, TOKENS_MAX)) {
                    for (Token token : sentence.tokens()) {
                        assertThat(token.term()).isNotBlank();
                        tokens++;
                    }
                }
                assertThat(tokens).isLessThanOrEqualTo(TOKENS_MAX);
            }
            LanguageDetector.detect(null, text);
        });
    }

    @Test
    void plainTextHasNoControlCharactersAndNoUnpairedSurrogates() {
        Fuzz.of("mark-up", 10_000).run(PublishedTextFuzzTest::mixed, bytes -> {
            String text = PlainText.of(new String(bytes, StandardCharsets.UTF_16));
            assertThat(text.codePoints().filter(character -> character != '\n').map(Character::getType))
                    .doesNotContain((int) Character.CONTROL, (int) Character.SURROGATE);
        });
    }

    /** Up to 60 pieces, now and then one of them many times or cut, in UTF-16 so that unpaired surrogates survive. */
    private static byte[] mixed(RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        for (int pieces = random.nextInt(61); pieces > 0; pieces--) {
            String piece = PIECES.get(random.nextInt(PIECES.size()));
            switch (random.nextInt(20)) {
                case 0 -> text.append(piece.repeat(random.nextInt(1, 100)));
                case 1 -> text.append(piece, 0, random.nextInt(piece.length() + 1));
                case 2 -> text.append((char) random.nextInt(Character.MAX_VALUE + 1));
                case 3 -> text.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
                default -> text.append(piece);
            }
        }
        byte[] bytes = new byte[2 * text.length()];
        for (int index = 0; index < text.length(); index++) {
            bytes[2 * index] = (byte) (text.charAt(index) >> 8);
            bytes[2 * index + 1] = (byte) text.charAt(index);
        }
        return bytes;
    }
}
