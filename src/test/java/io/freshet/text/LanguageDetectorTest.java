package io.freshet.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.AllocatedBytes;
import java.text.Normalizer;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageDetectorTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    zh  | 央行宣布降息
                    zh  | 微軟公司創立於美國
                    zh  | 苹果发布 iPhone 15 Pro Max 手机
                    en  | The word 中 means the middle in one language of the region
                    ja  | 東京で新しい首相が選ばれました
                    ko  | 서울에서 새로운 대통령이 선출되었다
                    th  | ธนาคารกลางคงอัตราดอกเบี้ย
                    lo  | ທະນາຄານກາງຮັກສາອັດຕາດອກເບ້ຍ
                    km  | ធនាគារកណ្តាលរក្សាអត្រាការប្រាក់
                    my  | ဗဟိုဘဏ်က အတိုးနှုန်းကို မပြောင်းလဲပါ
                    el  | Η κεντρική τράπεζα διατηρεί τα επιτόκια
                    he  | הבנק המרכזי הותיר את הריבית
                    ka  | ცენტრალურმა ბანკმა განაკვეთი არ შეცვალა
                    hy  | Կենտրոնական բանկը չփոխեց տոկոսադրույքը
                    bn  | কেন্দ্রীয় ব্যাংক সুদের হার বদলায়নি
                    ta  | மத்திய வங்கி வட்டி விகிதத்தை மாற்றவில்லை
                    si  | මහ බැංකුව පොලී අනුපාතය වෙනස් නොකරයි
                    """)
    void scriptOfOneLanguageDeterminesTheLanguage(String language, String text) {
        assertThat(LanguageDetector.detect(null, text)).isEqualTo(language);
    }

    /** Each row is a headline and the beginning of an article. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    en | The minister said on Monday that prices of oil will rise | Traders in London were not surprised, and shares of energy firms hardly moved.
                    de | Die Stadt will im Sommer zwei neue Schwimmbäder eröffnen | Das kündigte die Bürgermeisterin am Dienstag im Rathaus an.
                    da | Kommunen lukker to skoler, og forældrene er vrede | Det blev besluttet sent tirsdag aften efter et langt møde.
                    nb | Kommunen legger ned to skoler, og foreldrene er sinte | Det ble vedtatt sent tirsdag kveld etter et langt møte.
                    sv | Kommunen lägger ner två skolor och föräldrarna är arga | Det beslutades sent på tisdagskvällen efter ett långt möte.
                    nl | De gemeente sluit twee scholen en de ouders zijn boos | Dat werd dinsdagavond laat besloten na een lange vergadering.
                    fr | Le ministre annonce une nouvelle loi sur les transports | Les députés doivent encore en débattre avant la fin du mois.
                    es | El ayuntamiento cierra dos escuelas y los padres protestan | La decisión se tomó el martes por la noche tras una larga reunión.
                    pt | A câmara fecha duas escolas e os pais não estão contentes | A decisão foi tomada na terça-feira à noite depois de uma longa reunião.
                    it | Il comune chiude due scuole e i genitori protestano | La decisione è stata presa martedì sera dopo una lunga riunione.
                    hu | Két iskolát bezár az önkormányzat, a szülők tiltakoznak | A döntést kedden késő este hozták meg egy hosszú ülés után.
                    fi | Kaupunki sulkee kaksi koulua ja vanhemmat ovat vihaisia | Päätös tehtiin tiistaina myöhään illalla pitkän kokouksen jälkeen.
                    pl | Miasto zamyka dwie szkoły, a rodzice protestują | Decyzję podjęto we wtorek późnym wieczorem po długim posiedzeniu.
                    cs | Město zavírá dvě školy a rodiče se zlobí na radnici | Rozhodnutí padlo v úterý pozdě večer po dlouhém jednání.
                    ro | Primăria închide două școli, iar părinții protestează | Decizia a fost luată marți seara târziu, după o ședință lungă.
                    tr | Belediye iki okulu kapatıyor, veliler kararı protesto ediyor | Karar salı gecesi uzun bir toplantının ardından alındı.
                    ru | Президент подписал новый закон о выборах в регионах | Документ вступит в силу после официального опубликования.
                    uk | Міська рада закриває дві школи, батьки протестують | Рішення ухвалили у вівторок пізно ввечері після довгого засідання.
                    ar | البنك المركزي يبقي أسعار الفائدة دون تغيير | وقال المحافظ إن التضخم لا يزال أعلى من المستوى المستهدف.
                    fa | بانک مرکزی نرخ بهره را ثابت نگه داشت | سرمایه‌گذاران می‌گویند این تصمیم درست بود.
                    hi | केंद्रीय बैंक ने ब्याज दरों में कोई बदलाव नहीं किया | गवर्नर ने कहा कि महंगाई अब भी लक्ष्य से ऊपर है।
                    vi | Ngân hàng trung ương giữ nguyên lãi suất | Thống đốc cho biết lạm phát vẫn cao hơn mục tiêu.
                    id | Pemerintah kota menutup dua sekolah dan orang tua marah | Keputusan itu diambil pada Selasa malam setelah rapat yang panjang.
                    """)
    void languageIsDetectedFromTheTitleAloneAndWithTheBody(String language, String title, String body) {
        for (String text : new String[] {title, title + "\n" + body, title.toUpperCase(Locale.ROOT) + "\n" + body}) {
            assertThat(LanguageDetector.detect(null, text)).as(text).isEqualTo(language);
            assertThat(LanguageDetector.detect(null, Normalizer.normalize(text, Normalizer.Form.NFD)))
                    .as("decomposed: %s", text)
                    .isEqualTo(language);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345 67 !!", "Reuters", "Apple", "Иван", "☆☆☆", "ሰላም ለዓለም", "&nbsp;<p></p>"})
    void textThatIsTooShortOrOfAnUnknownLanguageIsUndetermined(String text) {
        assertThat(LanguageDetector.detect(null, text)).isEqualTo(LanguageDetector.UNDETERMINED);
    }

    @Test
    void markUpAndNamesInAnotherScriptAreIgnored() {
        assertThat(LanguageDetector.detect(
                        null,
                        "<p class=\"the lead of it\">&Ouml;sterreichs Gesch&auml;ftsklima tr&uuml;bt sich ein</p>"))
                .isEqualTo("de");
        assertThat(LanguageDetector.detect(
                        null, "Компания Apple представила новый смартфон iPhone 17 Pro в Калифорнии"))
                .isEqualTo("ru");
    }

    @Test
    void scriptAloneChoosesTheTokenizer() {
        assertThat(LanguageDetector.ofScript("央行宣布降息")).isEqualTo("zh");
        assertThat(LanguageDetector.ofScript("ธนาคารกลาง")).isEqualTo("th");
        assertThat(LanguageDetector.ofScript("The minister said")).isEqualTo(LanguageDetector.UNDETERMINED);
    }

    @Test
    void concurrentCallersGetTheSameResult() {
        String text = "Die Stadt will im Sommer zwei neue Schwimmbäder eröffnen";

        assertThat(IntStream.range(0, 200).parallel().mapToObj(call -> LanguageDetector.detect(null, text)))
                .containsOnly("de");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "www.", "a@a.b ", "http://a ", "аб", "हि", "e\u0301", ":)", "#a @b "})
    void memoryIsLinearInAnyText(String unit) {
        AllocatedBytes.assertLinear(unit, 10_000, length -> {
            String text = unit.repeat(length / unit.length());
            return () -> LanguageDetector.detect(null, text);
        });
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
    @CsvSource({"zh,true", "ZH-hant,true", "zh-CN,true", "zh_TW,true", "zha,false", "en,false", "und,false"})
    void everyScriptAndRegionOfChineseHasThePrimaryTagOfChinese(String language, boolean chinese) {
        assertThat(LanguageDetector.primary(language).equals("zh")).isEqualTo(chinese);
    }
}
