package io.freshet.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The tokens of an article.
 *
 * @param language the BCP 47 tag, given by the publisher or detected; {@code und} if unknown
 * @param title the tokens of the headline
 * @param body the tokens of the text below the headline; has no sentences if the article has no body
 */
public record TokenisedArticle(String language, TokenisedText title, TokenisedText body) {

    /** The terms in reading order, headline first, without numbers. */
    public Stream<String> terms() {
        return Stream.of(title, body)
                .flatMap(text -> text.sentences().stream())
                .flatMap(sentence -> sentence.terms().stream());
    }

    /**
     * The input of word learning: the words of each sentence, headline first, without numbers. No sentence is empty.
     */
    public List<List<StreamToken>> sentences() {
        return Stream.of(title, body)
                .flatMap(text -> text.sentences().stream())
                .map(TokenisedArticle::streamTokens)
                .filter(tokens -> !tokens.isEmpty())
                .toList();
    }

    /** Number of tokens of headline and body, numbers included. */
    public int tokenCount() {
        return title.tokenCount() + body.tokenCount();
    }

    /**
     * Converts a sentence to the tokens that word learning reads. Leaves numbers out but marks each gap, so that the
     * words around a number form no phrase.
     */
    private static List<StreamToken> streamTokens(Sentence sentence) {
        List<StreamToken> tokens = new ArrayList<>(sentence.tokens().size());
        boolean afterNumber = false;
        for (Token token : sentence.tokens()) {
            if (!token.number()) {
                TokenGap gap = tokens.isEmpty() ? TokenGap.APART : gap(token.link());
                tokens.add(new StreamToken(token.term(), afterNumber ? TokenGap.NUMBER : gap));
            }
            afterNumber = token.number();
        }
        return tokens;
    }

    /** Converts the separator between two tokens to the kind of gap that word learning distinguishes. */
    public static TokenGap gap(Link link) {
        return switch (link) {
            case NONE -> TokenGap.APART;
            case SPACE, HYPHEN -> TokenGap.SPACED;
            case ADJACENT -> TokenGap.ADJACENT;
        };
    }
}
