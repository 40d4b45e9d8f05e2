/// What changes in a table while pages of it are read, and what remains of a page when its
/// watermark comes.
@NullMarked
package dev.rowhook.reader.page;

import org.jspecify.annotations.NullMarked;
