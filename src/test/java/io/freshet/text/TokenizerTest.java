package io.freshet.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerTest {
    private static final int NO_LIMIT = 1_000_000;

    @Test
    void englishWordsAreLowerCasedAndKeepTheirSurface() {
        List<Token> tokens =
                onlySentence("en", "Bahia COCOA rose, U.S. traders said").tokens();

        assertThat(tokens).extracting(Token::term).containsExactly("bahia", "cocoa", "rose", "u.s", "traders", "said");
        assertThat(tokens)
                .extracting(Token::surface)
                .containsExactly("Bahia", "COCOA", "rose", "U.S.", "traders", "said");
    }

    @Test
    void spacesAndHyphensLinkWordsAndPunctuationDoesNot() {
        assertThat(onlySentence("en", "crude oil, long-term bonds").tokens())
                .extracting(Token::link)
                .containsExactly(Link.NONE, Link.SPACE, Link.NONE, Link.HYPHEN, Link.SPACE);
    }

    @Test
    void possessiveEndingIsDroppedAndEndsThePhrase() {
        List<Token> tokens =
                onlySentence("en", "Reagan’s budget and IBM'S profit").tokens();

        assertThat(tokens).extracting(Token::term).containsExactly("reagan", "budget", "and", "ibm", "profit");
        assertThat(tokens.get(1).link()).isEqualTo(Link.NONE);
    }

    @Test
    void numbersAreMarkedAndExcludedFromTheTerms() {
        Sentence sentence = onlySentence("en", "Boeing 747 lost 3.5 pct of 1,250 seats to the A380");

        assertThat(sentence.tokens())
                .filteredOn(Token::number)
                .extracting(Token::surface)
                .containsExactly("747", "3.5", "1,250");
        assertThat(sentence.terms()).containsExactly("boeing", "lost", "pct", "of", "seats", "to", "the", "a380");
    }

    @Test
    void sentencesEndAtDotsButNotAtAbbreviationsInitialsOrDecimals() {
        assertThat(sentences("en", "Mr. J. Smith of Acme Corp. paid 3.5 dlrs. \"Done!\" he said. Prices fell"))
                .containsExactly("mr j smith of acme corp paid 3.5 dlrs", "done he said", "prices fell");
    }

    @Test
    void chineseIsSplitByADictionary() {
        assertThat(onlySentence("zh", "北京大学教授宣布探测器成功着陆月球背面").terms())
                .containsExactly("北京大学", "教授", "宣布", "探测器", "成功", "着陆", "月球", "背面");
    }

    @Test
    void traditionalAndSimplifiedShareTermsAndKeepTheirOwnSurface() {
        Sentence traditional = onlySentence("zh-Hant", "微軟公司創立於美國");
        Sentence simplified = onlySentence("zh-Hans", "微软公司创立于美国");

        assertThat(traditional.terms()).isEqualTo(simplified.terms());
        assertThat(String.join(
                        "", traditional.tokens().stream().map(Token::surface).toList()))
                .isEqualTo("微軟公司創立於美國");
    }

    @Test
    void traditionalCharacterWhoseSimplifiedFormIsLongerDoesNotShiftTheOthers() {
        // U+4880 simplifies to a character beyond the basic plane, which is two UTF-16 units wide.
        List<String> surfaces = onlySentence("zh", "䡵國際經濟").tokens().stream()
                .map(Token::surface)
                .toList();

        assertThat(String.join("", surfaces)).isEqualTo("䡵國際經濟");
        assertThat(surfaces).contains("國際", "經濟");
    }

    @Test
    void chineseSentencesEndAtTheirOwnPunctuation() {
        assertThat(Tokenizer.forLanguage("zh").sentences("股市大跌！投资者恐慌。央行降息", NO_LIMIT))
                .hasSize(3);
    }

    @Test
    void latinWordsAndNumbersInsideChineseAreKept() {
        Sentence sentence = onlySentence("zh", "苹果发布ｉＰhone 15手机");

        assertThat(sentence.terms()).contains("苹果", "iphone", "手机");
        assertThat(sentence.tokens())
                .filteredOn(Token::number)
                .extracting(Token::term)
                .containsExactly("15");
    }

    @Test
    void addressesMarkUpAndEmojiAreDropped() {
        String text = "<p class=\"lead\">Read&nbsp;more at https://example.org/a?b=c and www.example.com, write to"
                + " a.b@example.org 😀👩‍🚀</p><script>var hidden = 1;</script><!-- secret --><b>AT&amp;T</b> &#x41;cts";

        assertThat(Tokenizer.forLanguage("en").sentences(text, NO_LIMIT).stream()
                        .flatMap(sentence -> sentence.terms().stream()))
                .containsExactly("read", "more", "at", "and", "write", "to", "at", "t", "acts");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "See bit.ly/abc123 and news.example.com/story?id=5 for the plan | see and for the plan",
                "Follow us on x.com. The plan costs more | follow us on the plan costs more",
                "It is at shop.example.co.uk:8080/a/b#c today | it is at today",
                "Amazon.com sells Node.js and .NET books, e.g. in the U.S. | amazon.com sells node.js and net books e.g in the u.s",
                "The end.Of the line and/or 3.5/10 points | the end.of the line and or points",
            })
    void addressesWithoutASchemeAreDroppedAndNamesWithDotsStay(String text, String terms) {
        assertThat(terms(Tokenizer.forLanguage("en").sentences(text, NO_LIMIT))).isEqualTo(List.of(terms.split(" ")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fr | L'économie de l’Île-de-France, qu'il s'agisse aujourd'hui d'une baisse"
                        + " | économie de île de france il agisse aujourd'hui une baisse",
                "it | Dell'economia e l’Italia: un'altra c'è | economia e italia altra è",
                "ca | L'alcalde d'Olot | alcalde olot",
                "en | D'Angelo and O'Neill | d'angelo and o'neill",
            })
    void elidedArticlesAreCutOffTheWord(String language, String text, String terms) {
        List<Sentence> sentences = Tokenizer.forLanguage(language).sentences(text, NO_LIMIT);
        assertThat(terms(sentences)).isEqualTo(List.of(terms.split(" ")));
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 87, 128, 500})
    void tooLongRunsOfLettersAreDroppedCompletely(int chars) {
        assertThat(onlySentence("de", "Das " + "a".repeat(chars) + " Gesetz").terms())
                .containsExactly("das", "gesetz");
        assertThat(onlySentence("de", "Das " + "a".repeat(63) + " Gesetz").terms())
                .hasSize(3);
    }

    @Test
    void modelNumbersInChineseAreLinkedByTheirHyphen() {
        List<Token> tokens =
                onlySentence("zh", "OpenAI发布GPT-5，特斯拉Model Y量产F-35").tokens();

        assertThat(tokens)
                .extracting(Token::surface)
                .containsExactly("OpenAI", "发布", "GPT", "5", "特斯拉", "Model", "Y", "量产", "F", "35");
        assertThat(tokens.get(3).link()).isEqualTo(Link.HYPHEN);
        assertThat(tokens.get(9).link()).isEqualTo(Link.HYPHEN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "索尼PS5和MP3 | 索尼 PS5 和 MP3",
                "5G网络与3D电影 | 5G 网络 与 3D 电影",
                "H1N1流感，PM2.5超标 | H1N1 流感 PM2.5 超标",
                "ｉＰｈｏｎｅ１５发布 | ｉＰｈｏｎｅ１５ 发布",
                "松下GF2配25mm镜头 | 松下 GF2 配 25 mm 镜头",
            })
    void namesOfLettersAndDigitsInChineseAreOneWord(String text, String surfaces) {
        assertThat(onlySentence("zh", text).tokens()).extracting(Token::surface).containsExactly(surfaces.split(" "));
    }

    @Test
    void shareSymbolsInAngleBracketsAreNoTags() {
        assertThat(onlySentence("en", "STANDARD OIL <SRD> to form unit").terms())
                .containsExactly("standard", "oil", "srd", "to", "form", "unit");
    }

    @Test
    void invisibleCharactersWithinAWordAreRemoved() {
        assertThat(onlySentence("en", "eco\u00adno\u2060my \u0000b\u200dank").terms())
                .containsExactly("economy", "bank");
    }

    @Test
    void zeroWidthSpaceSeparatesWords() {
        assertThat(onlySentence("en", "harbour\u200bauthority").terms()).containsExactly("harbour", "authority");
        assertThat(onlySentence("km", "\u1792\u1793\u17b6\u1782\u17b6\u179a\u200b\u1787\u17b6\u178f\u17b7")
                        .tokens())
                .extracting(Token::link)
                .containsExactly(Link.NONE, Link.SPACE);
    }

    @Test
    void joinersStayInTheSurfaceAndAreRemovedFromTheTerm() {
        Token persian = onlySentence("fa", "سرمایه\u200cگذاران").tokens().get(0);
        Token sinhala = onlySentence("si", "ශ්\u200dරී ලංකා").tokens().get(0);

        assertThat(persian)
                .extracting(Token::surface, Token::term)
                .containsExactly("سرمایه\u200cگذاران", "سرمایهگذاران");
        assertThat(sinhala).extracting(Token::surface, Token::term).containsExactly("ශ්\u200dරී", "ශ්රී");
        assertThat(onlySentence("zh", "中\u200d国\u200c经济").terms()).containsExactly("中国", "经济");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ja | 首相、北海道の地震被災地を視察     | 首相 北海道 の 地震 被災 地 を 視察
                    ja | 日本銀行は政策金利を据え置いた     | 日本 銀行 は 政策 金利 を 据 え 置 い た
                    ja | iPhoneのプログラム                | iphone の プログラム
                    th | ธนาคารแห่งประเทศไทยคงอัตราดอกเบี้ย | ธนาคาร แห่ง ประเทศไทย คง อัตรา ดอกเบี้ย
                    lo | ທະນາຄານກາງຮັກສາອັດຕາດອກເບ້ຍ       | ທະນາຄານ ກາງ ຮັກສາ ອັດຕາ ດອກເບ້ຍ
                    km | ធនាគារជាតិបានសម្រេចរក្សាអត្រាការប្រាក់ | ធនាគារជាតិ បានសម្រេច រក្សា អត្រា ការប្រាក់
                    my | ဗဟိုဘဏ်က အတိုးနှုန်းကို           | ဗဟို ဘဏ် က အတိုး နှုန်း ကို
                    """)
    void scriptsWithoutSpacesAreSplitByADictionary(String language, String text, String terms) {
        assertThat(onlySentence(language, text).terms()).containsExactly(terms.split(" "));
    }

    @Test
    void adjacentDictionaryWordsAreLinked() {
        assertThat(onlySentence("ja", "政策金利、日本").tokens())
                .extracting(Token::link)
                .containsExactly(Link.NONE, Link.ADJACENT, Link.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\t ", "!!! ... ???", "😀😀", "<p></p>", "&#xD800;", "\uD800", "\uDC00\uD800"})
    void textWithoutWordsHasNoSentences(String text) {
        assertThat(Tokenizer.forLanguage("en").sentences(text, NO_LIMIT)).isEmpty();
        assertThat(Tokenizer.forLanguage("zh").sentences(text, NO_LIMIT)).isEmpty();
    }

    @Test
    void tokensOverTheLimitAreIgnored() {
        String text = "one two three. Four five six.";

        assertThat(new TokenisedText("en", Tokenizer.forLanguage("en").sentences(text, 4)).tokenCount())
                .isEqualTo(4);
        assertThat(Tokenizer.forLanguage("en").sentences(text, 0)).isEmpty();
        assertThat(new TokenisedText("zh", Tokenizer.forLanguage("zh").sentences("股市大跌。投资者恐慌。", 3)).tokenCount())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "啊",
                "1",
                "<",
                "&",
                "<a ",
                "http://",
                "@a.",
                "a@",
                ".",
                "a. ",
                "\uD83D",
                "ab-",
                "<!--",
                "<script>",
                "<style></style>",
                "1a",
                "e\u0301",
                "\u0301\u0316",
                "&eacute",
                "สวัสดี",
                "日本",
                "カタカナ",
                "a\u200d",
                "&#"
            })
    void pathologicalRepetitionIsTokenisedInBoundedTime(String piece) {
        String text = piece.repeat(200_000 / piece.length());

        for (String language : List.of("en", "zh", "ja", "th")) {
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadCpuTime();
            List<Sentence> sentences = Tokenizer.forLanguage(language).sentences(text, 2_000);
            // Processor time, so other load does not matter; the limit is many times the usual time.
            assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - before))
                    .isLessThan(Duration.ofSeconds(10));
            assertThat(new TokenisedText(language, sentences).tokenCount()).isLessThanOrEqualTo(2_000);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void randomTextYieldsNoTokensWithControlCharactersOrUnpairedSurrogates(long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < 5_000; index++) {
            switch (random.nextInt(4)) {
                case 0 -> text.append((char) random.nextInt(0x10000));
                case 1 -> text.append((char) (0x4E00 + random.nextInt(0x5000)));
                case 2 -> text.append("<>&;.-@'’ \n".charAt(random.nextInt(11)));
                default -> text.append((char) ('a' + random.nextInt(26)));
            }
        }
        for (String language : List.of("en", "zh", "ja", "th")) {
            for (Sentence sentence : Tokenizer.forLanguage(language).sentences(text.toString(), NO_LIMIT)) {
                for (Token token : sentence.tokens()) {
                    assertThat(token.term().codePoints())
                            .as("seed %d, token %s", seed, token)
                            .noneMatch(codePoint -> Character.isISOControl(codePoint)
                                    || Character.getType(codePoint) == Character.SURROGATE
                                    || Character.isWhitespace(codePoint));
                }
            }
        }
    }

    @Test
    void concurrentCallersGetTheSameSentences() throws Exception {
        String text = "北京大学教授宣布探测器成功着陆月球背面，微軟公司創立於美國。";
        List<Sentence> expected = Tokenizer.forLanguage("zh").sentences(text, NO_LIMIT);
        ExecutorService executor = Executors.newFixedThreadPool(4);
        try {
            List<Future<List<Sentence>>> results = new ArrayList<>();
            for (int task = 0; task < 200; task++) {
                results.add(executor.submit(() -> Tokenizer.forLanguage("zh").sentences(text, NO_LIMIT)));
            }
            for (Future<List<Sentence>> result : results) {
                assertThat(result.get()).isEqualTo(expected);
            }
        } finally {
            executor.shutdownNow();
        }
    }

    private static List<String> terms(List<Sentence> sentences) {
        return sentences.stream().flatMap(sentence -> sentence.terms().stream()).toList();
    }

    private static Sentence onlySentence(String language, String text) {
        List<Sentence> sentences = Tokenizer.forLanguage(language).sentences(text, NO_LIMIT);
        assertThat(sentences).hasSize(1);
        return sentences.get(0);
    }

    private static List<String> sentences(String language, String text) {
        return Tokenizer.forLanguage(language).sentences(text, NO_LIMIT).stream()
                .map(sentence -> String.join(
                        " ", sentence.tokens().stream().map(Token::term).toList()))
                .toList();
    }
}
