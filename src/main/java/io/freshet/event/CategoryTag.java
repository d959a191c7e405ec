package io.freshet.event;

/**
 * A broad tag.
 *
 * @param name the category
 * @param confidence probability from 0 to 1; 1 where the publisher gave it
 * @param given whether the publisher gave it, rather than Freshet inferring it
 */
public record CategoryTag(String name, double confidence, boolean given) {

    public CategoryTag {
        Limits.label("category", name);
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("confidence of " + name + " is " + confidence + ", expected 0 to 1");
        }
    }

    /** The publisher's own category. */
    public static CategoryTag given(String name) {
        return new CategoryTag(name, 1, true);
    }
}
