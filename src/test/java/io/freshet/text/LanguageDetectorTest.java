package io.freshet.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageDetectorTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    zh  | 央行宣布降息
                    zh  | 微軟公司創立於美國
                    zh  | 苹果发布 iPhone 15 Pro Max 手机
                    en  | The minister said on Monday that prices of oil will rise
                    en  | The word 中 means the middle in one language of the region
                    ja  | 東京で新しい首相が選ばれました
                    ko  | 서울에서 새로운 대통령이 선출되었다
                    und | Президент подписал новый закон
                    und | Le ministre annonce une nouvelle loi
                    und | 12345 67 !!
                    """)
    void scriptAndFunctionWordsTellTheLanguage(String language, String text) {
        assertThat(LanguageDetector.detect(null, text)).isEqualTo(language);
    }

    @Test
    void publishersTagWins() {
        assertThat(LanguageDetector.detect("zh_TW", "The prices of oil will rise"))
                .isEqualTo("zh-TW");
        assertThat(LanguageDetector.detect(" ", "The prices of oil will rise")).isEqualTo("en");
    }

    @Test
    void emptyTextIsUndetermined() {
        assertThat(LanguageDetector.detect(null, "")).isEqualTo(LanguageDetector.UNDETERMINED);
    }

    @ParameterizedTest
    @CsvSource({"zh,true", "ZH-hant,true", "zh-CN,true", "zha,false", "en,false", "und,false"})
    void everyScriptAndRegionOfChineseIsChinese(String language, boolean chinese) {
        assertThat(LanguageDetector.isChinese(language)).isEqualTo(chinese);
    }
}
