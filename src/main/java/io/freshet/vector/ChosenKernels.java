package io.freshet.vector;

import java.lang.module.FindException;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;

/**
 * Chooses the implementation of {@link VectorKernels} once per JVM. The results are constants, so that the JIT can
 * inline calls through the interface.
 */
final class ChosenKernels {
    static final VectorKernels PLAIN = new PlainKernels();
    static final Optional<VectorKernels> VECTOR_API = load();
    static final VectorKernels BEST = VECTOR_API.orElse(PLAIN);

    private ChosenKernels() {}

    /**
     * Loads the kernels on the Vector API by class name, because their class cannot be linked without the incubating
     * module; empty if they cannot be loaded.
     */
    private static Optional<VectorKernels> load() {
        if (!isModuleAvailable()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Class.forName("io.freshet.vector.VectorApiKernels")
                    .asSubclass(VectorKernels.class)
                    .getDeclaredConstructor()
                    .newInstance());
        } catch (ReflectiveOperationException | LinkageError incompatible) {
            // An incubating API may change with the Java version; the plain loops then remain.
            warn(incompatible);
            return Optional.empty();
        }
    }

    /**
     * Whether the module of the Vector API is available, after loading it unless the JVM was started with it. Naming an
     * incubating module on the command line prints a warning that cannot be switched off. Loading it this way, as the
     * JDK does for its own agents, prints no warning, and the JIT treats the module alike.
     */
    private static boolean isModuleAvailable() {
        if (ModuleLayer.boot().findModule(VectorKernels.MODULE).isPresent()) {
            return true;
        }
        try {
            Class.forName("jdk.internal.module.Modules")
                    .getMethod("loadModule", String.class)
                    .invoke(null, VectorKernels.MODULE);
            return true;
        } catch (IllegalAccessException withoutFlag) {
            return false;
        } catch (InvocationTargetException failed) {
            if (!(failed.getCause() instanceof FindException)) {
                warn(failed);
            }
            return false;
        } catch (ReflectiveOperationException anotherJdk) {
            warn(anotherJdk);
            return false;
        }
    }

    private static void warn(Throwable thrown) {
        Throwable cause = thrown instanceof InvocationTargetException target ? target.getCause() : thrown;
        System.getLogger(ChosenKernels.class.getName())
                .log(
                        System.Logger.Level.WARNING,
                        "Cannot use the Vector API of this JVM; plain loops are used instead: {0}",
                        cause);
    }
}
