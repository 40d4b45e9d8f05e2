/// How fast changes come from a slot into the change log, without a sink that sends them.
@NullMarked
package dev.rowhook.benchmarks.append;

import org.jspecify.annotations.NullMarked;
