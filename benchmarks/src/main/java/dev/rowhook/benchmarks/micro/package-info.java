/// Parts of the way of a change, measured alone by JMH.
@NullMarked
package dev.rowhook.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
