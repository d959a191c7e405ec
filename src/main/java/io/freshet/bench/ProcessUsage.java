package io.freshet.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** CPU time and memory of processes, as the operating system reports them. */
public final class ProcessUsage {
    private ProcessUsage() {}

    /** Total CPU time of these processes so far; a process that has ended or is not reported counts as zero. */
    public static Duration cpuTime(List<ProcessHandle> processes) {
        return processes.stream()
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Resident memory of a process, bytes; empty if the system has no {@code /proc} or the process has ended. */
    public static OptionalLong residentBytes(ProcessHandle process) {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst();
        } catch (IOException unavailable) {
            return OptionalLong.empty();
        }
    }
}
