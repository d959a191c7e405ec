package io.freshet.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The words of an article.
 *
 * @param language the BCP 47 tag given or detected; {@code und} if neither
 * @param title the words of the headline
 * @param body the words below it, without sentences if there is no body
 */
public record TokenisedArticle(String language, TokenisedText title, TokenisedText body) {

    /** The terms in order, headline first, without numbers. */
    public Stream<String> terms() {
        return Stream.of(title, body)
                .flatMap(text -> text.sentences().stream())
                .flatMap(sentence -> sentence.terms().stream());
    }

    /**
     * What a word learner reads: the words of each sentence, headline first, without numbers. Sentences that hold nothing
     * but numbers are left out.
     */
    public List<List<StreamToken>> sentences() {
        return Stream.of(title, body)
                .flatMap(text -> text.sentences().stream())
                .map(TokenisedArticle::words)
                .filter(words -> !words.isEmpty())
                .toList();
    }

    /** The number of tokens of headline and body. */
    public int tokenCount() {
        return title.tokenCount() + body.tokenCount();
    }

    /** A number stands between its neighbours, so that they are no phrase. */
    private static List<StreamToken> words(Sentence sentence) {
        List<StreamToken> words = new ArrayList<>(sentence.tokens().size());
        boolean afterNumber = false;
        for (Token token : sentence.tokens()) {
            if (!token.number()) {
                TokenGap joint = words.isEmpty() ? TokenGap.APART : joint(token.link());
                words.add(new StreamToken(token.term(), afterNumber ? TokenGap.NUMBER : joint));
            }
            afterNumber = token.number();
        }
        return words;
    }

    public static TokenGap joint(Link link) {
        return switch (link) {
            case NONE -> TokenGap.APART;
            case SPACE, HYPHEN -> TokenGap.SPACED;
            case ADJACENT -> TokenGap.ADJACENT;
        };
    }
}
