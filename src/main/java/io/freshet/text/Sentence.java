package io.freshet.text;

import java.util.List;

/** The tokens of a sentence in reading order, stop words and numbers included. Never empty. */
public record Sentence(List<Token> tokens) {

    public Sentence {
        tokens = List.copyOf(tokens);
        if (tokens.isEmpty()) {
            throw new IllegalArgumentException("a sentence has no tokens");
        }
    }

    /** The {@linkplain Token#term() terms} of all tokens except numbers, in reading order. May be empty. */
    public List<String> terms() {
        return tokens.stream().filter(token -> !token.number()).map(Token::term).toList();
    }
}
