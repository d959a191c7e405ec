package io.freshet.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A one-time signal that asks a command to stop. Thread-safe. */
public final class StopSignal {
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** Asks the command to stop. */
    public void stop() {
        stopped.countDown();
    }

    public boolean isStopped() {
        return stopped.getCount() == 0;
    }

    /** Waits for the signal. */
    public void await() throws InterruptedException {
        stopped.await();
    }

    /** Waits for the signal at most this long, and returns whether it was given. */
    public boolean await(Duration atMost) throws InterruptedException {
        return stopped.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }
}
