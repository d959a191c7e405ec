package io.freshet.dataset;

/** The languages of the simulated newsroom. */
enum Language {
    ENGLISH("en", " "),
    CHINESE("zh", "");

    private final String tag;
    private final String betweenSentences;

    Language(String tag, String betweenSentences) {
        this.tag = tag;
        this.betweenSentences = betweenSentences;
    }

    /** The BCP 47 tag. */
    String tag() {
        return tag;
    }

    String betweenSentences() {
        return betweenSentences;
    }
}
