package io.freshet.evaluate.measure;

/** Age of an article at the time of a click, from its publication or, if it was not announced, from its first click. */
public enum ArticleAge {
    /** Article neither announced nor clicked before, which no algorithm could recommend. */
    UNKNOWN("not known yet", 0),
    HOUR("up to 1 h", 1),
    SIX_HOURS("1 to 6 h", 6),
    DAY("6 to 24 h", 24),
    THREE_DAYS("1 to 3 days", 72),
    OLDER("over 3 days", Long.MAX_VALUE);

    private static final long HOUR_MILLIS = 3_600_000;

    private final String label;
    private final long hoursMax;

    ArticleAge(String label, long hoursMax) {
        this.label = label;
        this.hoursMax = hoursMax;
    }

    /** Label in reports. */
    public String label() {
        return label;
    }

    /** Age class of a known article; a negative age is treated as 0. */
    public static ArticleAge of(long ageMillis) {
        for (ArticleAge age : values()) {
            if (age != UNKNOWN && ageMillis / HOUR_MILLIS < age.hoursMax) {
                return age;
            }
        }
        return OLDER;
    }
}
