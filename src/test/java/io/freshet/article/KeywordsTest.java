package io.freshet.article;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.event.Article;
import io.freshet.event.Keyword;
import io.freshet.text.TokenisedArticle;
import io.freshet.words.NoWordVectors;
import io.freshet.words.WordVectors;
import io.freshet.words.phrase.CompoundLexicon;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeywordsTest {
    private static final ArticleUnderstanding UNDERSTANDING =
            new ArticleUnderstanding(ArticleSettings.DEFAULTS.withKeywordsMax(30));
    private static final WordVectors NO_MODEL = new NoWordVectors(2);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            zh      | OpenAI发布GPT-5        | OpenAI发布GPT-5模型。开发者使用GPT-5。               | GPT-5; OpenAI; 发布
            zh      | 特斯拉Model Y量产      | 特斯拉Model Y在上海量产。Model Y的芯片来自台湾。     | Model Y; 特斯拉
            zh      | 苹果 iPhone 17 Pro降价 | 苹果 iPhone 17 Pro 在京东降价，iPhone 17 Pro卖得好。 | iPhone 17 Pro; 苹果
            zh      | Windows 11系统更新     | 微软Windows 11系统崩溃。Windows 11用户下载。         | Windows 11; 系统
            zh      | 华为Mate60 Pro亮相     | 华为Mate60 Pro手机支持5G网络，5G网络很快。           | Mate60 Pro; 华为; 5G
            zh-Hant | 蘋果iPhone 17上市      | 蘋果iPhone 17手機採用Type C接口。iPhone 17缺貨。     | iPhone 17; Type C; 蘋果
            ja      | 任天堂Switch 2が発売   | 任天堂Switch 2が発売。Switch 2の価格は高い。         | Switch 2; 任天堂; 発売
            ja      | トヨタがModel Yを分析  | 技術者がModel Yを分析。新型Model Yの電池が重い。     | Model Y; トヨタ; 分析
            ja      | 新型iPhone 16を発表    | 新型iPhone 16を発表した。iPhone 16のカメラ。         | iPhone 16; 新型; 発表
            th      | เปิดตัวiPhone 16ในไทย  | เปิดตัวiPhone 16ในไทย ราคาiPhone 16สูง              | iPhone 16; ไทย
            th      | บริษัทOpenAIเปิดตัวGPT-5 | บริษัทOpenAIเปิดตัวGPT-5 ราคาGPT-5สูง             | GPT-5; OpenAI; บริษัท
            """)
    void phraseEndsWhereTheScriptChanges(String language, String title, String body, String expected) {
        List<String> keywords = keywords(language, title, body);

        assertThat(keywords).contains(expected.split("; "));
        assertThat(keywords).noneMatch(KeywordsTest::mixesScripts);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | Tesla drops the Model Y again     | Model Y
            en | A review of the iPhone 16 Pro Max | iPhone 16 Pro Max
            en | Support of Windows 11 is over     | Windows 11
            en | All phones have Type C ports      | Type C
            en | The release of Python 3.12 slips  | Python 3.12
            en | People compare GPT-4o with others | GPT-4o
            en | Pilots flew the F-35B twice       | F-35B
            de | Der neue Model Y kommt morgen     | Model Y
            fr | Le nouvel iPhone 16 est cher      | iPhone 16
            ru | Сегодня iPhone 16 уже в продаже   | iPhone 16
            """)
    void numberOrLetterStaysWithTheNameBeforeIt(String language, String body, String expected) {
        List<String> keywords = keywords(language, "—", body);

        assertThat(keywords).contains(expected).noneMatch(keyword -> keyword.length() == 1);
        assertThat(keywords).doesNotContain(expected.split("[ -]")[0]);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | The final score was West Brom 4-2 at home    | Brom 4
            en | They paid for Lens 25mm yesterday            | Lens 25
            en | She met Anna yesterday. Anna A house is a home | Anna A
            en | The story of John I never heard              | John I
            zh | 摄影师使用Nokton 25mm镜头                    | Nokton 25
            """)
    void quantityOrWordIsNoModel(String language, String body, String absent) {
        assertThat(keywords(language, "—", body)).noneMatch(keyword -> keyword.contains(absent));
    }

    @Test
    void wordAfterAModelIsNoUnitOfMeasure() {
        assertThat(keywords("zh", "GPT-5模型", "评测GPT-5模型。")).contains("GPT-5", "模型");
        assertThat(keywords("en", "—", "The airline ordered Boeing 747 freighters and 20 tonnes."))
                .contains("Boeing 747", "freighters")
                .doesNotContain("tonnes");
    }

    @Test
    void modelDoesNotReplaceTheNameOfAllModels() {
        assertThat(keywords(
                        "en",
                        "—",
                        "We tested every iPhone. One iPhone was slow, one iPhone was fast, the iPhone 4 broke. An iPhone is"
                                + " an iPhone."))
                .contains("iPhone", "iPhone 4");
    }

    @Test
    void nameWithAnInitialReplacesTheSurname() {
        assertThat(keywords(
                        "en",
                        "—",
                        "A plane landed at John F Kennedy airport. Many flights left Kennedy, and Kennedy"
                                + " closed."))
                .contains("John F Kennedy")
                .doesNotContain("Kennedy");
    }

    @Test
    void modelsReplaceAWordThatOnlyNamesThem() {
        assertThat(keywords("en", "—", "They sell the Model S and the Model X. Later came Model 3 and the Model Y."))
                .contains("Model S", "Model X", "Model 3", "Model Y")
                .doesNotContain("Model");
    }

    @Test
    void singleLetterMayBelongToAWordOfAnotherScript() {
        assertThat(keywords("zh", "专家谈维生素C", "医生建议补充维生素C，维生素C很便宜。")).contains("维生素C");
    }

    @Test
    void learnedCompoundMayMixScripts() {
        TokenisedArticle tokens = UNDERSTANDING.tokenise(Article.builder("id", "papi酱发布新歌", 0)
                .body("papi酱的歌迷喜欢papi酱。")
                .language("zh")
                .build());

        assertThat(keywords(CompoundLexicon.of(List.of("papi_酱")).join(tokens)))
                .contains("papi酱")
                .doesNotContain("papi");
    }

    private static boolean mixesScripts(String keyword) {
        boolean latin = keyword.codePoints().anyMatch(letter -> letter < 128 && Character.isLetter(letter));
        boolean other = keyword.codePoints().anyMatch(letter -> letter >= 128 && Character.isLetter(letter));
        return latin && other;
    }

    private static List<String> keywords(String language, String title, String body) {
        return keywords(UNDERSTANDING.tokenise(
                Article.builder("id", title, 0).body(body).language(language).build()));
    }

    private static List<String> keywords(TokenisedArticle tokens) {
        Article article =
                Article.builder("id", "—", 0).language(tokens.language()).build();
        return UNDERSTANDING
                .understand(article, tokens, NO_MODEL, CorpusStatistics.none(NO_MODEL.dimension()))
                .keywords()
                .stream()
                .map(Keyword::text)
                .toList();
    }
}
