package io.freshet.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Says once that a command should end. Safe from any thread. */
public final class StopSignal {
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** Asks the command to end. */
    public void stop() {
        stopped.countDown();
    }

    public boolean isStopped() {
        return stopped.getCount() == 0;
    }

    /** Waits until the command should end. */
    public void await() throws InterruptedException {
        stopped.await();
    }

    /** Waits until the command should end or the time is over, and says whether it should end. */
    public boolean await(Duration atMost) throws InterruptedException {
        return stopped.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }
}
