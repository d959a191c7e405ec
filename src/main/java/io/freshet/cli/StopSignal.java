package io.freshet.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A one-time signal that asks a command to stop. Thread-safe. */
public final class StopSignal {
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final List<Runnable> actions = new ArrayList<>();

    /** Asks the command to stop, after the registered actions have run on this thread; a second call does nothing. */
    public synchronized void stop() {
        if (!isStopped()) {
            actions.forEach(Runnable::run);
            stopped.countDown();
        }
    }

    /**
     * Registers an action that runs when the signal is given, before those who wait for it continue; runs it at once if
     * the signal was given already.
     */
    public synchronized void onStop(Runnable action) {
        if (isStopped()) {
            action.run();
        } else {
            actions.add(action);
        }
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
