package io.freshet.newsroom;

/** Languages of the simulated newsroom. */
enum NewsroomLanguage {
    ENGLISH("en", " ", 0),
    CHINESE("zh", "", 1);

    private final String tag;
    private final String betweenSentences;
    private final int row;

    NewsroomLanguage(String tag, String betweenSentences, int row) {
        this.tag = tag;
        this.betweenSentences = betweenSentences;
        this.row = row;
    }

    /** BCP 47 tag of the language. */
    String tag() {
        return tag;
    }

    /** Index, from 0, of the row of shelves on the {@link Newsstand} that holds the articles in the language. */
    int row() {
        return row;
    }

    String betweenSentences() {
        return betweenSentences;
    }
}
