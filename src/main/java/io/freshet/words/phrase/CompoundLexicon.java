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
 * Which compounds are known, and how text is read with them: what a tokeniser takes apart is put together, the longest
 * first, from the left. A compound is found by how it is written, so that it does not matter where the tokeniser cuts it,
 * or whether it does for once know it.
 * One thread at a time adds and removes; any thread reads meanwhile.
 *
 * <p>Every place of a text asks for runs of up to four tokens. Almost all are none, and are told by a hash of their
 * characters before any text is put together.
 */
public final class CompoundLexicon {
    private final Map<String, String> wordByText = new ConcurrentHashMap<>();
    /** How many known texts have this hash. */
    private final Map<Integer, Integer> hashes = new ConcurrentHashMap<>();

    /** The compounds among the words of a vocabulary. */
    public static CompoundLexicon of(Iterable<String> words) {
        CompoundLexicon compounds = new CompoundLexicon();
        words.forEach(compounds::add);
        return compounds;
    }

    /** Takes note of a word; nothing happens if it is no compound or is written as one that is known. */
    public void add(String word) {
        if (CompoundWord.is(word)) {
            String text = CompoundWord.written(word);
            if (wordByText.putIfAbsent(text, word) == null) {
                hashes.merge(text.hashCode(), 1, Integer::sum);
            }
        }
    }

    /** Forgets a word. */
    public void remove(String word) {
        if (CompoundWord.is(word)) {
            String text = CompoundWord.written(word);
            if (wordByText.remove(text, word)) {
                hashes.computeIfPresent(text.hashCode(), (hash, texts) -> texts == 1 ? null : texts - 1);
            }
        }
    }

    /** Whether a compound is known that is written like this one. */
    boolean knows(String word) {
        return wordByText.containsKey(CompoundWord.written(word));
    }

    /** The compound that text writes like this. */
    public Optional<String> find(String written) {
        return Optional.ofNullable(wordByText.get(written));
    }

    int size() {
        return wordByText.size();
    }

    /** The sentence with its compounds put together. */
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
                    index -> sentence.get(index).joint());
            StreamToken first = sentence.get(from);
            joined.add(match == null ? first : new StreamToken(match.word, first.joint()));
            from = match == null ? from + 1 : match.to;
        }
        return joined;
    }

    /** The article with its compounds put together: each is one token, its surface as the article writes it. */
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
            return token.number() ? TokenGap.APART : TokenisedArticle.joint(token.link());
        });
    }

    private static Token compound(List<Token> parts, String word) {
        StringBuilder surface = new StringBuilder(parts.get(0).surface());
        for (Token part : parts.subList(1, parts.size())) {
            surface.append(part.link().separator()).append(part.surface());
        }
        return new Token(word, surface.toString(), parts.get(0).link(), false);
    }

    /** A compound that ends before token {@code to}. */
    private record Match(String word, int to) {}

    private interface Terms {
        String at(int index);
    }

    private interface Joints {
        TokenGap at(int index);
    }

    private @Nullable Match match(int from, int size, Terms terms, Joints joints) {
        int hash = 0;
        Match longest = null;
        for (int last = from; last < Math.min(size, from + CompoundWord.PARTS_MAX); last++) {
            TokenGap joint = last == from ? TokenGap.ADJACENT : joints.at(last);
            if (joint != TokenGap.SPACED && joint != TokenGap.ADJACENT) {
                break;
            }
            hash = hash(joint == TokenGap.SPACED ? 31 * hash + ' ' : hash, terms.at(last));
            if (hashes.containsKey(hash)) {
                String word = wordByText.get(text(from, last + 1, terms, joints));
                longest = word == null ? longest : new Match(word, last + 1);
            }
        }
        return longest;
    }

    private static String text(int from, int to, Terms terms, Joints joints) {
        StringBuilder text = new StringBuilder(terms.at(from));
        for (int index = from + 1; index < to; index++) {
            text.append(joints.at(index) == TokenGap.SPACED ? " " : "").append(terms.at(index));
        }
        return text.toString();
    }

    /** The hash of a longer text from that of its beginning, as {@link String#hashCode()} has it. */
    private static int hash(int beginning, String more) {
        int hash = beginning;
        for (int index = 0; index < more.length(); index++) {
            hash = 31 * hash + more.charAt(index);
        }
        return hash;
    }
}
