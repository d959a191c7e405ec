package io.freshet.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Says once that a command should end. Safe from any thread. */
final class StopSignal {
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** Asks the command to end. */
    void stop() {
        stopped.countDown();
    }

    boolean isStopped() {
        return stopped.getCount() == 0;
    }

    /** Waits until the command should end. */
    void await() throws InterruptedException {
        stopped.await();
    }

    /** Waits until the command should end or the time is over, and says whether it should end. */
    boolean await(Duration atMost) throws InterruptedException {
        return stopped.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }
}
