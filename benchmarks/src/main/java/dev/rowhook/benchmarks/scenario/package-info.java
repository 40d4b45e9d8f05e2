/// What is measured, as files say it.
@NullMarked
package dev.rowhook.benchmarks.scenario;

import org.jspecify.annotations.NullMarked;
