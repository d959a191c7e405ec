package io.freshet.text;

import java.util.List;

/**
 * A text as sentences of tokens; without sentences if the text holds no word.
 *
 * @param language the BCP 47 tag whose rules were used
 * @param sentences in reading order
 */
public record TokenisedText(String language, List<Sentence> sentences) {

    public TokenisedText {
        sentences = List.copyOf(sentences);
    }

    /** The number of tokens, numbers included. */
    public int tokenCount() {
        return sentences.stream().mapToInt(sentence -> sentence.tokens().size()).sum();
    }
}
