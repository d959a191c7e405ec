package io.freshet.text;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.Character.UnicodeScript;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import opennlp.tools.langdetect.Language;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;
import org.jspecify.annotations.Nullable;

/**
 * Distinguishes the languages of one script by OpenNLP's maximum-entropy model over sequences of one to three
 * characters.
 *
 * <p>The model gives each of 103 languages a probability, and on short text the probabilities are nearly equal. The
 * package's RATIONALE.md measures three departures from picking the most probable language:
 * <ul>
 *   <li>only languages written in the text's script compete;</li>
 *   <li>the weight of a language that few newsrooms write in is multiplied by {@value #RARE_WEIGHT};</li>
 *   <li>the best language is accepted if its weight is {@value #RATIO_MIN} times the second's, however low both
 *       are.</li>
 * </ul>
 *
 * <p>The model loads on first use and stays in memory: about .5 s and 34 MB of heap, measured on a 2-core machine.
 * Identification takes about 2 µs a character. Thread-safe.
 */
final class LanguageIdentifier {
    /** Largest number of characters examined; more characters hardly improve the result. */
    private static final int CHARS_READ_MAX = 1_000;

    /** Minimum ratio between the weights of the best and the second-best language at which the best is accepted. */
    private static final double RATIO_MIN = 1.05;

    private static final double RARE_WEIGHT = .75;

    /** Languages that compete for a text, by its script: the model's ISO 639-3 codes with their BCP 47 tags. */
    private static final Map<UnicodeScript, Map<String, String>> LANGUAGES = Map.of(
            UnicodeScript.LATIN,
            tags(
                    "afr=af ast=ast aze=az bos=bs bre=br cat=ca ceb=ceb ces=cs cym=cy dan=da deu=de ekk=et eng=en epo=eo est=et"
                            + " eus=eu fao=fo fin=fi fra=fr fry=fy gle=ga glg=gl gsw=gsw hrv=hr hun=hu ind=id isl=is ita=it"
                            + " jav=jv lat=la lav=lv lim=li lit=lt ltz=lb lvs=lv min=min mlt=mt mri=mi msa=ms nds=nds nld=nl"
                            + " nno=nn nob=nb oci=oc plt=mg pol=pl por=pt ron=ro slk=sk slv=sl som=so spa=es sqi=sq srp=sr"
                            + " sun=su swa=sw swe=sv tgl=tl tur=tr uzb=uz vie=vi vol=vo war=war zul=zu"),
            UnicodeScript.CYRILLIC,
            tags("bak=ba bel=be bul=bg che=ce kaz=kk kir=ky mkd=mk mon=mn rus=ru srp=sr tat=tt tgk=tg ukr=uk"),
            UnicodeScript.ARABIC,
            tags("ara=ar fas=fa pes=fa pnb=pnb pus=ps urd=ur"),
            UnicodeScript.DEVANAGARI,
            tags("hin=hi mar=mr nep=ne san=sa"));

    /**
     * BCP 47 tags of languages that few newsrooms write in, whose weights are reduced. Many are similar to a more
     * common language: Afrikaans to Dutch, Malay to Indonesian, Latin to several.
     */
    private static final Set<String> RARE = Set.of(
            "af", "ast", "ba", "br", "ce", "ceb", "eo", "eu", "fo", "fy", "gl", "gsw", "jv", "ky", "la", "lb", "li",
            "mg", "mi", "min", "ms", "nds", "nn", "oc", "pnb", "sa", "su", "tg", "tt", "vo", "war");

    private LanguageIdentifier() {}

    /** Whether the languages of this script can be distinguished. */
    static boolean supports(UnicodeScript script) {
        return LANGUAGES.containsKey(script);
    }

    /**
     * Identifies the language of a text among the languages of its script.
     *
     * @param script the main script of the text; must be {@linkplain #supports supported}
     * @param text in NFC, without mark-up; the first {@value #CHARS_READ_MAX} characters are examined
     * @return a BCP 47 tag, empty if two languages are about equally probable
     */
    static Optional<String> identify(UnicodeScript script, String text) {
        Map<String, String> tags = LANGUAGES.getOrDefault(script, Map.of());
        Map<String, Double> weights = new HashMap<>();
        // A detector is cheap to create; the model is read-only and shared.
        LanguageDetectorME detector = new LanguageDetectorME(Model.INSTANCE);
        for (Language language :
                detector.predictLanguages(text.substring(0, Math.min(text.length(), CHARS_READ_MAX)))) {
            String tag = tags.get(language.getLang());
            if (tag != null) {
                // A language with two codes takes the greater weight. Probabilities are so even that a sum would always
                // win.
                weights.merge(tag, language.getConfidence() * (RARE.contains(tag) ? RARE_WEIGHT : 1), Math::max);
            }
        }
        @Nullable String best = null;
        double first = 0;
        double second = 0;
        for (Map.Entry<String, Double> weight : weights.entrySet()) {
            if (weight.getValue() > first) {
                second = first;
                first = weight.getValue();
                best = weight.getKey();
            } else {
                second = Math.max(second, weight.getValue());
            }
        }
        return first >= RATIO_MIN * second ? Optional.ofNullable(best) : Optional.empty();
    }

    private static Map<String, String> tags(String pairs) {
        return Arrays.stream(pairs.split(" "))
                .map(pair -> pair.split("="))
                .collect(Collectors.toUnmodifiableMap(pair -> pair[0], pair -> pair[1]));
    }

    /** Holder of the model, which delays loading until the first text whose script has several languages. */
    private static final class Model {
        private static final String RESOURCE = "/langdetect-183.bin";

        static final LanguageDetectorModel INSTANCE = read();

        private static LanguageDetectorModel read() {
            try (@Nullable InputStream stream = LanguageDetectorModel.class.getResourceAsStream(RESOURCE)) {
                if (stream == null) {
                    throw new IllegalStateException("resource " + RESOURCE + " is missing");
                }
                return new LanguageDetectorModel(new BufferedInputStream(stream));
            } catch (IOException exception) {
                throw new UncheckedIOException("resource " + RESOURCE, exception);
            }
        }
    }
}
