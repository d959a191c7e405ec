package io.freshet.words.phrase;

import io.freshet.text.Sentence;
import io.freshet.text.StreamToken;
import io.freshet.text.Token;
import io.freshet.text.TokenGap;
import io.freshet.text.TokenisedArticle;
import io.freshet.text.TokenisedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Lexicon of compounds (words of several tokens, such as "new york"), which joins their tokens in text. Joins from the
 * left, the longest match first. A compound is matched by its written form, so that the lexicon finds the compound
 * wherever the tokeniser splits it, or if the tokeniser does not split it at all. One thread at a time adds and
 * removes; any thread may read meanwhile.
 *
 * <p>Each position of a text is checked for n-grams of up to four tokens. Almost all are no compounds, which a hash of
 * their characters shows before their text is built.
 */
public final class CompoundLexicon {
    private final Map<String, String> wordByText = new ConcurrentHashMap<>();
    /** Number of known compounds by hash code ({@link String#hashCode()}) of their written form. */
    private final Map<Integer, Integer> hashes = new ConcurrentHashMap<>();

    /** A lexicon of the compounds among the given words. */
    public static CompoundLexicon of(Iterable<String> words) {
        CompoundLexicon compounds = new CompoundLexicon();
        words.forEach(compounds::add);
        return compounds;
    }

    /**
     * Adds a compound, such as "new_york". Ignores words that are not compounds, and a compound whose text equals that
     * of a known one. Two compounds are written alike if they split the same text differently.
     */
    public void add(String word) {
        if (CompoundWord.isCompound(word)) {
            String text = CompoundWord.written(word);
            if (wordByText.putIfAbsent(text, word) == null) {
                hashes.merge(text.hashCode(), 1, Integer::sum);
            }
        }
    }

    /** Removes a compound; ignores other words. */
    public void remove(String word) {
        if (CompoundWord.isCompound(word)) {
            String text = CompoundWord.written(word);
            if (wordByText.remove(text, word)) {
                hashes.computeIfPresent(text.hashCode(), (hash, texts) -> texts == 1 ? null : texts - 1);
            }
        }
    }

    /** Whether the lexicon has {@code word}, such as "new_york", or another compound with the same text. */
    boolean knows(String word) {
        return wordByText.containsKey(CompoundWord.written(word));
    }

    /** The compound with this written form, such as "new_york" for "new york"; empty if there is none. */
    public Optional<String> find(String written) {
        return Optional.ofNullable(wordByText.get(written));
    }

    int size() {
        return wordByText.size();
    }

    /** Returns a sentence with the tokens of each known compound joined into one token; the argument is unchanged. */
    public List<StreamToken> join(List<StreamToken> sentence) {
        if (wordByText.isEmpty()) {
            return sentence;
        }
        List<StreamToken> joined = new ArrayList<>(sentence.size());
        for (int from = 0; from < sentence.size(); ) {
            Match match = match(
                    from,
                    sentence.size(),
                    index -> sentence.get(index).term(),
                    index -> sentence.get(index).gap());
            StreamToken first = sentence.get(from);
            joined.add(match == null ? first : new StreamToken(match.word, first.gap()));
            from = match == null ? from + 1 : match.to;
        }
        return joined;
    }

    /**
     * Returns an article with the tokens of each known compound joined into one token; the surface text stays the same.
     */
    public TokenisedArticle join(TokenisedArticle article) {
        return wordByText.isEmpty()
                ? article
                : new TokenisedArticle(article.language(), join(article.title()), join(article.body()));
    }

    private TokenisedText join(TokenisedText text) {
        List<Sentence> sentences = new ArrayList<>();
        for (Sentence sentence : text.sentences()) {
            sentences.add(join(sentence));
        }
        return new TokenisedText(text.language(), sentences);
    }

    private Sentence join(Sentence sentence) {
        List<Token> tokens = sentence.tokens();
        List<Token> joined = new ArrayList<>(tokens.size());
        for (int from = 0; from < tokens.size(); ) {
            Match match = tokens.get(from).number() ? null : match(tokens, from);
            joined.add(match == null ? tokens.get(from) : compound(tokens.subList(from, match.to), match.word));
            from = match == null ? from + 1 : match.to;
        }
        return joined.equals(tokens) ? sentence : new Sentence(joined);
    }

    private @Nullable Match match(List<Token> tokens, int from) {
        return match(from, tokens.size(), index -> tokens.get(index).term(), index -> {
            Token token = tokens.get(index);
            return token.number() ? TokenGap.APART : TokenisedArticle.gap(token.link());
        });
    }

    private static Token compound(List<Token> parts, String word) {
        StringBuilder surface = new StringBuilder(parts.get(0).surface());
        for (Token part : parts.subList(1, parts.size())) {
            surface.append(part.link().separator()).append(part.surface());
        }
        return new Token(word, surface.toString(), parts.get(0).link(), false);
    }

    /** A known compound found in a sentence, and the index {@code to} of the first token after it. */
    private record Match(String word, int to) {}

    private interface Terms {
        String at(int index);
    }

    private interface Gaps {
        /** The gap between token {@code index} and the token before it. */
        TokenGap at(int index);
    }

    private @Nullable Match match(int from, int size, Terms terms, Gaps gaps) {
        int hash = 0;
        Match longest = null;
        for (int last = from; last < Math.min(size, from + CompoundWord.PARTS_MAX); last++) {
            TokenGap gap = last == from ? TokenGap.ADJACENT : gaps.at(last);
            if (gap != TokenGap.SPACED && gap != TokenGap.ADJACENT) {
                break;
            }
            hash = hash(gap == TokenGap.SPACED ? 31 * hash + ' ' : hash, terms.at(last));
            if (hashes.containsKey(hash)) {
                String word = wordByText.get(text(from, last + 1, terms, gaps));
                longest = word == null ? longest : new Match(word, last + 1);
            }
        }
        return longest;
    }

    private static String text(int from, int to, Terms terms, Gaps gaps) {
        StringBuilder text = new StringBuilder(terms.at(from));
        for (int index = from + 1; index < to; index++) {
            text.append(gaps.at(index) == TokenGap.SPACED ? " " : "").append(terms.at(index));
        }
        return text.toString();
    }

    /** Hash code ({@link String#hashCode()}) of a prefix followed by {@code next}, from the hash code of the prefix. */
    private static int hash(int prefixHash, String next) {
        int hash = prefixHash;
        for (int index = 0; index < next.length(); index++) {
            hash = 31 * hash + next.charAt(index);
        }
        return hash;
    }
}
