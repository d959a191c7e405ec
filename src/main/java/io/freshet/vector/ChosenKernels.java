package io.freshet.vector;

import java.lang.reflect.InvocationTargetException;
import java.util.Optional;

/** Looks once for what the JVM offers. Constants, so that the compiler of the JVM sees through the interface. */
final class ChosenKernels {
    static final VectorKernels PLAIN = new PlainKernels();
    static final Optional<VectorKernels> VECTOR_API = load();
    static final VectorKernels BEST = VECTOR_API.orElse(PLAIN);

    private ChosenKernels() {}

    /** By name, as that class alone is compiled against the incubating module and may not be touched without it. */
    private static Optional<VectorKernels> load() {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Class.forName("io.freshet.vector.VectorApiKernels")
                    .asSubclass(VectorKernels.class)
                    .getDeclaredConstructor()
                    .newInstance());
        } catch (ReflectiveOperationException | LinkageError incompatible) {
            // An incubating API may change with the Java version: then we go on without it.
            Throwable cause =
                    incompatible instanceof InvocationTargetException thrown ? thrown.getCause() : incompatible;
            System.getLogger(ChosenKernels.class.getName())
                    .log(System.Logger.Level.WARNING, "The Vector API of this JVM cannot be used: {0}", cause);
            return Optional.empty();
        }
    }
}
