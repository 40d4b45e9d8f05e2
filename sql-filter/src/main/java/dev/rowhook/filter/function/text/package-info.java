/// Functions of texts, and of values that are little else: bytes, bits, uuid, enums.
@NullMarked
package dev.rowhook.filter.function.text;

import org.jspecify.annotations.NullMarked;
