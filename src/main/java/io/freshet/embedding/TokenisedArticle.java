package io.freshet.embedding;

import io.freshet.text.Sentence;
import io.freshet.text.TokenisedText;
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
     * What a word learner reads: the terms of each sentence, headline first, without numbers. Sentences that hold
     * nothing but numbers are left out.
     */
    public List<List<String>> sentences() {
        return Stream.of(title, body)
                .flatMap(text -> text.sentences().stream())
                .map(Sentence::terms)
                .filter(terms -> !terms.isEmpty())
                .toList();
    }

    /** The number of tokens of headline and body. */
    public int tokenCount() {
        return title.tokenCount() + body.tokenCount();
    }
}
