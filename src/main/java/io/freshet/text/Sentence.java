package io.freshet.text;

import java.util.List;

/** The tokens of one sentence in reading order, stop words and numbers included; not empty. */
public record Sentence(List<Token> tokens) {

    public Sentence {
        tokens = List.copyOf(tokens);
        if (tokens.isEmpty()) {
            throw new IllegalArgumentException("a sentence has no tokens");
        }
    }

    /** The terms that a vocabulary may hold, in reading order: all but the numbers. May be empty. */
    public List<String> terms() {
        return tokens.stream().filter(token -> !token.number()).map(Token::term).toList();
    }
}
