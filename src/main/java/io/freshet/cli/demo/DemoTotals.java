package io.freshet.cli.demo;

/**
 * What has happened since the demo began.
 *
 * @param clickToListP50Millis half of the lists were out this soon after their click, in milliseconds
 * @param clickToListP99Millis and all but one in a hundred this soon
 */
record DemoTotals(
        long articles,
        long clicks,
        long lists,
        long deadLetters,
        long clickToListP50Millis,
        long clickToListP99Millis) {}
