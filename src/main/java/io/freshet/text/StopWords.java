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
 * Stop words of a language: articles, pronouns, prepositions, conjunctions, auxiliaries and other words that say
 * nothing about the topic of a text. English, Chinese, Japanese, Polish, Ukrainian and Vietnamese have lists of this
 * project; other languages have one of 35 lists of Lucene, most of them Snowball's. Lists load on first use. Immutable
 * and thread-safe.
 */
public final class StopWords {
    private static final Map<String, StopWords> BY_LANGUAGE = new ConcurrentHashMap<>();

    private final Set<String> words;

    private StopWords(Set<String> words) {
        this.words = words;
    }

    /**
     * Returns the stop words of a language. A language in another script than Latin includes the English stop words,
     * because its news quotes English. An unknown language has the English, Chinese and Japanese stop words.
     *
     * @param language a BCP 47 tag
     */
    public static StopWords of(String language) {
        String primary = LanguageDetector.primary(language);
        StopWords cached = BY_LANGUAGE.get(primary);
        if (cached != null) {
            return cached;
        }
        Set<String> words = words(primary);
        // A publisher may send any tag, so only languages with a list are cached: the cache stays bounded.
        return words.isEmpty()
                ? BY_LANGUAGE.computeIfAbsent(LanguageDetector.UNDETERMINED, StopWords::mixed)
                : BY_LANGUAGE.computeIfAbsent(primary, absent -> new StopWords(words));
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

    private static Set<String> union(Set<String> left, Set<String> right) {
        Set<String> union = new HashSet<>(left);
        union.addAll(right);
        return union;
    }

    /** Folds the stop words of a Lucene list to {@linkplain Terms#fold terms}. */
    private static Set<String> folded(CharArraySet list) {
        return list.stream().map(word -> Terms.fold(new String((char[]) word))).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Adds to Romanian stop words their standard spellings, with a comma below s and t, and their spellings without
     * diacritics. Lucene's list has only cedillas on s and t.
     */
    private static Set<String> romanian(Set<String> words) {
        Set<String> all = new HashSet<>(words);
        for (String word : words) {
            all.add(word.replace('ş', 'ș').replace('ţ', 'ț'));
            all.add(Normalizer.normalize(word, Normalizer.Form.NFD).replaceAll("\\p{Mn}", ""));
        }
        return all;
    }

    /**
     * Adds to Persian stop words their spellings with Persian letters. Lucene's list has Arabic letters in their place.
     */
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
