package io.freshet.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.bg.BulgarianAnalyzer;
import org.apache.lucene.analysis.bn.BengaliAnalyzer;
import org.apache.lucene.analysis.ca.CatalanAnalyzer;
import org.apache.lucene.analysis.cz.CzechAnalyzer;
import org.apache.lucene.analysis.da.DanishAnalyzer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.el.GreekAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.et.EstonianAnalyzer;
import org.apache.lucene.analysis.eu.BasqueAnalyzer;
import org.apache.lucene.analysis.fa.PersianAnalyzer;
import org.apache.lucene.analysis.fi.FinnishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.ga.IrishAnalyzer;
import org.apache.lucene.analysis.gl.GalicianAnalyzer;
import org.apache.lucene.analysis.hi.HindiAnalyzer;
import org.apache.lucene.analysis.hu.HungarianAnalyzer;
import org.apache.lucene.analysis.hy.ArmenianAnalyzer;
import org.apache.lucene.analysis.id.IndonesianAnalyzer;
import org.apache.lucene.analysis.it.ItalianAnalyzer;
import org.apache.lucene.analysis.lt.LithuanianAnalyzer;
import org.apache.lucene.analysis.lv.LatvianAnalyzer;
import org.apache.lucene.analysis.ne.NepaliAnalyzer;
import org.apache.lucene.analysis.nl.DutchAnalyzer;
import org.apache.lucene.analysis.no.NorwegianAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.apache.lucene.analysis.ro.RomanianAnalyzer;
import org.apache.lucene.analysis.ru.RussianAnalyzer;
import org.apache.lucene.analysis.sr.SerbianAnalyzer;
import org.apache.lucene.analysis.sv.SwedishAnalyzer;
import org.apache.lucene.analysis.ta.TamilAnalyzer;
import org.apache.lucene.analysis.te.TeluguAnalyzer;
import org.apache.lucene.analysis.th.ThaiAnalyzer;
import org.apache.lucene.analysis.tr.TurkishAnalyzer;
import org.jspecify.annotations.Nullable;

/**
 * Words of one language that do not tell what a text is about: articles, pronouns, prepositions, conjunctions,
 * auxiliaries. English, Chinese, Japanese, Polish, Ukrainian and Vietnamese have lists of this project, 35 other languages
 * those of Lucene, most of which are Snowball's. Lists load on first use. Immutable.
 */
public final class StopWords {
    private static final Map<String, StopWords> BY_LANGUAGE = new ConcurrentHashMap<>();

    private final Set<String> words;

    private StopWords(Set<String> words) {
        this.words = words;
    }

    /**
     * The stop words of a language. Those of languages in other scripts than Latin include English ones, which their news
     * quotes; those of an unknown language are English, Chinese and Japanese.
     *
     * @param language a BCP 47 tag
     */
    public static StopWords of(String language) {
        String primary = LanguageDetector.primary(language);
        StopWords known = BY_LANGUAGE.get(primary);
        if (known != null) {
            return known;
        }
        Set<String> words = words(primary);
        // Tags are a publisher's to invent: only those that have a list are remembered.
        return words.isEmpty()
                ? BY_LANGUAGE.computeIfAbsent(LanguageDetector.UNDETERMINED, StopWords::mixed)
                : BY_LANGUAGE.computeIfAbsent(primary, unseen -> new StopWords(words));
    }

    /**
     * Whether a term is a stop word.
     *
     * @param term as {@link Token#term()}
     */
    public boolean contains(String term) {
        return words.contains(term);
    }

    private static Set<String> words(String language) {
        return switch (language) {
            case "en" -> english();
            case "zh" -> union(read("stop-words-zh.txt"), english());
            case "ja" -> union(read("stop-words-ja.txt"), english());
            case "pl" -> read("stop-words-pl.txt");
            case "uk" -> union(read("stop-words-uk.txt"), english());
            case "vi" -> read("stop-words-vi.txt");
            case "ca" -> folded(CatalanAnalyzer.getDefaultStopSet());
            case "cs", "sk" -> folded(CzechAnalyzer.getDefaultStopSet());
            case "da" -> folded(DanishAnalyzer.getDefaultStopSet());
            case "de" -> folded(GermanAnalyzer.getDefaultStopSet());
            case "es" -> folded(SpanishAnalyzer.getDefaultStopSet());
            case "et" -> folded(EstonianAnalyzer.getDefaultStopSet());
            case "eu" -> folded(BasqueAnalyzer.getDefaultStopSet());
            case "fi" -> folded(FinnishAnalyzer.getDefaultStopSet());
            case "fr" -> folded(FrenchAnalyzer.getDefaultStopSet());
            case "ga" -> folded(IrishAnalyzer.getDefaultStopSet());
            case "gl" -> folded(GalicianAnalyzer.getDefaultStopSet());
            case "hu" -> folded(HungarianAnalyzer.getDefaultStopSet());
            case "id", "ms" -> folded(IndonesianAnalyzer.getDefaultStopSet());
            case "it" -> folded(ItalianAnalyzer.getDefaultStopSet());
            case "lt" -> folded(LithuanianAnalyzer.getDefaultStopSet());
            case "lv" -> folded(LatvianAnalyzer.getDefaultStopSet());
            case "nl" -> folded(DutchAnalyzer.getDefaultStopSet());
            case "no", "nb", "nn" -> folded(NorwegianAnalyzer.getDefaultStopSet());
            case "pt" -> folded(PortugueseAnalyzer.getDefaultStopSet());
            case "ro" -> romanian(folded(RomanianAnalyzer.getDefaultStopSet()));
            case "sv" -> folded(SwedishAnalyzer.getDefaultStopSet());
            case "tr" -> folded(TurkishAnalyzer.getDefaultStopSet());
            case "ar" -> union(folded(ArabicAnalyzer.getDefaultStopSet()), english());
            case "bg" -> union(folded(BulgarianAnalyzer.getDefaultStopSet()), english());
            case "bn" -> union(folded(BengaliAnalyzer.getDefaultStopSet()), english());
            case "el" -> union(folded(GreekAnalyzer.getDefaultStopSet()), english());
            case "fa" -> union(persian(folded(PersianAnalyzer.getDefaultStopSet())), english());
            case "hi" -> union(folded(HindiAnalyzer.getDefaultStopSet()), english());
            case "hy" -> union(folded(ArmenianAnalyzer.getDefaultStopSet()), english());
            case "ne" -> union(folded(NepaliAnalyzer.getDefaultStopSet()), english());
            case "ru" -> union(folded(RussianAnalyzer.getDefaultStopSet()), english());
            case "sr" -> union(folded(SerbianAnalyzer.getDefaultStopSet()), english());
            case "ta" -> union(folded(TamilAnalyzer.getDefaultStopSet()), english());
            case "te" -> union(folded(TeluguAnalyzer.getDefaultStopSet()), english());
            case "th" -> union(folded(ThaiAnalyzer.getDefaultStopSet()), english());
            default -> Set.of();
        };
    }

    private static StopWords mixed(String undetermined) {
        return new StopWords(union(union(read("stop-words-zh.txt"), read("stop-words-ja.txt")), english()));
    }

    private static Set<String> english() {
        return union(read("function-words-en.txt"), read("news-words-en.txt"));
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        Set<String> all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }

    /** A list of Lucene as terms are written. */
    private static Set<String> folded(CharArraySet list) {
        return list.stream().map(word -> Terms.fold(new String((char[]) word))).collect(Collectors.toUnmodifiableSet());
    }

    /** Lucene's list writes s and t with a cedilla; the standard is a comma below, and many write no marks at all. */
    private static Set<String> romanian(Set<String> words) {
        Set<String> all = new HashSet<>(words);
        for (String word : words) {
            all.add(word.replace('ş', 'ș').replace('ţ', 'ț'));
            all.add(Normalizer.normalize(word, Normalizer.Form.NFD).replaceAll("\\p{Mn}", ""));
        }
        return all;
    }

    /** Lucene's list has Arabic letters where Persian has its own. */
    private static Set<String> persian(Set<String> words) {
        return union(
                words,
                words.stream()
                        .map(word -> word.replace('ي', 'ی').replace('ك', 'ک'))
                        .collect(Collectors.toSet()));
    }

    private static Set<String> read(String resource) {
        try (@Nullable InputStream stream = StopWords.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("resource " + resource + " is missing");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(line -> Arrays.stream(line.split("\\s+")))
                    .filter(word -> !word.isEmpty())
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException exception) {
            throw new UncheckedIOException("resource " + resource, exception);
        }
    }
}
