package io.freshet.event;

/**
 * The category of an article, given by the publisher or inferred with a probability.
 *
 * @param name the category
 * @param confidence probability from 0 to 1; 1 if given by the publisher
 * @param given whether the publisher gave the category; false if it was inferred
 */
public record CategoryTag(String name, double confidence, boolean given) {

    public CategoryTag {
        Limits.label("category", name);
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("confidence of " + name + " is " + confidence + ", expected 0 to 1");
        }
    }

    /** Creates the tag of a category given by the publisher. */
    public static CategoryTag given(String name) {
        return new CategoryTag(name, 1, true);
    }
}
