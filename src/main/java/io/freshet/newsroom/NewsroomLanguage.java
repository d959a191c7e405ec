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

    /** The BCP 47 tag. */
    String tag() {
        return tag;
    }

    /** Index of its row of shelves on the {@link Newsstand}, from 0. */
    int row() {
        return row;
    }

    String betweenSentences() {
        return betweenSentences;
    }
}
