package io.freshet.text;

import java.util.List;

/**
 * A text split into sentences of tokens. A text without words has no sentences.
 *
 * @param language the BCP 47 tag whose rules split the text
 * @param sentences in reading order
 */
public record TokenisedText(String language, List<Sentence> sentences) {

    public TokenisedText {
        sentences = List.copyOf(sentences);
    }

    /** Number of tokens, numbers included. */
    public int tokenCount() {
        return sentences.stream().mapToInt(sentence -> sentence.tokens().size()).sum();
    }
}
